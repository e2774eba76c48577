/* What no host should do, and some do. The plug-in must neither crash nor ring on. */
#include "commands.h"

#include <math.h>
#include <stdlib.h>

static uint32_t noEvents(const InputEvents *list) { (void)list; return 0; }
static uint32_t countEvents(const InputEvents *list) { return *(const uint32_t *)list->context; }
static const EventHeader *noEvent(const InputEvents *list, uint32_t index) { (void)list; (void)index; return NULL; }
static bool refuse(const OutputEvents *list, const EventHeader *event) { (void)list; (void)event; return false; }

static const InputEvents NoInput = {NULL, noEvents, noEvent};
static const OutputEvents Full = {NULL, refuse};

enum { Frames = 256 };

typedef struct Block {
    float samples[2][Frames];
    float *channels[2];
    AudioBuffer port;
} Block;

static int32_t process(Instance *instance, Block *block, const InputEvents *in, uint32_t frames)
{
    for (int i = 0; i < 2 * Frames; i++)
        block->samples[i / Frames][i % Frames] = NAN;
    block->channels[0] = block->samples[0];
    block->channels[1] = block->samples[1];
    block->port = (AudioBuffer){block->channels, NULL, 2, 0, 0};
    Process process = {-1, frames, NULL, NULL, &block->port, 0, 1, in, &Full};
    markAudioThread(true);
    int32_t status = instance->plugin->process(instance->plugin, &process);
    markAudioThread(false);
    return status;
}

static int32_t processInto(Instance *instance, AudioBuffer *ports, uint32_t portCount)
{
    Process process = {-1, Frames, NULL, NULL, ports, 0, portCount, &NoInput, &Full};
    markAudioThread(true);
    int32_t status = instance->plugin->process(instance->plugin, &process);
    markAudioThread(false);
    return status;
}

static double peakOf(const Block *block, uint32_t frames)
{
    double peak = 0;
    for (uint32_t i = 0; i < 2 * frames; i++) {
        double sample = fabs(block->samples[i / frames][i % frames]);
        if (!(sample <= peak))
            peak = isnan(sample) ? INFINITY : sample;
    }

    return peak;
}

static const EventHeader *theEvent(const InputEvents *list, uint32_t index) { (void)index; return ((const void **)list->context)[1]; }

/* A block with one event at its start. */
static double playEvent(Instance *instance, const EventHeader *event)
{
    struct { uint32_t count; const EventHeader *event; } one = {1, event};
    InputEvents in = {&one, countEvents, theEvent};
    Block block;
    process(instance, &block, &in, Frames);
    return peakOf(&block, Frames);
}

static double playNote(Instance *instance, uint16_t type, int16_t port, int16_t channel, int16_t key, double velocity)
{
    NoteEvent note = {{sizeof note, 0, CoreEvents, type, 0}, -1, port, channel, key, velocity};
    return playEvent(instance, &note.header);
}

/* The largest sample of one second, left out the half second in which filters and releases settle. */
static double ringsOn(Instance *instance)
{
    Block block;
    double peak = 0;
    for (int i = 0; i < 48000 * 3 / 2 / Frames; i++) {
        process(instance, &block, &NoInput, Frames);
        if (i >= 48000 / 2 / Frames && peakOf(&block, Frames) > peak)
            peak = peakOf(&block, Frames);
    }

    return peak;
}

static void start(Instance *instance, double rate, uint32_t frames)
{
    if (!instance->plugin->activate(instance->plugin, rate, 1, frames))
        fail("the plug-in cannot be activated at %g Hz with blocks of %u", rate, frames);
    markAudioThread(true);
    instance->plugin->startProcessing(instance->plugin);
    markAudioThread(false);
}

static void stop(Instance *instance)
{
    markAudioThread(true);
    instance->plugin->stopProcessing(instance->plugin);
    markAudioThread(false);
    instance->plugin->deactivate(instance->plugin);
}

static void unknownThings(const Module *module, Instance *instance)
{
    const PluginFactory *factory = module->plugins;
    jsonBoolean("refusesUnknownIds", module->entry->getFactory("no.such.factory") == NULL
        && factory->create(factory, &instance->host, "no.such.plugin") == NULL
        && factory->describe(factory, factory->count(factory)) == NULL
        && extension(instance, "no.such.extension") == NULL);
    AudioPortInfo audio;
    NotePortInfo note;
    const AudioPorts *audioPorts = extension(instance, EXT_AUDIO_PORTS);
    const NotePorts *notePorts = extension(instance, EXT_NOTE_PORTS);
    jsonBoolean("refusesUnknownPorts", !audioPorts->get(instance->plugin, 99, false, &audio)
        && !audioPorts->get(instance->plugin, 0, true, &audio)
        && !notePorts->get(instance->plugin, 99, true, &note));
}

static void processOutOfTurn(Instance *instance)
{
    Block block;
    process(instance, &block, &NoInput, Frames);
    jsonNumber("peakBeforeActivate", peakOf(&block, Frames));
    start(instance, 48000, Frames);
    jsonNumber("peakOfNote", playNote(instance, EventNoteOn, 0, 0, 60, 1));
    stop(instance);
    process(instance, &block, &NoInput, Frames);
    jsonNumber("peakAfterDeactivate", peakOf(&block, Frames));
}

static void missingBuffers(Instance *instance)
{
    start(instance, 48000, Frames);
    playNote(instance, EventNoteOn, 0, 0, 60, 1);
    float samples[Frames], *oneMissing[2] = {samples, NULL}, *bothMissing[2] = {NULL, NULL};
    AudioBuffer ports[] = {{oneMissing, NULL, 2, 0, 0}, {bothMissing, NULL, 2, 0, 0}, {NULL, NULL, 2, 0, 0}, {NULL, NULL, 0, 0, 0}};
    bool accepted = processInto(instance, NULL, 0) != ProcessError;
    for (int i = 0; i < 4; i++)
        accepted &= processInto(instance, &ports[i], 1) != ProcessError;
    Block block;
    accepted &= process(instance, &block, &NoInput, 0) != ProcessError; /* no frames either */
    jsonBoolean("acceptsMissingBuffers", accepted);
    jsonNumber("peakAfterMissingBuffers", playNote(instance, EventNoteOn, 0, 0, 64, 1));
    stop(instance);
}

static void oddEvents(Instance *instance)
{
    start(instance, 48000, Frames);
    struct { EventHeader header; uint8_t rest[64]; } odd[] = {
        {{sizeof odd[0], 0, 77, EventNoteOn, 0}, {0}},             /* another event space */
        {{sizeof odd[0], 0, CoreEvents, 999, 0}, {0}},             /* an event type of the future */
        {{sizeof(EventHeader), 0, CoreEvents, EventNoteExpression + 100, 0}, {0}},
    };
    double peak = 0;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        peak = fmax(peak, playEvent(instance, &odd[i].header));
    peak = fmax(peak, playNote(instance, EventNoteOn, 9, 0, 60, 1));      /* no such port */
    peak = fmax(peak, playNote(instance, EventNoteOn, 0, 99, 60, 1));     /* no such channel */
    peak = fmax(peak, playNote(instance, EventNoteOn, 0, 0, 200, 1));     /* no such key */
    peak = fmax(peak, playNote(instance, EventNoteOff, 0, 0, 60, 0));     /* never was on */
    ParamEvent param = {{sizeof param, 0, CoreEvents, EventParamValue, 0}, 0xDEADBEEF, NULL, -1, -1, -1, -1, 1};
    peak = fmax(peak, playEvent(instance, &param.header));
    jsonNumber("peakOfOddEvents", peak);
    jsonBoolean("velocityIsNumber", isfinite(playNote(instance, EventNoteOn, 0, 0, 60, NAN)));
    stop(instance);
}

static void stuckNotes(Instance *instance)
{
    start(instance, 48000, Frames);
    playNote(instance, EventNoteOn, 0, 0, 60, 1);
    markAudioThread(true);
    instance->plugin->reset(instance->plugin);
    markAudioThread(false);
    jsonNumber("ringsAfterReset", ringsOn(instance));

    playNote(instance, EventNoteOn, 0, 0, 60, 1);
    playNote(instance, EventNoteOff, -1, -1, -1, 0); /* the wildcard that stops everything */
    jsonNumber("ringsAfterWildcard", ringsOn(instance));

    playNote(instance, EventNoteOn, 0, 0, 60, 1);
    MidiEvent allSoundOff = {{sizeof allSoundOff, 0, CoreEvents, EventMidi, 0}, 0, {0xB0, 120, 0}};
    playEvent(instance, &allSoundOff.header);
    jsonNumber("ringsAfterAllSoundOff", ringsOn(instance));

    playNote(instance, EventNoteOn, 0, 0, 60, 1);
    stop(instance);
    start(instance, 48000, Frames);
    jsonNumber("ringsAfterRestart", ringsOn(instance));
    stop(instance);
}

static void manyActivations(Instance *instance)
{
    static const double rates[] = {8000, 22050, 44100, 48000, 88200, 96000, 176400, 192000, 384000};
    static const uint32_t sizes[] = {1, 17, 64, Frames};
    double quietest = INFINITY, loudest = 0;
    for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            start(instance, rates[r], sizes[s]);
            struct { uint32_t count; const EventHeader *event; } one;
            NoteEvent note = {{sizeof note, 0, CoreEvents, EventNoteOn, 0}, -1, 0, 0, 60, 1};
            one.count = 1, one.event = &note.header;
            InputEvents in = {&one, countEvents, theEvent};
            Block block;
            double peak = 0;
            for (uint32_t played = 0; played < rates[r] / 50; played += sizes[s]) {
                process(instance, &block, played == 0 ? &in : &NoInput, sizes[s]);
                peak = fmax(peak, peakOf(&block, sizes[s]));
            }

            quietest = fmin(quietest, peak);
            loudest = fmax(loudest, peak);
            stop(instance);
        }
    }

    jsonNumber("quietestOfAllRates", quietest);
    jsonNumber("loudestOfAllRates", loudest);
}

void misuse(const char *path, const Options *options)
{
    (void)options;
    Module module = openModule(path);
    Instance *instance = createInstance(&module);
    unknownThings(&module, instance);
    processOutOfTurn(instance);
    missingBuffers(instance);
    oddEvents(instance);
    stuckNotes(instance);
    manyActivations(instance);

    /* and away without a goodbye */
    start(instance, 48000, Frames);
    playNote(instance, EventNoteOn, 0, 0, 60, 1);
    instance->plugin->destroy(instance->plugin);
    jsonNumber("complaints", instance->complaints);
    closeModule(&module);
}
