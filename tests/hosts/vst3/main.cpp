// vst3-host COMMAND PLUGIN.vst3 [--option value]...
//
// A VST3 host on the public interfaces alone, which gives each controller, bend and automation point at its own sample.
// Commands: info, render, parameters, state, programs, misuse, window. Prints one JSON object; failure is one line on stderr
// and exit code 1.
#include "commands.h"

int main(int argc, char **argv)
{
    static const struct
    {
        const char *name;
        void (*run)(Module &, const Options &);
    } commands[] = {
        {"info", describePlugin}, {"render", renderScript},   {"parameters", checkParameters},
        {"state", checkState},    {"programs", playPrograms}, {"misuse", misuse},
        {"window", endWithWindowOpen},
    };

    for (auto &command : commands) {
        if (argc < 3 || std::strcmp(command.name, argv[1]) != 0)
            continue;
        Options options = readOptions(argc, argv, 3);
        Module module(argv[2]);
        jsonOpen(nullptr, '{');
        command.run(module, options);
        jsonClose('}');
        putchar('\n');
        return 0;
    }

    fail("usage: vst3-host info|render|parameters|state|programs|misuse|window PLUGIN.vst3 [--option value]...");
}
