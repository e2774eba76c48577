#include "Commands.h"

using namespace juce;

namespace
{
    using Object = DynamicObject::Ptr;

    float largestDifference (const AudioBuffer<float>& a, const AudioBuffer<float>& b)
    {
        float largest = 0;
        for (int channel = 0; channel < a.getNumChannels(); ++channel)
            for (int i = 0; i < a.getNumSamples(); ++i)
                largest = jmax (largest, std::abs (a.getSample (channel, i) - b.getSample (channel, i)));
        return largest;
    }

    int nonFinite (const AudioBuffer<float>& audio)
    {
        int count = 0;
        for (int channel = 0; channel < audio.getNumChannels(); ++channel)
            for (int i = 0; i < audio.getNumSamples(); ++i)
                count += std::isfinite (audio.getSample (channel, i)) ? 0 : 1;
        return count;
    }

    void describeAudio (const AudioBuffer<float>& audio, Object into)
    {
        into->setProperty ("channels", audio.getNumChannels());
        into->setProperty ("frames", audio.getNumSamples());
        into->setProperty ("peak", audio.getMagnitude (0, audio.getNumSamples()));
        into->setProperty ("rms", audio.getRMSLevel (0, 0, audio.getNumSamples()));
        into->setProperty ("nonFinite", nonFinite (audio));
    }

    void writeWav (const File& file, const AudioBuffer<float>& audio, double rate)
    {
        file.deleteFile();
        auto stream = std::make_unique<FileOutputStream> (file);
        if (stream->failedToOpen())
            throw Failure (file.getFullPathName() + ": cannot be written");
        WavAudioFormat format;
        std::unique_ptr<AudioFormatWriter> writer (
            format.createWriterFor (stream.release(), rate, (unsigned) audio.getNumChannels(), 32, {}, 0));
        writer->writeFromAudioSampleBuffer (audio, 0, audio.getNumSamples());
    }

    AudioBuffer<float> play (AudioPluginInstance& plugin, const RenderSettings& settings)
    {
        Player player (plugin, settings);
        player.playToEnd();
        return player.output();
    }
}

Options::Options (int argc, char** argv, int first)
{
    for (int i = first; i < argc; i += 2)
    {
        const String name (CharPointer_UTF8 (argv[i]));
        if (! name.startsWith ("--") || i + 1 == argc)
            throw Failure ("expected --option value, not " + name);
        _pairs.emplace_back (name.substring (2), String (CharPointer_UTF8 (argv[i + 1])));
    }
}

StringArray Options::all (const String& name) const
{
    StringArray values;
    for (const auto& [key, value] : _pairs)
        if (key == name)
            values.add (value);
    return values;
}

String Options::text (const String& name, const String& fallback) const
{
    const auto values = all (name);
    return values.isEmpty() ? fallback : values[values.size() - 1];
}

int Options::number (const String& name, int fallback) const { return text (name, String (fallback)).getIntValue(); }

File Options::file (const String& name) const { return File::getCurrentWorkingDirectory().getChildFile (text (name)); }

RenderSettings Options::render() const
{
    RenderSettings settings;
    settings.rate = text ("rate", "48000").getDoubleValue();
    settings.seconds = text ("seconds", "4").getDoubleValue();
    settings.tempo = text ("tempo", "120").getDoubleValue();
    settings.blocks.clear();
    for (const auto& size : StringArray::fromTokens (text ("block", "512"), ",", {}))
        settings.blocks.push_back (size.getIntValue());
    if (text ("midi").isNotEmpty())
        settings.notes = readMidi (file ("midi"));
    return settings;
}

var describe (PluginFile& file, const Options&)
{
    const auto started = Time::getMillisecondCounterHiRes();
    auto plugin = file.create (48000, 512);
    const auto seconds = (Time::getMillisecondCounterHiRes() - started) / 1000;

    Array<var> parameters, programs;
    for (auto* parameter : plugin->getParameters())
    {
        Object entry = new DynamicObject;
        entry->setProperty ("name", parameter->getName (128));
        entry->setProperty ("unit", parameter->getLabel());
        entry->setProperty ("value", parameter->getValue());
        entry->setProperty ("text", parameter->getCurrentValueAsText());
        entry->setProperty ("steps", parameter->getNumSteps());
        parameters.add (entry.get());
    }

    for (int i = 0; i < plugin->getNumPrograms(); ++i)
        programs.add (plugin->getProgramName (i));

    Object result = new DynamicObject;
    result->setProperty ("name", file.description().name);
    result->setProperty ("vendor", file.description().manufacturerName);
    result->setProperty ("category", file.description().category);
    result->setProperty ("version", file.description().version);
    result->setProperty ("instrument", file.description().isInstrument);
    result->setProperty ("loadSeconds", seconds);
    result->setProperty ("latency", plugin->getLatencySamples());
    result->setProperty ("outputs", plugin->getBusCount (false));
    result->setProperty ("outputChannels", plugin->getTotalNumOutputChannels());
    result->setProperty ("acceptsMidi", plugin->acceptsMidi());
    result->setProperty ("parameters", parameters);
    result->setProperty ("programs", programs);
    return result.get();
}

var render (PluginFile& file, const Options& options)
{
    const auto settings = options.render();
    auto plugin = file.create (settings.rate, settings.largestBlock());
    if (options.text ("load-state").isNotEmpty())
    {
        MemoryBlock state;
        if (! options.file ("load-state").loadFileAsData (state))
            throw Failure (options.text ("load-state") + ": cannot be read");
        plugin->setStateInformation (state.getData(), (int) state.getSize());
        runMessages();
    }

    if (options.text ("program").isNotEmpty())
        plugin->setCurrentProgram (options.number ("program", 0));
    for (const auto& pair : options.all ("set"))
        setParameter (*plugin, pair.upToFirstOccurrenceOf ("=", false, false), pair.fromFirstOccurrenceOf ("=", false, false));

    const auto started = Time::getMillisecondCounterHiRes();
    const auto audio = play (*plugin, settings);
    const auto seconds = (Time::getMillisecondCounterHiRes() - started) / 1000;
    runMessages();

    if (options.text ("wav").isNotEmpty())
        writeWav (options.file ("wav"), audio, settings.rate);
    if (options.text ("save-state").isNotEmpty())
    {
        MemoryBlock state;
        plugin->getStateInformation (state);
        options.file ("save-state").replaceWithData (state.getData(), state.getSize());
    }

    Object result = new DynamicObject;
    describeAudio (audio, result);
    result->setProperty ("seconds", seconds);
    return result.get();
}

var restoreIntoSecondInstance (PluginFile& file, const Options& options)
{
    const auto settings = options.render();
    auto first = file.create (settings.rate, settings.largestBlock());
    for (const auto& pair : options.all ("set"))
        setParameter (*first, pair.upToFirstOccurrenceOf ("=", false, false), pair.fromFirstOccurrenceOf ("=", false, false));
    const auto firstAudio = play (*first, settings);
    runMessages();
    MemoryBlock state;
    first->getStateInformation (state);

    auto fresh = file.create (settings.rate, settings.largestBlock());
    const auto freshAudio = play (*fresh, settings);

    auto second = file.create (settings.rate, settings.largestBlock());
    second->setStateInformation (state.getData(), (int) state.getSize());
    runMessages();
    StringArray differing;
    for (int i = 0; i < first->getParameters().size(); ++i)
        if (! approximatelyEqual (first->getParameters()[i]->getValue(), second->getParameters()[i]->getValue()))
            differing.add (first->getParameters()[i]->getName (128));
    const auto secondAudio = play (*second, settings);
    MemoryBlock again;
    second->getStateInformation (again);

    Object result = new DynamicObject;
    result->setProperty ("stateBytes", (int) state.getSize());
    result->setProperty ("sameStateAgain", state == again);
    result->setProperty ("differingParameters", differing.joinIntoString (", "));
    result->setProperty ("differenceFromFresh", largestDifference (firstAudio, freshAudio));
    result->setProperty ("difference", largestDifference (firstAudio, secondAudio));
    describeAudio (secondAudio, result);
    return result.get();
}

var moveEveryParameter (PluginFile& file, const Options& options)
{
    auto settings = options.render();
    auto plugin = file.create (settings.rate, settings.largestBlock());
    Player player (*plugin, settings);
    StringArray notTaken;
    int moved = 0, nonFiniteSamples = 0;
    for (auto* parameter : plugin->getParameters())
    {
        const float before = parameter->getValue();
        for (const float target : { 0.0f, 1.0f, 0.37f, before })
        {
            parameter->setValueNotifyingHost (target);
            if (! player.isDone())
                player.playBlock();
            // a stepped parameter may settle on its nearest step
            const float tolerance = parameter->isDiscrete() ? 0.5f / (float) jmax (1, parameter->getNumSteps() - 1) : 0.0f;
            if (std::abs (parameter->getValue() - target) > tolerance + 1.0e-6f)
                notTaken.addIfNotAlreadyThere (parameter->getName (128));
            ++moved;
        }
    }

    player.playToEnd();
    nonFiniteSamples = nonFinite (player.output());

    Object result = new DynamicObject;
    result->setProperty ("parameters", plugin->getParameters().size());
    result->setProperty ("moved", moved);
    result->setProperty ("notTaken", notTaken.joinIntoString (", "));
    describeAudio (player.output(), result);
    result->setProperty ("nonFinite", nonFiniteSamples);
    return result.get();
}

var playManyInstances (PluginFile& file, const Options& options)
{
    const auto settings = options.render();
    auto alone = file.create (settings.rate, settings.largestBlock());
    const auto expected = play (*alone, settings);

    const int count = options.number ("count", 8);
    std::vector<std::unique_ptr<AudioPluginInstance>> plugins;
    std::vector<std::unique_ptr<Player>> players;
    for (int i = 0; i < count; ++i)
    {
        plugins.push_back (file.create (settings.rate, settings.largestBlock()));
        players.push_back (std::make_unique<Player> (*plugins.back(), settings));
    }

    // a block of each in turn, on two threads, as a host with a worker pool plays its tracks
    std::thread other ([&] { while (! players[0]->isDone()) for (int i = 0; i < count; i += 2) players[(size_t) i]->playBlock(); });
    while (! players[1]->isDone())
        for (int i = 1; i < count; i += 2)
            players[(size_t) i]->playBlock();
    other.join();

    float difference = 0;
    for (const auto& player : players)
        difference = jmax (difference, largestDifference (expected, player->output()));
    players.clear();
    plugins.clear();

    // the last instance is gone, so is the module: load it again and it must play the same
    alone.reset();
    float differenceAfterReload = 0;
    for (int i = 0; i < count; ++i)
    {
        auto reloaded = file.create (settings.rate, settings.largestBlock());
        differenceAfterReload = jmax (differenceAfterReload, largestDifference (expected, play (*reloaded, settings)));
    }

    Object result = new DynamicObject;
    describeAudio (expected, result);
    result->setProperty ("count", count);
    result->setProperty ("difference", difference);
    result->setProperty ("differenceAfterReload", differenceAfterReload);
    return result.get();
}
