#include "host.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MaxEvents = 4096, MaxChannels = 16 };

typedef union AnyEvent {
    EventHeader header;
    NoteEvent note;
    ExpressionEvent expression;
    ParamEvent param;
    MidiEvent midi;
    SysexEvent sysex;
    TransportEvent transport;
} AnyEvent;

struct EventList {
    uint32_t count;
    AnyEvent events[MaxEvents];
};

static uint32_t listSize(const InputEvents *list) { return ((EventList *)list->context)->count; }

static const EventHeader *listGet(const InputEvents *list, uint32_t index)
{
    EventList *events = list->context;
    return index < events->count ? &events->events[index].header : NULL;
}

typedef struct Receiver {
    Player *player;
    uint32_t frames, lastTime;
} Receiver;

static bool receive(const OutputEvents *list, const EventHeader *event)
{
    Receiver *receiver = list->context;
    receiver->player->eventsOut++;
    if (event->type == EventNoteEnd)
        receiver->player->notesEnded++;
    if (event->type == EventNoteOn || event->type == EventNoteOff) {
        const NoteEvent *note = (const NoteEvent *)event;
        writeNote(receiver->player->settings->notes, receiver->player->position + event->time, event->type == EventNoteOn,
                  note->channel, note->key, note->velocity);
    }
    if (event->time < receiver->lastTime || event->time >= receiver->frames)
        receiver->player->eventsOutOfOrder++;
    receiver->lastTime = event->time;
    return true;
}

/* ports */

static void choosePorts(Player *player)
{
    Instance *instance = player->instance;
    const AudioPortsConfig *configs = extension(instance, EXT_AUDIO_PORTS_CONFIG);
    uint32_t wanted = 0, wantedPorts = 0;
    for (uint32_t i = 0; configs != NULL && i < configs->count(instance->plugin); i++) {
        AudioPortsConfigInfo config;
        if (!configs->get(instance->plugin, i, &config))
            fail("audio port configuration %u has no description", i);
        if (wantedPorts == 0 || (player->settings->voiceOutputs && config.outputPorts > wantedPorts)) {
            wanted = config.id;
            wantedPorts = config.outputPorts;
        }
    }

    if (wantedPorts > 0 && !configs->select(instance->plugin, wanted))
        fail("audio port configuration %u cannot be selected", wanted);

    const AudioPorts *ports = extension(instance, EXT_AUDIO_PORTS);
    player->portCount = (int)ports->count(instance->plugin, false);
    if (player->portCount < 1 || player->portCount > 8)
        fail("%d output ports", player->portCount);
    for (int i = 0; i < player->portCount; i++) {
        AudioPortInfo info;
        if (!ports->get(instance->plugin, (uint32_t)i, false, &info))
            fail("output port %d has no description", i);
        if (player->settings->doublePrecision && !(info.flags & PortSupports64))
            fail("output port %d has no 64-bit samples", i);
        player->portChannels[i] = (int)info.channels;
        player->output.channels += (int)info.channels;
    }

    if (player->output.channels > MaxChannels)
        fail("%d output channels", player->output.channels);
}

/* events */

static TransportEvent transportAt(const Player *player, uint32_t time, double quarters)
{
    const double fixed = 2147483648.0;
    TransportEvent transport = {
        .header = {sizeof transport, time, CoreEvents, EventTransport, 0},
        .flags = HasTempo | HasBeats | HasSignature | (player->playing ? IsPlaying : 0),
        .songBeats = (int64_t)llround(quarters * fixed),
        .tempo = player->tempo,
        .barStart = (int64_t)llround(floor(quarters / 4) * 4 * fixed),
        .barNumber = (int32_t)floor(quarters / 4),
        .numerator = 4,
        .denominator = 4,
    };
    return transport;
}

static AnyEvent midiBytes(uint32_t time, uint8_t status, uint8_t first, uint8_t second)
{
    return (AnyEvent){.midi = {{sizeof(MidiEvent), time, CoreEvents, EventMidi, 0}, 0, {status, first, second}}};
}

static AnyEvent noteEvent(uint32_t time, uint16_t type, const ScriptEvent *event)
{
    return (AnyEvent){.note = {{sizeof(NoteEvent), time, CoreEvents, type, 0},
                               event->id, 0, (int16_t)event->channel, (int16_t)event->key, event->value}};
}

static AnyEvent expressionEvent(uint32_t time, int32_t expression, const ScriptEvent *event)
{
    return (AnyEvent){.expression = {{sizeof(ExpressionEvent), time, CoreEvents, EventNoteExpression, 0},
                                     expression, event->id, 0, (int16_t)event->channel, (int16_t)event->key, event->value}};
}

static AnyEvent paramEvent(const Player *player, uint32_t time, const ScriptEvent *event)
{
    const Instance *instance = player->instance;
    ParamInfo info;
    double value;
    if (!findParam(instance, event->name, &info) || !instance->params->textToValue(instance->plugin, info.id, event->text, &value))
        fail("%s does not take %s", event->name, event->text);
    return (AnyEvent){.param = {{sizeof(ParamEvent), time, CoreEvents, EventParamValue, 0},
                                info.id, info.cookie, -1, -1, -1, -1, value}};
}

/* quarters is the song position at the event */
static AnyEvent toClap(Player *player, const ScriptEvent *event, uint32_t time, double *quarters)
{
    uint8_t channel = (uint8_t)event->channel, key = (uint8_t)event->key, value = (uint8_t)event->value;
    switch (event->kind) {
    case NoteOn: return noteEvent(time, EventNoteOn, event);
    case NoteOff: return noteEvent(time, EventNoteOff, event);
    case NoteChoke: return noteEvent(time, EventNoteChoke, event);
    case Controller: return midiBytes(time, 0xB0 | channel, key, value);
    case Bend: return midiBytes(time, 0xE0 | channel, (uint8_t)((int)event->value & 0x7F), (uint8_t)((int)event->value >> 7));
    case Pressure: return midiBytes(time, 0xD0 | channel, value, 0);
    case KeyPressure: return midiBytes(time, 0xA0 | channel, key, value);
    case Program: return midiBytes(time, 0xC0 | channel, key, 0);
    case Tuning: return expressionEvent(time, ExpressionTuning, event);
    case Volume: return expressionEvent(time, ExpressionVolume, event);
    case Vibrato: return expressionEvent(time, ExpressionVibrato, event);
    case TuneKey:
        return (AnyEvent){.sysex = {{sizeof(SysexEvent), time, CoreEvents, EventMidiSysex, 0}, 0, event->message, sizeof event->message}};
    case SetParameter: return paramEvent(player, time, event);
    case Tempo: player->tempo = event->value; break;
    case Play: player->playing = true; break;
    case Stop: player->playing = false; break;
    case Locate: *quarters = event->value; break;
    case Reload: player->reload = true; break;
    }

    return (AnyEvent){.transport = transportAt(player, time, *quarters)};
}

/* Collects the block's events; returns the song position at its end. */
static double collect(Player *player, EventList *list, int frames)
{
    const Script *script = &player->settings->script;
    double quarters = player->songQuarters;
    int64_t reached = player->position;
    list->count = 0;
    for (; player->nextEvent < script->count; player->nextEvent++) {
        const ScriptEvent *event = &script->events[player->nextEvent];
        if (event->sample >= player->position + frames)
            break;
        if (list->count == MaxEvents)
            fail("more than %d events in a block", MaxEvents);
        if (player->playing)
            quarters += (double)(event->sample - reached) / player->settings->rate * player->tempo / 60;
        reached = event->sample;
        list->events[list->count++] = toClap(player, event, (uint32_t)(event->sample - player->position), &quarters);
    }

    if (player->playing)
        quarters += (double)(player->position + frames - reached) / player->settings->rate * player->tempo / 60;
    return quarters;
}

/* blocks */

Player startPlayer(Instance *instance, const RenderSettings *settings)
{
    Player player = {.instance = instance, .settings = settings, .tempo = settings->tempo, .songQuarters = settings->from, .playing = true};
    choosePorts(&player);
    player.output = allocateAudio(player.output.channels, settings->frames);
    player.events = allocate(sizeof(EventList));
    const Render *render = extension(instance, EXT_RENDER);
    if (render != NULL)
        render->set(instance->plugin, settings->live ? RenderRealtime : RenderOffline);
    if (!instance->plugin->activate(instance->plugin, settings->rate, 1, (uint32_t)settings->blocks.largest))
        fail("the plug-in cannot be activated at %g Hz with blocks of %d", settings->rate, settings->blocks.largest);
    markAudioThread(true);
    bool started = instance->plugin->startProcessing(instance->plugin);
    markAudioThread(false);
    if (!started)
        fail("the plug-in does not start");
    player.started = secondsNow();
    return player;
}

static void checkSilenceFlags(Player *player, const AudioBuffer *port, float **channels, int frames)
{
    for (uint32_t channel = 0; channel < port->channels; channel++)
        if (port->constantMask >> channel & 1)
            for (int i = 1; i < frames; i++)
                if (channels[channel][i] != channels[channel][0]) {
                    player->silentFlagsWrong++;
                    break;
                }
}

bool playBlock(Player *player)
{
    const RenderSettings *settings = player->settings;
    int frames = settings->blocks.sizes[player->nextBlock++ % settings->blocks.count];
    if (frames > settings->frames - player->position)
        frames = settings->frames - player->position;
    if (frames == 0)
        return false;
    if (settings->live) {
        double due = player->started + player->position / settings->rate;
        sleepUntil(due);
        player->overdueSeconds = fmax(player->overdueSeconds, secondsNow() - due);
    }

    if (player->reload) {
        size_t length;
        uint8_t *state = saveState(player->instance, &length);
        if (!loadState(player->instance, state, length, 0))
            fail("the plug-in refuses its own state at sample %d", player->position);
        free(state);
        player->reload = false;
    }

    EventList *list = player->events;
    TransportEvent transport = transportAt(player, 0, player->songQuarters);
    player->songQuarters = collect(player, list, frames);

    /* garbage in the buffers: the plug-in must write every sample */
    int channelCount = player->output.channels;
    float *data32 = allocate(sizeof(float) * (size_t)(channelCount * frames)), *channels32[MaxChannels];
    double *data64 = allocate(sizeof(double) * (size_t)(channelCount * frames)), *channels64[MaxChannels];
    for (int i = 0; i < channelCount * frames; i++)
        data32[i] = NAN, data64[i] = NAN;
    for (int i = 0; i < channelCount; i++)
        channels32[i] = data32 + i * frames, channels64[i] = data64 + i * frames;
    AudioBuffer ports[8] = {0};
    for (int i = 0, channel = 0; i < player->portCount; channel += player->portChannels[i++])
        ports[i] = (AudioBuffer){settings->doublePrecision ? NULL : channels32 + channel,
                                 settings->doublePrecision ? channels64 + channel : NULL,
                                 (uint32_t)player->portChannels[i], 0, 0};

    Receiver receiver = {player, (uint32_t)frames, 0};
    InputEvents in = {list, listSize, listGet};
    OutputEvents out = {&receiver, receive};
    Process process = {player->position, (uint32_t)frames, &transport, NULL, ports, 0, (uint32_t)player->portCount, &in, &out};
    markAudioThread(true);
    player->lastStatus = player->instance->plugin->process(player->instance->plugin, &process);
    markAudioThread(false);
    if (player->lastStatus == ProcessError)
        fail("process failed at sample %d", player->position);

    for (int i = 0; i < channelCount * frames && settings->doublePrecision; i++)
        data32[i] = (float)data64[i];
    for (int i = 0, channel = 0; i < player->portCount; channel += player->portChannels[i++])
        checkSilenceFlags(player, &ports[i], channels32 + channel, frames);
    for (int channel = 0; channel < channelCount; channel++)
        for (int i = 0; i < frames; i++)
            player->output.samples[(player->position + i) * channelCount + channel] = channels32[channel][i];
    player->position += frames;
    free(data32);
    free(data64);
    return true;
}

void stopPlayer(Player *player)
{
    markAudioThread(true);
    player->instance->plugin->stopProcessing(player->instance->plugin);
    markAudioThread(false);
    player->instance->plugin->deactivate(player->instance->plugin);
    free(player->events);
    runCallback(player->instance);
}

Player playAll(Instance *instance, const RenderSettings *settings)
{
    Player player = startPlayer(instance, settings);
    while (playBlock(&player))
        runCallback(instance);
    stopPlayer(&player);
    return player;
}
