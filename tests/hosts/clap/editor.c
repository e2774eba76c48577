#include "editor.h"
#include "commands.h"
#include "../common/system.h"

#include <stdlib.h>
#include <string.h>

enum { MostInstances = 4, MostTimers = 8, MostDescriptors = 8, MostGestures = 4096, MostPending = 64, BlockFrames = 480 };
static const double BlockSeconds = 0.01, Rate = 48000;

typedef struct Gesture {
    uint32_t param;
    uint16_t type;
    double value;
} Gesture;

typedef union PendingEvent {
    EventHeader header;
    ParamEvent param;
    NoteEvent note;
} PendingEvent;

struct Editor {
    const Gui *gui;
    HostWindow window;
    bool foreign;  /* another program's */
    double scale;
    struct {
        bool used;
        double seconds, due;
    } timers[MostTimers];
    struct {
        int fd;
        uint32_t flags;
    } descriptors[MostDescriptors];
    int descriptorCount, gestureCount, pendingCount;
    Gesture gestures[MostGestures];
    PendingEvent pending[MostPending];
    bool processing;
    double blockDue;
    int64_t position;
    int resizeRequests;
};

static Instance *instances[MostInstances];
static int current;

/* what the plug-in may call */

static Editor *editorOf(const Host *host)
{
    Instance *instance = host->data;
    if (instance->editor == NULL)
        instance->editor = allocate(sizeof(Editor));
    return instance->editor;
}

static void onHintsChanged(const Host *host) { (void)host; }

static bool onRequestResize(const Host *host, uint32_t width, uint32_t height)
{
    Editor *editor = editorOf(host);
    Instance *instance = host->data;
    editor->resizeRequests++;
    if (editor->window == 0)
        return false;
    resizeHostWindow(editor->window, (int)width, (int)height);
    return editor->gui->setSize(instance->plugin, width, height);
}

static bool onRequestVisible(const Host *host) { (void)host; return false; }
static void onClosed(const Host *host, bool destroyed) { (void)host; (void)destroyed; }

static bool onRegisterTimer(const Host *host, uint32_t milliseconds, uint32_t *id)
{
    Editor *editor = editorOf(host);
    for (uint32_t i = 0; i < MostTimers; i++)
        if (!editor->timers[i].used) {
            editor->timers[i].used = true;
            editor->timers[i].seconds = milliseconds / 1000.0;
            editor->timers[i].due = secondsNow() + editor->timers[i].seconds;
            *id = i;
            return true;
        }
    return false;
}

static bool onUnregisterTimer(const Host *host, uint32_t id)
{
    Editor *editor = editorOf(host);
    if (id >= MostTimers || !editor->timers[id].used)
        return false;
    editor->timers[id].used = false;
    return true;
}

static bool onRegisterFd(const Host *host, int fd, uint32_t flags)
{
    Editor *editor = editorOf(host);
    if (editor->descriptorCount == MostDescriptors)
        return false;
    editor->descriptors[editor->descriptorCount].fd = fd;
    editor->descriptors[editor->descriptorCount++].flags = flags;
    return true;
}

static bool onModifyFd(const Host *host, int fd, uint32_t flags) { (void)host; (void)fd; (void)flags; return true; }

static bool onUnregisterFd(const Host *host, int fd)
{
    Editor *editor = editorOf(host);
    for (int i = 0; i < editor->descriptorCount; i++)
        if (editor->descriptors[i].fd == fd) {
            editor->descriptors[i] = editor->descriptors[--editor->descriptorCount];
            return true;
        }
    return false;
}

const HostGui editorGui = {onHintsChanged, onRequestResize, onRequestVisible, onRequestVisible, onClosed};
const HostTimerSupport editorTimers = {onRegisterTimer, onUnregisterTimer};
const HostPosixFdSupport editorDescriptors = {onRegisterFd, onModifyFd, onUnregisterFd};

/* audio */

static uint32_t pendingCount(const InputEvents *list) { return (uint32_t)((Editor *)list->context)->pendingCount; }
static const EventHeader *pendingEvent(const InputEvents *list, uint32_t i) { return &((Editor *)list->context)->pending[i].header; }

static bool takeEvent(const OutputEvents *list, const EventHeader *event)
{
    Editor *editor = list->context;
    if (editor->gestureCount == MostGestures)
        return false;
    Gesture *gesture = &editor->gestures[editor->gestureCount];
    gesture->type = event->type;
    if (event->type == EventParamValue) {
        gesture->param = ((const ParamEvent *)event)->param;
        gesture->value = ((const ParamEvent *)event)->value;
    } else if (event->type == EventParamGestureBegin || event->type == EventParamGestureEnd) {
        gesture->param = ((const GestureEvent *)event)->param;
    } else {
        return true;
    }

    editor->gestureCount++;
    return true;
}

static void playBlockOf(Instance *instance)
{
    static float silence[2][BlockFrames];
    float *channels[2] = {silence[0], silence[1]};
    AudioBuffer port = {channels, NULL, 2, 0, 0};
    Editor *editor = instance->editor;
    InputEvents in = {editor, pendingCount, pendingEvent};
    OutputEvents out = {editor, takeEvent};
    Process process = {editor->position, BlockFrames, NULL, NULL, &port, 0, 1, &in, &out};
    markAudioThread(true);
    if (editor->processing)
        instance->plugin->process(instance->plugin, &process);
    markAudioThread(false);
    if (!editor->processing)
        instance->params->flush(instance->plugin, &in, &out);
    editor->pendingCount = 0;
    editor->position += BlockFrames;
}

static void process(Instance *instance, bool on)
{
    if (instance->editor->processing == on)
        return;
    if (on && !instance->plugin->activate(instance->plugin, Rate, 1, BlockFrames))
        fail("the plug-in cannot be activated");
    markAudioThread(true);
    if (on)
        instance->plugin->startProcessing(instance->plugin);
    else
        instance->plugin->stopProcessing(instance->plugin);
    markAudioThread(false);
    if (!on)
        instance->plugin->deactivate(instance->plugin);
    instance->editor->processing = on;
}

/* the loop */

static void serve(Instance *instance, double now)
{
    Editor *editor = instance->editor;
    const TimerSupport *timers = extension(instance, EXT_TIMER_SUPPORT);
    const PosixFdSupport *fds = extension(instance, EXT_POSIX_FD_SUPPORT);
    for (uint32_t i = 0; i < MostTimers; i++)
        if (editor->timers[i].used && editor->timers[i].due <= now) {
            editor->timers[i].due = now + editor->timers[i].seconds;
            timers->onTimer(instance->plugin, i);
        }
    for (int i = 0; i < editor->descriptorCount; i++)
        if (descriptorWaits(editor->descriptors[i].fd))
            fds->onFd(instance->plugin, editor->descriptors[i].fd, FdRead);
    if (editor->blockDue <= now) {
        editor->blockDue = now + BlockSeconds;
        playBlockOf(instance);
    }
    runCallback(instance);
}

static void runLoop(double seconds, bool untilInput)
{
    double end = secondsNow() + seconds;
    for (;;) {
        double now = secondsNow();
        for (int i = 0; i < MostInstances; i++)
            if (instances[i] != NULL && instances[i]->editor != NULL)
                serve(instances[i], now);
        serveWindows();
        if (untilInput ? inputWaits(2) : (sleepSeconds(0.002), now >= end))
            return;
    }
}

/* commands */

static Instance *chosen(const Module *module)
{
    if (instances[current] == NULL) {
        instances[current] = createInstance(module);
        editorOf(&instances[current]->host)->gui = extension(instances[current], EXT_GUI);
        process(instances[current], true);
    }
    return instances[current];
}

static void open(Instance *instance, const char *arguments, bool foreign)
{
    Editor *editor = instance->editor;
    int x = 0, y = 0;
    double scale = 1, started = secondsNow();
    if (!foreign)
        sscanf(arguments, "%d %d %lf", &x, &y, &scale);
    const char *api = NULL;
    bool floating = true;
    uint32_t width = 0, height = 0;
    if (!editor->gui->getPreferredApi(instance->plugin, &api, &floating) || strcmp(api, WindowApi) != 0 || floating)
        fail("the plug-in does not prefer embedded windows of this system");
    if (!editor->gui->create(instance->plugin, api, false))
        fail("the plug-in makes no window");
    if (scale != 1 && !editor->gui->setScale(instance->plugin, scale))
        fail("scale %g is refused", scale);
    if (!editor->gui->getSize(instance->plugin, &width, &height))
        fail("the window has no size");
    editor->foreign = foreign;
    editor->window = foreign ? (HostWindow)strtoull(arguments, NULL, 10) : createHostWindow(x, y, (int)width, (int)height);
    PluginWindow parent = {WindowApi, {editor->window}};
    if (!editor->gui->setParent(instance->plugin, &parent))
        fail("the window cannot be put into the host's");
    if (!editor->gui->show(instance->plugin))
        fail("the window cannot be shown");
    jsonNumber("seconds", secondsNow() - started);
    jsonNumber("width", width);
    jsonNumber("height", height);
}

static void closeEditor(Instance *instance, bool hostFirst)
{
    Editor *editor = instance->editor;
    if (hostFirst) {
        destroyHostWindow(editor->window);
        runLoop(0.1, false);
    }

    editor->gui->hide(instance->plugin);
    editor->gui->destroy(instance->plugin);
    if (!hostFirst && !editor->foreign)
        destroyHostWindow(editor->window);
    editor->window = 0;
    jsonNumber("descriptorsLeft", editor->descriptorCount);
    int timers = 0;
    for (int i = 0; i < MostTimers; i++)
        timers += editor->timers[i].used;
    jsonNumber("timersLeft", timers);
}

static void destroyChosen(Instance *instance)
{
    Editor *editor = instance->editor;
    process(instance, false);
    destroyInstance(instance);
    instances[current] = NULL;
    jsonNumber("descriptorsLeft", editor->descriptorCount);
    if (editor->window != 0 && !editor->foreign)
        destroyHostWindow(editor->window);
    free(editor);
}

static void resize(Instance *instance, const char *arguments)
{
    Editor *editor = instance->editor;
    uint32_t width = 0, height = 0;
    sscanf(arguments, "%u %u", &width, &height);
    if (!editor->gui->canResize(instance->plugin) || !editor->gui->adjustSize(instance->plugin, &width, &height))
        fail("the window cannot be resized");
    resizeHostWindow(editor->window, (int)width, (int)height);
    if (!editor->gui->setSize(instance->plugin, width, height))
        fail("%u x %u is refused, though the plug-in itself gave it", width, height);
}

static void addParam(Instance *instance, const char *nameAndText)
{
    ScriptEvent set = parseSet(nameAndText);
    ParamInfo info;
    double value;
    if (!findParam(instance, set.name, &info) || !instance->params->textToValue(instance->plugin, info.id, set.text, &value))
        fail("%s does not take %s", set.name, set.text);
    instance->editor->pending[instance->editor->pendingCount++] = (PendingEvent){
        .param = {{sizeof(ParamEvent), 0, CoreEvents, EventParamValue, 0}, info.id, info.cookie, -1, -1, -1, -1, value}};
}

static void addNote(Instance *instance, const char *arguments)
{
    int key = 60;
    double velocity = 0;
    sscanf(arguments, "%d %lf", &key, &velocity);
    uint16_t type = velocity > 0 ? EventNoteOn : EventNoteOff;
    instance->editor->pending[instance->editor->pendingCount++] = (PendingEvent){
        .note = {{sizeof(NoteEvent), 0, CoreEvents, type, 0}, -1, 0, 0, (int16_t)key, velocity}};
}

static void tellGestures(Instance *instance)
{
    Editor *editor = instance->editor;
    jsonOpen("gestures", '[');
    for (int i = 0; i < editor->gestureCount; i++) {
        const Gesture *gesture = &editor->gestures[i];
        ParamInfo info = {0};
        for (uint32_t p = 0; p < instance->params->count(instance->plugin); p++)
            if (instance->params->getInfo(instance->plugin, p, &info) && info.id == gesture->param)
                break;
        jsonOpen(NULL, '{');
        jsonText("kind", gesture->type == EventParamValue ? "move" : gesture->type == EventParamGestureBegin ? "begin" : "end");
        jsonText("name", info.name);
        jsonNumber("value", gesture->value);
        jsonClose('}');
    }
    jsonClose(']');
    editor->gestureCount = 0;
}

static void tellUsage(void)
{
    jsonNumber("residentBytes", residentBytes());
    jsonNumber("descriptors", openDescriptors());
    jsonNumber("cpuSeconds", cpuSeconds());
}

static void tellHeard(void)
{
    enum { Most = 64 };
    static Heard heard[Most];
    int count = takeHeard(heard, Most);
    jsonOpen("heard", '[');
    for (int i = 0; i < count; i++) {
        jsonOpen(NULL, '{');
        jsonText("kind", heard[i].kind);
        jsonNumber("code", heard[i].code);
        jsonText("path", heard[i].path);
        jsonClose('}');
    }
    jsonClose(']');
}

static void openTrack(const char *arguments)
{
    int x = 0, y = 0, width = 100, height = 100;
    sscanf(arguments, "%d %d %d %d", &x, &y, &width, &height);
    createHostWindow(x, y, width, height);
}

static void obey(const Module *module, const char *command, const char *arguments)
{
    if (strcmp(command, "instance") == 0) {
        current = atoi(arguments) % MostInstances;
        return;
    }

    Instance *instance = chosen(module);
    Editor *editor = instance->editor;
    if (strcmp(command, "open") == 0) open(instance, arguments, false);
    else if (strcmp(command, "embed") == 0) open(instance, arguments, true);
    else if (strcmp(command, "show") == 0) jsonBoolean("done", editor->gui->show(instance->plugin));
    else if (strcmp(command, "hide") == 0) jsonBoolean("done", editor->gui->hide(instance->plugin));
    else if (strcmp(command, "scale") == 0) jsonBoolean("done", editor->gui->setScale(instance->plugin, atof(arguments)));
    else if (strcmp(command, "resize") == 0) resize(instance, arguments);
    else if (strcmp(command, "close") == 0) closeEditor(instance, false);
    else if (strcmp(command, "close-host-first") == 0) closeEditor(instance, true);
    else if (strcmp(command, "destroy") == 0) destroyChosen(instance);
    else if (strcmp(command, "wait") == 0) runLoop(atof(arguments) / 1000, false);
    else if (strcmp(command, "set") == 0) addParam(instance, arguments);
    else if (strcmp(command, "note") == 0) addNote(instance, arguments);
    else if (strcmp(command, "gestures") == 0) tellGestures(instance);
    else if (strcmp(command, "process") == 0) process(instance, atoi(arguments) != 0);
    else if (strcmp(command, "usage") == 0) tellUsage();
    else if (strcmp(command, "heard") == 0) tellHeard();
    else if (strcmp(command, "track") == 0) openTrack(arguments);
    else if (strcmp(command, "write") == 0) writeWithAltGr(atoi(arguments));
    else if (strcmp(command, "capture") == 0) capturePointer(editor->window);
    else if (strcmp(command, "value") == 0) {
        ParamInfo info;
        if (!findParam(instance, arguments, &info))
            fail("no parameter named %s", arguments);
        jsonNumber("value", paramValue(instance, info.id));
    } else fail("unknown command %s", command);

    if (instances[current] != NULL && editor->window != 0) {
        uint32_t width = 0, height = 0;
        editor->gui->getSize(instance->plugin, &width, &height);
        jsonNumber("windowWidth", width);
        jsonNumber("windowHeight", height);
        jsonNumber("resizeRequests", editor->resizeRequests);
    }
    if (instances[current] != NULL)
        jsonNumber("complaints", instance->complaints);
}

void driveEditor(const char *path, const Options *options)
{
    (void)options;
    openDisplay();
    Module module = openModule(path);
    char line[1024];
    for (;;) {
        runLoop(0, true);
        if (fgets(line, sizeof line, stdin) == NULL)
            break;
        line[strcspn(line, "\n")] = 0;
        char *arguments = strchr(line, ' ');
        if (arguments != NULL)
            *arguments++ = 0;
        jsonStart();
        jsonOpen(NULL, '{');
        obey(&module, line, arguments == NULL ? "" : arguments);
        jsonClose('}');
        putchar('\n');
        fflush(stdout);
    }

    for (int i = 0; i < MostInstances; i++)
        if (instances[i] != NULL)
            destroyInstance(instances[i]);
    closeDisplay();
    closeModule(&module);
}
