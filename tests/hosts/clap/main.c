/* clap-host COMMAND PLUGIN.clap [--option value]...

   A CLAP host on its own declarations of the public interface. Commands: info, render, parameters, state, misuse,
   instances, presets, editor. Prints one JSON object, the editor one a command from stdin; failure is one line on stderr and exit code 1. */
#include "commands.h"

#include <string.h>

static const struct {
    const char *name;
    void (*run)(const char *path, const Options *options);
    bool answersLines;
} Commands[] = {
    {"info", describePlugin, false},  {"render", renderScript, false},       {"parameters", checkParameters, false},
    {"state", checkState, false},     {"misuse", misuse, false},             {"instances", playManyAtOnce, false},
    {"presets", playPresets, false},  {"editor", driveEditor, true},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof Commands / sizeof *Commands && argc >= 3; i++) {
        if (strcmp(Commands[i].name, argv[1]) != 0)
            continue;
        Options options = readOptions(argc, argv, 3);
        if (!Commands[i].answersLines)
            jsonOpen(NULL, '{');
        Commands[i].run(argv[2], &options);
        if (!Commands[i].answersLines) {
            jsonClose('}');
            putchar('\n');
        }
        return 0;
    }

    fail("usage: clap-host info|render|parameters|state|misuse|instances|presets|editor PLUGIN.clap [--option value]...");
}
