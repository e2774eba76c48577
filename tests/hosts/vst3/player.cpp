#include "host.h"

#include <algorithm>
#include <cmath>

RenderSettings::RenderSettings(const Options &options)
    : rate(optionNumber(&options, "rate", 48000)),
      tempo(optionNumber(&options, "tempo", 120)),
      from(optionNumber(&options, "from", 0)),
      frames((int)(optionNumber(&options, "seconds", 4) * rate + 0.5)),
      blocks(readBlockSizes(optionText(&options, "block", "512"))),
      doublePrecision(optionNumber(&options, "double", 0) != 0),
      voiceOutputs(optionNumber(&options, "voices", 0) != 0),
      live(optionNumber(&options, "live", 0) != 0),
      script(readScript(&options, rate)),
      notes(openNotes(&options))
{
}

Player::Player(Instance &instance, const RenderSettings &settings) : _instance(instance), _settings(settings), _tempo(settings.tempo), _songQuarters(settings.from)
{
    auto &component = *instance.component;
    int channels = 0;
    for (int32 bus = 0; bus < component.getBusCount(kAudio, kOutput); bus++) {
        BusInfo info {};
        component.getBusInfo(kAudio, kOutput, bus, info);
        bool wanted = bus == 0 || settings.voiceOutputs;
        component.activateBus(kAudio, kOutput, bus, wanted);
        if (wanted)
            _busChannels.push_back(info.channelCount), channels += info.channelCount;
    }

    component.activateBus(kEvent, kInput, 0, true);
    output = allocateAudio(channels, settings.frames);
    ProcessSetup setup {settings.live ? kRealtime : kOffline, settings.doublePrecision ? kSample64 : kSample32, settings.blocks.largest, settings.rate};
    if (instance.processor->canProcessSampleSize(setup.symbolicSampleSize) != kResultOk
        || instance.processor->setupProcessing(setup) != kResultOk
        || component.setActive(true) != kResultOk)
        fail("the plug-in cannot be activated at %g Hz with blocks of %d", settings.rate, settings.blocks.largest);
    instance.processor->setProcessing(true);
    _started = secondsNow();
}

Player::~Player()
{
    _instance.processor->setProcessing(false);
    _instance.component->setActive(false);
    std::free(output.samples);
    if (_settings.notes != nullptr)
        std::fclose(_settings.notes);
}

void Player::mapController(const ScriptEvent &event, CtrlNumber number, ParamValue value, int offset, ParamChanges &changes)
{
    ParamID id;
    if (_instance.midiMapping != nullptr
        && _instance.midiMapping->getMidiControllerAssignment(0, (int16)event.channel, number, id) == kResultOk)
        changes.add(id, offset, value);
}

static Event makeEvent(int offset, double quarters, uint16 type)
{
    Event event {};
    event.sampleOffset = offset;
    event.ppqPosition = quarters;
    event.type = type;
    return event;
}

static Event makeExpression(int offset, double quarters, NoteExpressionTypeID type, const ScriptEvent &event, double normalised)
{
    auto made = makeEvent(offset, quarters, Event::kNoteExpressionValueEvent);
    made.noteExpressionValue = {type, event.id, normalised};
    return made;
}

// Collects the block's events; what the transport does after the block's first sample, VST3 tells at the next block's start only.
void Player::collect(int frames, ParamChanges &changes, Events &events, ProcessContext &context)
{
    const double quarters = context.projectTimeMusic;
    for (; _nextEvent < _settings.script.count; _nextEvent++) {
        const ScriptEvent &event = _settings.script.events[_nextEvent];
        if (event.sample >= _position + frames)
            break;
        auto offset = (int)(event.sample - _position);
        switch (event.kind) {
        case NoteOn: {
            auto made = makeEvent(offset, quarters, Event::kNoteOnEvent);
            made.noteOn = {(int16)event.channel, (int16)event.key, 0, (float)event.value, 0, event.id};
            events.list.push_back(made);
            break;
        }
        case NoteOff: {
            auto made = makeEvent(offset, quarters, Event::kNoteOffEvent);
            made.noteOff = {(int16)event.channel, (int16)event.key, (float)event.value, event.id, 0};
            events.list.push_back(made);
            break;
        }
        case KeyPressure: {
            auto made = makeEvent(offset, quarters, Event::kPolyPressureEvent);
            made.polyPressure = {(int16)event.channel, (int16)event.key, (float)(event.value / 127), event.id};
            events.list.push_back(made);
            break;
        }
        case Tuning: events.list.push_back(makeExpression(offset, quarters, kTuningTypeID, event, event.value / 240 + 0.5)); break;
        case Volume: events.list.push_back(makeExpression(offset, quarters, kVolumeTypeID, event, event.value / 4)); break;
        case Vibrato: events.list.push_back(makeExpression(offset, quarters, kVibratoTypeID, event, event.value)); break;
        case TuneKey: {
            auto made = makeEvent(offset, quarters, Event::kDataEvent);
            made.data = {sizeof event.message, DataEvent::kMidiSysEx, event.message};
            events.list.push_back(made);
            break;
        }
        case Controller: mapController(event, (CtrlNumber)event.key, event.value / 127, offset, changes); break;
        case Bend: mapController(event, kPitchBend, event.value / 16383, offset, changes); break;
        case Pressure: mapController(event, kAfterTouch, event.value / 127, offset, changes); break;
        case SetParameter: {
            int index = _instance.findParam(event.name);
            ParamValue value;
            if (index < 0 || !_instance.textToValue(_instance.param(index).id, event.text, value))
                fail("%s does not take %s", event.name, event.text);
            changes.add(_instance.param(index).id, offset, value);
            break;
        }
        case Tempo: _tempo = event.value; break;
        case Play: _playing = true; break;
        case Stop: _playing = false; break;
        case Locate: _songQuarters = event.value; break;
        case Reload: _reload = true; break;
        case Program:
        case NoteChoke: break; // VST3 has neither
        }
    }
}

void Player::send(const Event &event)
{
    if (event.type == Event::kNoteOnEvent)
        writeNote(_settings.notes, _position + event.sampleOffset, true, event.noteOn.channel, event.noteOn.pitch, event.noteOn.velocity);
    else if (event.type == Event::kNoteOffEvent)
        writeNote(_settings.notes, _position + event.sampleOffset, false, event.noteOff.channel, event.noteOff.pitch, event.noteOff.velocity);
}

bool Player::playBlock()
{
    int frames = std::min(_settings.blocks.sizes[_nextBlock++ % _settings.blocks.count], _settings.frames - _position);
    if (frames == 0)
        return false;
    if (_settings.live) {
        double due = _started + _position / _settings.rate;
        sleepUntil(due);
        overdueSeconds = std::max(overdueSeconds, secondsNow() - due);
    }

    if (_reload && !_instance.loadState(_instance.saveState()))
        fail("the plug-in refuses its own state at sample %d", _position);
    _reload = false;

    for (int next = _nextEvent; next < _settings.script.count && _settings.script.events[next].sample <= _position; next++) {
        auto kind = _settings.script.events[next].kind;
        if (kind == Play || kind == Stop)
            _playing = kind == Play;
    }

    ProcessContext context {};
    context.state = ProcessContext::kTempoValid | ProcessContext::kProjectTimeMusicValid | ProcessContext::kTimeSigValid
        | ProcessContext::kBarPositionValid | (_playing ? ProcessContext::kPlaying : 0);
    context.sampleRate = _settings.rate;
    context.projectTimeSamples = _position;
    context.projectTimeMusic = _songQuarters;
    context.barPositionMusic = std::floor(_songQuarters / 4) * 4;
    context.tempo = _tempo;
    context.timeSigNumerator = context.timeSigDenominator = 4;
    if (_playing)
        _songQuarters += frames / _settings.rate * _tempo / 60;

    ParamChanges changes, changesOut;
    Events events, eventsOutList;
    std::swap(changes, _pending);
    collect(frames, changes, events, context);

    // garbage in the buffers: the plug-in must write every sample
    std::vector<float> data32((size_t)output.channels * frames, NAN);
    std::vector<double> data64(data32.size(), NAN);
    std::vector<Sample32 *> channels32;
    std::vector<Sample64 *> channels64;
    for (int channel = 0; channel < output.channels; channel++) {
        channels32.push_back(data32.data() + (size_t)channel * frames);
        channels64.push_back(data64.data() + (size_t)channel * frames);
    }

    std::vector<AudioBusBuffers> buses(_busChannels.size());
    for (size_t bus = 0, channel = 0; bus < buses.size(); channel += _busChannels[bus++]) {
        buses[bus].numChannels = _busChannels[bus];
        if (_settings.doublePrecision)
            buses[bus].channelBuffers64 = channels64.data() + channel;
        else
            buses[bus].channelBuffers32 = channels32.data() + channel;
    }

    ProcessData data;
    data.processMode = _settings.live ? kRealtime : kOffline;
    data.symbolicSampleSize = _settings.doublePrecision ? kSample64 : kSample32;
    data.numSamples = frames;
    data.numOutputs = (int32)buses.size();
    data.outputs = buses.data();
    data.inputParameterChanges = &changes;
    data.outputParameterChanges = &changesOut;
    data.inputEvents = &events;
    data.outputEvents = &eventsOutList;
    data.processContext = &context;
    if (_instance.processor->process(data) != kResultOk)
        fail("process failed at sample %d", _position);
    eventsOut += eventsOutList.getEventCount();
    std::for_each(eventsOutList.list.begin(), eventsOutList.list.end(), [this](const Event &event) { send(event); });

    if (_settings.doublePrecision)
        std::copy(data64.begin(), data64.end(), data32.begin());
    for (size_t bus = 0, channel = 0; bus < buses.size(); channel += _busChannels[bus++])
        for (int i = 0; i < _busChannels[bus]; i++)
            if (buses[bus].silenceFlags >> i & 1)
                silentFlagsWrong += std::any_of(channels32[channel + i], channels32[channel + i] + frames, [](float s) { return s != 0; });
    for (int channel = 0; channel < output.channels; channel++)
        for (int i = 0; i < frames; i++)
            output.samples[(size_t)(_position + i) * output.channels + channel] = channels32[channel][i];
    _position += frames;
    return true;
}
