// A VST3 plug-in as JUCE's hosting classes load and play it.
#pragma once

#include <juce_audio_formats/juce_audio_formats.h>
#include <juce_audio_processors/juce_audio_processors.h>

/** The command cannot go on; main prints the message and returns 1. */
struct Failure : std::runtime_error
{
    explicit Failure (const juce::String& message) : std::runtime_error (message.toStdString()) {}
};

/** How a plug-in is played. */
struct RenderSettings
{
    double rate = 48000;
    std::vector<int> blocks { 512 };          // sizes, used in turn
    double seconds = 4;
    double tempo = 120;
    juce::MidiMessageSequence notes;          // times in seconds

    int largestBlock() const { return *std::max_element (blocks.begin(), blocks.end()); }
    int frames() const { return (int) std::llround (seconds * rate); }
};

/** A module file and the instances made of its first class. */
class PluginFile
{
public:
    explicit PluginFile (const juce::String& path);

    std::unique_ptr<juce::AudioPluginInstance> create (double rate, int block);
    const juce::PluginDescription& description() const { return *_classes.getFirst(); }

private:
    juce::VST3PluginFormat _format;
    juce::OwnedArray<juce::PluginDescription> _classes;
};

/** Plays one instance block by block with a running transport, offline. */
class Player
{
public:
    Player (juce::AudioPluginInstance&, const RenderSettings&);
    ~Player();

    bool isDone() const { return _position >= _settings.frames(); }
    void playBlock();
    void playToEnd() { while (! isDone()) playBlock(); }
    const juce::AudioBuffer<float>& output() const { return _output; }

private:
    struct Transport;

    juce::AudioPluginInstance& _plugin;
    const RenderSettings& _settings;
    std::unique_ptr<Transport> _transport;
    juce::AudioBuffer<float> _output, _block;
    int _position = 0, _nextEvent = 0;
    size_t _nextBlock = 0;
};

juce::MidiMessageSequence readMidi (const juce::File&);
void setParameter (juce::AudioPluginInstance&, const juce::String& name, const juce::String& text);

/** Lets JUCE deliver what it posts to the message thread (parameter changes, restart requests). */
void runMessages();
