/* What the hosts in C and C++ share: failing, options, JSON, WAV files. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Prints one line on stderr and ends the program with exit code 1. */
__attribute__((noreturn, format(printf, 1, 2))) void fail(const char *format, ...);

void *allocate(size_t bytes); /* zeroed; never null */

/* --name value pairs after the command and the plug-in. */
typedef struct Options {
    int count;
    char **pairs;
} Options;

Options readOptions(int argc, char **argv, int first);
const char *optionText(const Options *options, const char *name, const char *fallback);
double optionNumber(const Options *options, const char *name, double fallback);
/* Calls visit with the value of each --name, in order. */
void eachOption(const Options *options, const char *name, void (*visit)(void *context, const char *value), void *context);

/* Block sizes, used in turn: "512" or "1,32,441". */
typedef struct BlockSizes {
    int count;
    int sizes[64];
    int largest;
} BlockSizes;

BlockSizes readBlockSizes(const char *text);

uint8_t *readFile(const char *path, size_t *length);
void writeFile(const char *path, const void *bytes, size_t length);

/* One JSON value on stdout. A null key stands for an array's element. */
void jsonStart(void); /* of another value, where several are printed */
void jsonOpen(const char *key, char bracket);
void jsonClose(char bracket);
void jsonText(const char *key, const char *value);
void jsonNumber(const char *key, double value);
void jsonBoolean(const char *key, bool value);

/* Interleaved 32-bit floats. */
typedef struct Audio {
    int channels;
    int frames;
    float *samples;
} Audio;

Audio allocateAudio(int channels, int frames);
void writeWav(const char *path, const Audio *audio, double rate);
/* Peak, RMS of the first channel, and how many samples are no numbers, as members of the open JSON object. */
void jsonAudio(const Audio *audio);
double largestDifference(const Audio *a, const Audio *b);

double secondsNow(void);
void sleepUntil(double seconds); /* of secondsNow's clock */

#ifdef __cplusplus
}
#endif
