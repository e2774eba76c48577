// juce-host COMMAND PLUGIN.vst3 [--option value]...
//
// A VST3 host made of Debian's JUCE modules, so that the plug-in meets the hosting code that many hosts are built on.
// Commands: info, render, state, parameters, instances, editor. Prints one JSON object, the editor one a command from stdin; failure is one line on stderr and exit code 1.
#include "Commands.h"

#include <iostream>

// JUCE takes for granted what any desktop's window manager has made known to the server
void announceDesktop();

int main (int argc, char** argv)
{
    static const std::map<juce::String, juce::var (*) (PluginFile&, const Options&)> commands {
        { "info", describe },
        { "render", render },
        { "state", restoreIntoSecondInstance },
        { "parameters", moveEveryParameter },
        { "instances", playManyInstances },
    };

    announceDesktop();
    juce::ScopedJuceInitialiser_GUI juceIsUp;
    try
    {
        const juce::String name (argc > 1 ? argv[1] : "");
        const auto command = commands.find (name);
        if (argc < 3 || (command == commands.end() && name != "editor"))
            throw Failure ("usage: juce-host info|render|state|parameters|instances|editor PLUGIN.vst3 [--option value]...");
        const Options options (argc, argv, 3);
        PluginFile plugin (juce::File::getCurrentWorkingDirectory().getChildFile (argv[2]).getFullPathName());
        if (name == "editor")
        {
            driveEditor (plugin);
            return 0;
        }

        std::cout << juce::JSON::toString (command->second (plugin, options), true, 9) << std::endl;
        return 0;
    }
    catch (const Failure& failure)
    {
        std::cerr << "juce-host: " << failure.what() << std::endl;
        return 1;
    }
}
