/* What differs between the systems that the hosts run on: libraries, time, waiting, windows. system_unix.c, system_windows.c. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

void *openLibrary(const char *path); /* fails with the system's reason */
void *librarySymbol(void *library, const char *name); /* NULL: there is none */
void closeLibrary(void *library);

void sleepSeconds(double seconds);
/* Whether there is something to read on stdin; waits for it so long. */
bool inputWaits(int milliseconds);
/* Whether a descriptor that a plug-in registered has something to read. */
bool descriptorWaits(int descriptor);

/* The host's windows. */
typedef uintptr_t HostWindow; /* 0: none */
extern const char WindowApi[]; /* CLAP's name for them */
void openDisplay(void); /* fails where there is none */
void closeDisplay(void);
HostWindow createHostWindow(int x, int y, int width, int height); /* shown at once */
void resizeHostWindow(HostWindow window, int width, int height);
void destroyHostWindow(HostWindow window);
int childrenOf(HostWindow window);
void capturePointer(HostWindow window);
void writeWithAltGr(int character);
/* Lets the window system's messages through. */
void serveWindows(void);

/* What the host's windows heard of the keyboard since the last time: "down" or "up" and the system's code of the key; and of files that
   were dropped on them: "file" and its path. Only where the system tells the host's window. */
typedef struct Heard {
    const char *kind;
    int code;
    char path[512];
} Heard;
int takeHeard(Heard *heard, int most);

/* What this process uses of the machine. */
double residentBytes(void);
int openDescriptors(void);
double cpuSeconds(void);

#ifdef __cplusplus
}
#endif
