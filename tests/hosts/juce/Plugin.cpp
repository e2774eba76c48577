#include "Plugin.h"

using namespace juce;

PluginFile::PluginFile (const String& path)
{
    _format.findAllTypesForFile (_classes, path);
    if (_classes.isEmpty())
        throw Failure (path + ": no VST3 class found");
}

std::unique_ptr<AudioPluginInstance> PluginFile::create (double rate, int block)
{
    String error;
    auto plugin = _format.createInstanceFromDescription (description(), rate, block, error);
    if (plugin == nullptr)
        throw Failure (description().fileOrIdentifier + ": " + error);
    return plugin;
}

struct Player::Transport : AudioPlayHead
{
    double rate, tempo;
    int64 position = 0;

    Optional<PositionInfo> getPosition() const override
    {
        const double quarters = (double) position / rate * tempo / 60.0;
        PositionInfo info;
        info.setIsPlaying (true);
        info.setBpm (tempo);
        info.setTimeInSamples (position);
        info.setTimeInSeconds ((double) position / rate);
        info.setPpqPosition (quarters);
        info.setPpqPositionOfLastBarStart (std::floor (quarters / 4) * 4);
        info.setTimeSignature (TimeSignature { 4, 4 });
        return info;
    }
};

Player::Player (AudioPluginInstance& plugin, const RenderSettings& settings)
    : _plugin (plugin), _settings (settings), _transport (new Transport)
{
    _transport->rate = settings.rate;
    _transport->tempo = settings.tempo;
    plugin.setPlayHead (_transport.get());
    plugin.setNonRealtime (true);
    plugin.setRateAndBufferSizeDetails (settings.rate, settings.largestBlock());
    plugin.prepareToPlay (settings.rate, settings.largestBlock());

    const int channels = jmax (1, plugin.getTotalNumOutputChannels());
    _block.setSize (channels, settings.largestBlock());
    _output.setSize (channels, settings.frames());
}

Player::~Player()
{
    _plugin.releaseResources();
    _plugin.setPlayHead (nullptr);
}

void Player::playBlock()
{
    const int frames = jmin (_settings.blocks[_nextBlock++ % _settings.blocks.size()], _settings.frames() - _position);
    MidiBuffer midi;
    for (; _nextEvent < _settings.notes.getNumEvents(); ++_nextEvent)
    {
        const auto& message = _settings.notes.getEventPointer (_nextEvent)->message;
        const auto sample = roundToInt (message.getTimeStamp() * _settings.rate);
        if (sample >= _position + frames)
            break;
        if (! message.isMetaEvent())
            midi.addEvent (message, sample - _position);
    }

    _block.setSize (_block.getNumChannels(), frames, false, false, true);
    _block.clear();
    _transport->position = _position;
    _plugin.processBlock (_block, midi);
    for (int channel = 0; channel < _output.getNumChannels(); ++channel)
        _output.copyFrom (channel, _position, _block, channel, 0, frames);
    _position += frames;
}

MidiMessageSequence readMidi (const File& file)
{
    FileInputStream stream (file);
    MidiFile midi;
    if (! stream.openedOk() || ! midi.readFrom (stream))
        throw Failure (file.getFullPathName() + ": not a MIDI file that can be read");
    midi.convertTimestampTicksToSeconds();

    MidiMessageSequence all;
    for (int track = 0; track < midi.getNumTracks(); ++track)
        all.addSequence (*midi.getTrack (track), 0);
    return all;
}

void setParameter (AudioPluginInstance& plugin, const String& name, const String& text)
{
    for (auto* parameter : plugin.getParameters())
    {
        if (parameter->getName (128) == name)
        {
            parameter->setValueNotifyingHost (parameter->getValueForText (text));
            return;
        }
    }

    throw Failure ("no parameter named " + name);
}

void runMessages()
{
    MessageManager::getInstance()->runDispatchLoopUntil (50);
}
