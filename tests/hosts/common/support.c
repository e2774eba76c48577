#include "support.h"
#include "system.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

void *allocate(size_t bytes)
{
    void *memory = calloc(1, bytes > 0 ? bytes : 1);
    if (memory == NULL)
        fail("out of memory");
    return memory;
}

double secondsNow(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void sleepUntil(double seconds)
{
    for (double left; (left = seconds - secondsNow()) > 0;)
        sleepSeconds(left);
}

/* options */

Options readOptions(int argc, char **argv, int first)
{
    for (int i = first; i < argc; i += 2)
        if (strncmp(argv[i], "--", 2) != 0 || i + 1 == argc)
            fail("expected --option value, not %s", argv[i]);
    return (Options){argc > first ? (argc - first) / 2 : 0, argv + first};
}

const char *optionText(const Options *options, const char *name, const char *fallback)
{
    for (int i = options->count - 1; i >= 0; i--)
        if (strcmp(options->pairs[2 * i] + 2, name) == 0)
            return options->pairs[2 * i + 1];
    return fallback;
}

double optionNumber(const Options *options, const char *name, double fallback)
{
    const char *text = optionText(options, name, NULL);
    return text != NULL ? atof(text) : fallback;
}

void eachOption(const Options *options, const char *name, void (*visit)(void *, const char *), void *context)
{
    for (int i = 0; i < options->count; i++)
        if (strcmp(options->pairs[2 * i] + 2, name) == 0)
            visit(context, options->pairs[2 * i + 1]);
}

BlockSizes readBlockSizes(const char *text)
{
    BlockSizes blocks = {0};
    while (*text != 0 && blocks.count < 64) {
        int size = (int)strtol(text, (char **)&text, 10);
        if (size < 1 || (*text != ',' && *text != 0))
            fail("block sizes are whole numbers above 0 with commas between");
        blocks.sizes[blocks.count++] = size;
        if (size > blocks.largest)
            blocks.largest = size;
        if (*text == ',')
            text++;
    }

    return blocks;
}

/* files */

uint8_t *readFile(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail("%s: cannot be read", path);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = allocate(*length);
    if (fread(bytes, 1, *length, file) != *length)
        fail("%s: cannot be read", path);
    fclose(file);
    return bytes;
}

void writeFile(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        fail("%s: cannot be written", path);
}

/* JSON */

static bool needsComma;

static void jsonKey(const char *key)
{
    if (needsComma)
        putchar(',');
    needsComma = true;
    if (key != NULL)
        printf("\"%s\":", key);
}

void jsonStart(void) { needsComma = false; }

void jsonOpen(const char *key, char bracket)
{
    jsonKey(key);
    putchar(bracket);
    needsComma = false;
}

void jsonClose(char bracket)
{
    putchar(bracket);
    needsComma = true;
}

void jsonText(const char *key, const char *value)
{
    jsonKey(key);
    if (value == NULL) {
        fputs("null", stdout);
        return;
    }

    putchar('"');
    for (const char *c = value; *c != 0; c++) {
        if (*c == '"' || *c == '\\')
            printf("\\%c", *c);
        else if ((unsigned char)*c < 0x20)
            printf("\\u%04x", (unsigned char)*c);
        else
            putchar(*c);
    }

    putchar('"');
}

void jsonNumber(const char *key, double value)
{
    jsonKey(key);
    if (isfinite(value))
        printf("%.17g", value);
    else
        fputs("null", stdout);
}

void jsonBoolean(const char *key, bool value)
{
    jsonKey(key);
    fputs(value ? "true" : "false", stdout);
}

/* audio */

Audio allocateAudio(int channels, int frames)
{
    return (Audio){channels, frames, allocate(sizeof(float) * (size_t)channels * (size_t)frames)};
}

static void put(uint8_t **at, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        *(*at)++ = (uint8_t)(value >> (8 * i));
}

void writeWav(const char *path, const Audio *audio, double rate)
{
    enum { HeaderBytes = 46 };
    uint32_t dataBytes = (uint32_t)audio->channels * (uint32_t)audio->frames * 4;
    uint8_t *file = allocate(HeaderBytes + dataBytes), *at = file;
    memcpy(at, "RIFF", 4), at += 4;
    put(&at, HeaderBytes - 8 + dataBytes, 4);
    memcpy(at, "WAVEfmt ", 8), at += 8;
    put(&at, 18, 4);
    put(&at, 3, 2); /* IEEE float */
    put(&at, (uint32_t)audio->channels, 2);
    put(&at, (uint32_t)rate, 4);
    put(&at, (uint32_t)rate * (uint32_t)audio->channels * 4, 4);
    put(&at, (uint32_t)audio->channels * 4, 2);
    put(&at, 32, 2);
    put(&at, 0, 2); /* no extension of the format */
    memcpy(at, "data", 4), at += 4;
    put(&at, dataBytes, 4);
    memcpy(at, audio->samples, dataBytes);
    writeFile(path, file, HeaderBytes + dataBytes);
    free(file);
}

void jsonAudio(const Audio *audio)
{
    double peak = 0, squares = 0;
    int nonFinite = 0;
    for (int i = 0; i < audio->channels * audio->frames; i++) {
        double sample = audio->samples[i];
        if (!isfinite(sample))
            nonFinite++;
        else if (fabs(sample) > peak)
            peak = fabs(sample);
        if (i % audio->channels == 0)
            squares += sample * sample;
    }

    jsonNumber("channels", audio->channels);
    jsonNumber("frames", audio->frames);
    jsonNumber("peak", peak);
    jsonNumber("rms", audio->frames > 0 ? sqrt(squares / audio->frames) : 0);
    jsonNumber("nonFinite", nonFinite);
}

double largestDifference(const Audio *a, const Audio *b)
{
    if (a->channels != b->channels || a->frames != b->frames)
        return INFINITY;
    double largest = 0;
    for (int i = 0; i < a->channels * a->frames; i++) {
        double difference = fabs((double)a->samples[i] - b->samples[i]);
        if (!(difference <= largest))
            largest = isnan(difference) ? INFINITY : difference;
    }

    return largest;
}
