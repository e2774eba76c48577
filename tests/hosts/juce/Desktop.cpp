// A file of its own: Xlib's names and JUCE's do not go together.
#include <X11/Xlib.h>
#include <initializer_list>

void announceDesktop()
{
    // as JUCE does in applications, though not in console programs: a window that is already gone is no reason to end
    XSetErrorHandler ([] (Display*, XErrorEvent*) { return 0; });
    if (Display* display = XOpenDisplay (nullptr))
    {
        for (const char* name : { "WM_PROTOCOLS", "WM_TAKE_FOCUS", "WM_DELETE_WINDOW", "_NET_WM_PING", "WM_CHANGE_STATE", "WM_STATE",
                                  "_NET_WM_WINDOW_TYPE", "_NET_WM_STATE", "_NET_WM_STATE_HIDDEN" })
            XInternAtom (display, name, False);
        XCloseDisplay (display);
    }
}
