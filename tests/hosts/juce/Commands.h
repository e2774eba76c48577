// What the host can be asked to do. Each prints one JSON object with what it saw; the tests judge it.
#pragma once

#include "Plugin.h"

/** Command-line options after the command and the plug-in: pairs of --name value. */
class Options
{
public:
    Options (int argc, char** argv, int first);

    juce::String text (const juce::String& name, const juce::String& fallback = {}) const;
    juce::StringArray all (const juce::String& name) const;
    int number (const juce::String& name, int fallback) const;
    juce::File file (const juce::String& name) const;
    RenderSettings render() const;

private:
    std::vector<std::pair<juce::String, juce::String>> _pairs;
};

juce::var describe (PluginFile&, const Options&);
juce::var render (PluginFile&, const Options&);
juce::var restoreIntoSecondInstance (PluginFile&, const Options&);
juce::var moveEveryParameter (PluginFile&, const Options&);
juce::var playManyInstances (PluginFile&, const Options&);

/** Reads commands from stdin and answers each with a line of its own; see Editor.cpp. */
void driveEditor (PluginFile&);
