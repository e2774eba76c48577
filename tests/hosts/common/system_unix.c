#include "support.h"
#include "system.h"

#include <X11/Xlib.h>
#include <dirent.h>
#include <dlfcn.h>
#include <math.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

void *openLibrary(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        fail("%s: %s", path, dlerror());
    return library;
}

void *librarySymbol(void *library, const char *name) { return dlsym(library, name); }
void closeLibrary(void *library) { dlclose(library); }

void sleepSeconds(double seconds)
{
    struct timespec time = {(time_t)seconds, (long)((seconds - floor(seconds)) * 1e9)};
    while (seconds > 0 && nanosleep(&time, &time) != 0)
        ;
}

static bool waits(int descriptor, int milliseconds)
{
    struct pollfd ready = {descriptor, POLLIN, 0};
    return poll(&ready, 1, milliseconds) > 0;
}

bool inputWaits(int milliseconds) { return waits(STDIN_FILENO, milliseconds); }
bool descriptorWaits(int descriptor) { return waits(descriptor, 0); }

/* windows */

const char WindowApi[] = "x11";
static Display *display;

void openDisplay(void)
{
    display = XOpenDisplay(NULL);
    if (display == NULL)
        fail("no X11 display");
}

void closeDisplay(void) { XCloseDisplay(display); }

HostWindow createHostWindow(int x, int y, int width, int height)
{
    Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), x, y, (unsigned)width, (unsigned)height, 0, 0, 0);
    XMapWindow(display, window);
    XMoveWindow(display, window, x, y);
    XSync(display, False);
    return window;
}

void resizeHostWindow(HostWindow window, int width, int height)
{
    XResizeWindow(display, window, (unsigned)width, (unsigned)height);
    XSync(display, False);
}

void destroyHostWindow(HostWindow window)
{
    XDestroyWindow(display, window);
    XSync(display, False);
}

int childrenOf(HostWindow window)
{
    Window root, parent, *children = NULL;
    unsigned count = 0;
    XQueryTree(display, window, &root, &parent, &children, &count);
    if (children != NULL)
        XFree(children);
    return (int)count;
}

void capturePointer(HostWindow window)
{
    XGrabPointer(display, window, False, PointerMotionMask | ButtonReleaseMask, GrabModeAsync, GrabModeAsync, None, None, CurrentTime);
}

void writeWithAltGr(int character)
{
    (void)character;
    fail("X11 has no characters to send");
}

void serveWindows(void)
{
    for (XEvent event; XPending(display) > 0;)
        XNextEvent(display, &event);
}

int takeHeard(Heard *heard, int most)
{
    (void)heard;
    (void)most;
    return 0;
}

/* what this process uses */

double residentBytes(void)
{
    long pages = 0, ignored = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (statm == NULL || fscanf(statm, "%ld %ld", &ignored, &pages) != 2)
        fail("/proc/self/statm cannot be read");
    fclose(statm);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

int openDescriptors(void)
{
    int descriptors = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder) != NULL)
        descriptors++;
    closedir(folder);
    return descriptors;
}

double cpuSeconds(void)
{
    struct timespec cpu;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    return (double)cpu.tv_sec + 1e-9 * (double)cpu.tv_nsec;
}
