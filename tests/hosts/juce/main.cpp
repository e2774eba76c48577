// juce-host COMMAND PLUGIN.vst3 [--option value]...
//
// A VST3 host made of Debian's JUCE modules, so that the plug-in meets the hosting code that many hosts are built on.
// Commands: info, render, state, parameters, instances. Prints one JSON object; failure is one line on stderr and exit code 1.
#include "Commands.h"

#include <iostream>

int main (int argc, char** argv)
{
    static const std::map<juce::String, juce::var (*) (PluginFile&, const Options&)> commands {
        { "info", describe },
        { "render", render },
        { "state", restoreIntoSecondInstance },
        { "parameters", moveEveryParameter },
        { "instances", playManyInstances },
    };

    juce::ScopedJuceInitialiser_GUI juceIsUp;
    try
    {
        const auto command = commands.find (argc > 1 ? argv[1] : "");
        if (argc < 3 || command == commands.end())
            throw Failure ("usage: juce-host info|render|state|parameters|instances PLUGIN.vst3 [--option value]...");
        const Options options (argc, argv, 3);
        PluginFile plugin (juce::File::getCurrentWorkingDirectory().getChildFile (argv[2]).getFullPathName());
        std::cout << juce::JSON::toString (command->second (plugin, options), true, 9) << std::endl;
        return 0;
    }
    catch (const Failure& failure)
    {
        std::cerr << "juce-host: " << failure.what() << std::endl;
        return 1;
    }
}
