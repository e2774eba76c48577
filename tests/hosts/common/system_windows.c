#define COBJMACROS
#include "support.h"
#include "system.h"

#include <string.h>

#include <windows.h>

#include <ole2.h>
#include <psapi.h>
#include <shellapi.h>

void *openLibrary(const char *path)
{
    wchar_t given[MAX_PATH], whole[MAX_PATH];
    MultiByteToWideChar(CP_UTF8, 0, path, -1, given, MAX_PATH);
    GetFullPathNameW(given, MAX_PATH, whole, NULL);
    /* what the library needs may lie beside it */
    void *library = LoadLibraryExW(whole, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (library == NULL)
        fail("%s: cannot be loaded, error %lu", path, GetLastError());
    return library;
}

void *librarySymbol(void *library, const char *name) { return (void *)GetProcAddress(library, name); }
void closeLibrary(void *library) { FreeLibrary(library); }

void sleepSeconds(double seconds)
{
    if (seconds > 0)
        Sleep((DWORD)(seconds * 1000));
}

bool inputWaits(int milliseconds)
{
    DWORD available = 0;
    /* an end of the input is something to read, too */
    if (!PeekNamedPipe(GetStdHandle(STD_INPUT_HANDLE), NULL, 0, NULL, &available, NULL) || available > 0)
        return true;
    if (milliseconds > 0)
        MsgWaitForMultipleObjects(0, NULL, FALSE, (DWORD)milliseconds, QS_ALLINPUT);
    return false;
}

bool descriptorWaits(int descriptor)
{
    (void)descriptor;
    return false;
}

/* what the host's windows hear */

enum { MostHeard = 64 };
static Heard heardSoFar[MostHeard];
static int heardCount;

static Heard *hear(const char *kind, int code)
{
    static Heard lost;
    Heard *heard = heardCount < MostHeard ? &heardSoFar[heardCount++] : &lost;
    *heard = (Heard){kind, code, ""};
    return heard;
}

int takeHeard(Heard *heard, int most)
{
    int count = heardCount < most ? heardCount : most;
    memcpy(heard, heardSoFar, sizeof *heard * (size_t)count);
    heardCount = 0;
    return count;
}

/* a track that files can be dropped on */

static HRESULT STDMETHODCALLTYPE queryTarget(IDropTarget *target, REFIID id, void **found)
{
    bool known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IDropTarget);
    *found = known ? target : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE keepTarget(IDropTarget *target) { (void)target; return 1; }

static HRESULT STDMETHODCALLTYPE offered(IDropTarget *target, IDataObject *data, DWORD keys, POINTL place, DWORD *effect)
{
    FORMATETC files = {CF_HDROP, NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
    (void)target; (void)keys; (void)place;
    *effect = IDataObject_QueryGetData(data, &files) == S_OK ? DROPEFFECT_COPY : DROPEFFECT_NONE;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE moved(IDropTarget *target, DWORD keys, POINTL place, DWORD *effect)
{
    (void)target; (void)keys; (void)place;
    *effect = DROPEFFECT_COPY;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE left(IDropTarget *target) { (void)target; return S_OK; }

static HRESULT STDMETHODCALLTYPE dropped(IDropTarget *target, IDataObject *data, DWORD keys, POINTL place, DWORD *effect)
{
    FORMATETC files = {CF_HDROP, NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
    STGMEDIUM medium;
    (void)target; (void)keys; (void)place;
    *effect = DROPEFFECT_NONE;
    if (IDataObject_GetData(data, &files, &medium) != S_OK)
        return E_FAIL;
    UINT count = DragQueryFileW(medium.hGlobal, 0xFFFFFFFF, NULL, 0);
    for (UINT i = 0; i < count; i++) {
        wchar_t path[MAX_PATH];
        DragQueryFileW(medium.hGlobal, i, path, MAX_PATH);
        Heard *file = hear("file", 0);
        WideCharToMultiByte(CP_UTF8, 0, path, -1, file->path, sizeof file->path, NULL, NULL);
    }
    ReleaseStgMedium(&medium);
    *effect = DROPEFFECT_COPY;
    return S_OK;
}

static IDropTargetVtbl targetFunctions = {queryTarget, keepTarget, keepTarget, offered, moved, left, dropped};
static IDropTarget target = {&targetFunctions};

/* windows */

const char WindowApi[] = "win32";

static LRESULT CALLBACK windowProcedure(HWND window, UINT message, WPARAM wide, LPARAM low)
{
    switch (message) {
    case WM_KEYDOWN: case WM_SYSKEYDOWN: hear("down", (int)wide); return 0;
    case WM_KEYUP: case WM_SYSKEYUP: hear("up", (int)wide); return 0;
    case WM_CHAR: case WM_SYSCHAR: hear("char", (int)wide); return 0;
    default: return DefWindowProcW(window, message, wide, low);
    }
}

static const wchar_t ClassName[] = L"LakhNESTestHost";

void openDisplay(void)
{
    WNDCLASSW class = {.lpfnWndProc = windowProcedure, .hInstance = GetModuleHandleW(NULL), .lpszClassName = ClassName,
                       .hCursor = LoadCursorW(NULL, (LPCWSTR)IDC_ARROW), .hbrBackground = GetStockObject(BLACK_BRUSH)};
    if (RegisterClassW(&class) == 0 || OleInitialize(NULL) != S_OK)
        fail("no windows: error %lu", GetLastError());
}

void closeDisplay(void) { OleUninitialize(); }

static HWND handle(HostWindow window) { return (HWND)window; }

HostWindow createHostWindow(int x, int y, int width, int height)
{
    HWND window = CreateWindowExW(0, ClassName, L"LakhNES in a host", WS_POPUP | WS_CLIPCHILDREN | WS_VISIBLE, x, y, width, height, NULL, NULL,
                                  GetModuleHandleW(NULL), NULL);
    if (window == NULL || RegisterDragDrop(window, &target) != S_OK)
        fail("no window: error %lu", GetLastError());
    return (HostWindow)window;
}

void resizeHostWindow(HostWindow window, int width, int height)
{
    SetWindowPos(handle(window), NULL, 0, 0, width, height, SWP_NOMOVE | SWP_NOZORDER | SWP_NOACTIVATE);
}

void destroyHostWindow(HostWindow window)
{
    RevokeDragDrop(handle(window));
    DestroyWindow(handle(window));
}

int childrenOf(HostWindow window)
{
    int count = 0;
    for (HWND child = GetWindow(handle(window), GW_CHILD); child != NULL; child = GetWindow(child, GW_HWNDNEXT))
        count++;
    return count;
}

void capturePointer(HostWindow window) { SetCapture(handle(window)); }

/* to Windows, AltGr is Control and Alt; Wine gives a key of its own instead */
void writeWithAltGr(int character)
{
    BYTE keys[256], held[256];
    GetKeyboardState(keys);
    memcpy(held, keys, sizeof held);
    held[VK_CONTROL] = held[VK_MENU] = 0x80;
    SetKeyboardState(held);
    SendMessageW(GetFocus(), WM_CHAR, (WPARAM)character, 0);
    SetKeyboardState(keys);
}

void serveWindows(void)
{
    for (MSG message; PeekMessageW(&message, NULL, 0, 0, PM_REMOVE);) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
}

/* what this process uses */

double residentBytes(void)
{
    PROCESS_MEMORY_COUNTERS counters = {.cb = sizeof counters};
    if (!GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters))
        fail("the process's memory is not known");
    return (double)counters.WorkingSetSize;
}

int openDescriptors(void)
{
    DWORD count = 0;
    GetProcessHandleCount(GetCurrentProcess(), &count);
    return (int)count + (int)GetGuiResources(GetCurrentProcess(), GR_GDIOBJECTS) + (int)GetGuiResources(GetCurrentProcess(), GR_USEROBJECTS);
}

double cpuSeconds(void)
{
    FILETIME created, ended, kernel, user;
    GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user);
    double high = (double)kernel.dwHighDateTime + user.dwHighDateTime, low = (double)kernel.dwLowDateTime + user.dwLowDateTime;
    return (high * 4294967296.0 + low) * 1e-7;
}
