#include "script.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void append(Script *script, const ScriptEvent *event)
{
    if ((script->count & (script->count - 1)) == 0) {
        script->events = realloc(script->events, sizeof(ScriptEvent) * (size_t)(script->count > 0 ? 2 * script->count : 1));
        if (script->events == NULL)
            fail("out of memory");
    }

    script->events[script->count++] = *event;
}

/* scripts */

typedef struct Verb {
    const char *name;
    EventKind kind;
    const char *arguments; /* c channel, k key or number, v value, i id, I optional id, s NAME=TEXT */
} Verb;

static const Verb Verbs[] = {
    {"note-on", NoteOn, "ckvI"},     {"note-off", NoteOff, "ckvI"}, {"choke", NoteChoke, "ckI"},
    {"controller", Controller, "ckv"}, {"bend", Bend, "cv"},          {"pressure", Pressure, "cv"},
    {"key-pressure", KeyPressure, "ckv"}, {"program", Program, "ck"},  {"tuning", Tuning, "ckiv"},
    {"tune-key", TuneKey, "kv"},
    {"volume", Volume, "ckiv"},      {"vibrato", Vibrato, "ckiv"},  {"set", SetParameter, "s"},
    {"tempo", Tempo, "v"},           {"play", Play, ""},            {"stop", Stop, ""},
    {"locate", Locate, "v"},         {"reload", Reload, ""},
};

ScriptEvent parseSet(const char *nameAndText)
{
    ScriptEvent event = {.kind = SetParameter, .id = -1};
    const char *equals = strchr(nameAndText, '=');
    size_t nameLength = equals != NULL ? (size_t)(equals - nameAndText) : 0;
    if (equals == NULL || nameLength >= sizeof event.name || strlen(equals + 1) >= sizeof event.text)
        fail("expected PARAMETER NAME=TEXT, not %s", nameAndText);
    memcpy(event.name, nameAndText, nameLength);
    strcpy(event.text, equals + 1);
    return event;
}

/* MIDI Tuning Standard, single note tuning change in real time */
static void setTuningMessage(ScriptEvent *event)
{
    int units = (int)lround(event->value * 16384);
    const unsigned char message[] = {0xF0, 0x7F, 0x7F, 0x08, 0x02, 0, 1, (unsigned char)event->key, (unsigned char)(units >> 14),
                                     (unsigned char)(units >> 7 & 0x7F), (unsigned char)(units & 0x7F), 0xF7};
    memcpy(event->message, message, sizeof message);
}

static ScriptEvent parseLine(char *line, const char *path, int number)
{
    char *at = line;
    ScriptEvent event = {.sample = strtoll(line, &at, 10), .id = -1};
    char verbName[24];
    int used = 0;
    if (at == line || sscanf(at, "%23s%n", verbName, &used) != 1)
        fail("%s, line %d: expected SAMPLE and what happens", path, number);
    at += used;

    for (size_t i = 0; i < sizeof Verbs / sizeof *Verbs; i++) {
        const Verb *verb = &Verbs[i];
        if (strcmp(verb->name, verbName) != 0)
            continue;
        event.kind = verb->kind;
        for (const char *argument = verb->arguments; *argument != 0; argument++) {
            char *end = at;
            if (*argument == 's') {
                ScriptEvent set = parseSet(at + strspn(at, " "));
                set.sample = event.sample;
                return set;
            }

            double value = strtod(at, &end);
            if (end == at) {
                if (*argument == 'I')
                    break;
                fail("%s, line %d: %s wants more", path, number, verbName);
            }

            if (*argument == 'c') event.channel = (int)value;
            else if (*argument == 'k') event.key = (int)value;
            else if (*argument == 'v') event.value = value;
            else event.id = (int)value;
            at = end;
        }

        if (event.kind == TuneKey)
            setTuningMessage(&event);
        return event;
    }

    fail("%s, line %d: unknown event %s", path, number, verbName);
}

static Script parseScript(const char *path)
{
    Script script = {0};
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail("%s: cannot be read", path);
    char line[256];
    for (int number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        line[strcspn(line, "#\r\n")] = 0;
        if (line[strspn(line, " \t")] == 0)
            continue;
        ScriptEvent event = parseLine(line, path, number);
        append(&script, &event);
    }

    fclose(file);
    return script;
}

/* Standard MIDI Files */

typedef struct Reader {
    const char *path;
    const uint8_t *at, *end;
} Reader;

typedef struct TempoChange {
    uint64_t tick;
    double secondsPerQuarter;
} TempoChange;

static uint32_t readNumber(Reader *reader, int bytes)
{
    uint32_t value = 0;
    if (reader->end - reader->at < bytes)
        fail("%s: the MIDI file is cut off", reader->path);
    while (bytes-- > 0)
        value = value << 8 | *reader->at++;
    return value;
}

static uint32_t readVariable(Reader *reader)
{
    uint32_t value = 0, byte;
    do {
        byte = readNumber(reader, 1);
        value = value << 7 | (byte & 0x7F);
    } while (byte & 0x80);
    return value;
}

static bool toEvent(uint8_t status, uint8_t first, uint8_t second, ScriptEvent *event)
{
    *event = (ScriptEvent){.channel = status & 15, .key = first, .id = -1, .value = second};
    switch (status >> 4) {
    case 0x8: event->kind = NoteOff; event->value /= 127; return true;
    case 0x9: event->kind = second > 0 ? NoteOn : NoteOff; event->value /= 127; return true;
    case 0xA: event->kind = KeyPressure; return true;
    case 0xB: event->kind = Controller; return true;
    case 0xC: event->kind = Program; return true;
    case 0xD: event->kind = Pressure; event->value = first; return true;
    case 0xE: event->kind = Bend; event->value = first | second << 7; return true;
    default: return false;
    }
}

/* Ticks stay in ScriptEvent.sample until all tempo changes are known. */
static void readTrack(Reader track, Script *script, TempoChange *tempos, int *tempoCount)
{
    uint64_t tick = 0;
    uint8_t status = 0;
    while (track.at < track.end) {
        tick += readVariable(&track);
        if (*track.at & 0x80)
            status = (uint8_t)readNumber(&track, 1);
        if (status == 0xFF) {
            uint32_t type = readNumber(&track, 1), length = readVariable(&track);
            if (type == 0x51 && length == 3 && *tempoCount < 1024)
                tempos[(*tempoCount)++] = (TempoChange){tick, readNumber(&track, 3) / 1e6};
            else
                track.at += length;
        } else if (status == 0xF0 || status == 0xF7) {
            track.at += readVariable(&track);
        } else {
            uint8_t first = (uint8_t)readNumber(&track, 1);
            uint8_t second = (status >> 4) == 0xC || (status >> 4) == 0xD ? 0 : (uint8_t)readNumber(&track, 1);
            ScriptEvent event;
            if (!toEvent(status, first, second, &event))
                fail("%s: not a MIDI file that can be read", track.path);
            event.sample = (int64_t)tick;
            append(script, &event);
        }
    }
}

static int compareTempos(const void *a, const void *b)
{
    uint64_t left = ((const TempoChange *)a)->tick, right = ((const TempoChange *)b)->tick;
    return left < right ? -1 : left > right;
}

static double tickToSeconds(uint64_t tick, const TempoChange *tempos, int count, uint32_t ticksPerQuarter)
{
    double seconds = 0, secondsPerQuarter = 0.5;
    uint64_t from = 0;
    for (int i = 0; i < count && tempos[i].tick < tick; i++) {
        seconds += (double)(tempos[i].tick - from) / ticksPerQuarter * secondsPerQuarter;
        from = tempos[i].tick;
        secondsPerQuarter = tempos[i].secondsPerQuarter;
    }

    return seconds + (double)(tick - from) / ticksPerQuarter * secondsPerQuarter;
}

static Script parseMidi(const char *path, double rate)
{
    size_t length;
    uint8_t *bytes = readFile(path, &length);
    Reader file = {path, bytes, bytes + length};
    Script script = {0};
    TempoChange tempos[1024];
    int tempoCount = 0;
    if (readNumber(&file, 4) != 0x4D546864 || readNumber(&file, 4) < 6)
        fail("%s: not a MIDI file", path);
    readNumber(&file, 2);
    uint32_t tracks = readNumber(&file, 2), division = readNumber(&file, 2);
    if (division == 0 || division & 0x8000)
        fail("%s: only MIDI files in ticks a quarter note are played", path);

    for (uint32_t i = 0; i < tracks; i++) {
        readNumber(&file, 4);
        uint32_t trackLength = readNumber(&file, 4);
        if (trackLength > (size_t)(file.end - file.at))
            fail("%s: the MIDI file is cut off", path);
        readTrack((Reader){path, file.at, file.at + trackLength}, &script, tempos, &tempoCount);
        file.at += trackLength;
    }

    free(bytes);
    qsort(tempos, (size_t)tempoCount, sizeof *tempos, compareTempos);
    for (int i = 0; i < script.count; i++)
        script.events[i].sample = llround(tickToSeconds((uint64_t)script.events[i].sample, tempos, tempoCount, division) * rate);
    return script;
}

/* Insertion keeps the order of equal samples; tracks are each in order already. */
static void sortBySample(Script *script)
{
    for (int i = 1; i < script->count; i++) {
        ScriptEvent event = script->events[i];
        int j = i;
        for (; j > 0 && script->events[j - 1].sample > event.sample; j--)
            script->events[j] = script->events[j - 1];
        script->events[j] = event;
    }
}

Script readScript(const Options *options, double rate)
{
    const char *scriptPath = optionText(options, "script", NULL), *midiPath = optionText(options, "midi", NULL);
    Script script = scriptPath != NULL ? parseScript(scriptPath) : midiPath != NULL ? parseMidi(midiPath, rate) : (Script){0};
    sortBySample(&script);
    return script;
}

FILE *openNotes(const Options *options)
{
    const char *path = optionText(options, "events", NULL);
    FILE *notes = path != NULL ? fopen(path, "w") : NULL;
    if (path != NULL && notes == NULL)
        fail("%s cannot be written", path);
    return notes;
}

void writeNote(FILE *notes, int64_t sample, bool on, int channel, int key, double velocity)
{
    if (notes != NULL)
        fprintf(notes, "%lld note-%s %d %d %.6g\n", (long long)sample, on ? "on" : "off", channel, key, velocity);
}
