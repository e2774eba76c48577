#include "editor.h"
#include "../common/system.h"

#include <stdlib.h>
#include <string.h>

/* modules */

Module openModule(const char *path)
{
    Module module = {0};
    double started = secondsNow();
    module.library = openLibrary(path);
    module.entry = librarySymbol(module.library, "clap_entry");
    if (module.entry == NULL)
        fail("%s: no clap_entry", path);
    module.loadSeconds = secondsNow() - started;
    if (module.entry->version.major != 1 || !module.entry->init(path))
        fail("%s: clap_entry does not initialise", path);
    module.initSeconds = secondsNow() - started - module.loadSeconds;
    module.plugins = module.entry->getFactory(FACTORY_PLUGINS);
    if (module.plugins == NULL || module.plugins->count(module.plugins) == 0)
        fail("%s: no plug-in inside", path);
    return module;
}

void closeModule(Module *module)
{
    module->entry->deinit();
    closeLibrary(module->library);
}

/* what the plug-in may call */

static _Thread_local bool processing;

void markAudioThread(bool isAudio) { processing = isAudio; }

static Instance *owner(const Host *host) { return host->data; }

static void complain(const Host *host, const char *message)
{
    fprintf(stderr, "clap-host: plug-in misbehaves: %s\n", message);
    owner(host)->complaints++;
}

static bool isMainThread(const Host *host) { (void)host; return !processing; }
static bool isAudioThread(const Host *host) { (void)host; return processing; }

static void expectMainThread(const Host *host, const char *what)
{
    if (processing)
        complain(host, what);
}

static void onLog(const Host *host, int32_t severity, const char *message)
{
    if (severity >= 2) /* warning and worse */
        complain(host, message);
}

static void onRescan(const Host *host, uint32_t flags)
{
    (void)flags;
    expectMainThread(host, "params.rescan on the audio thread");
    owner(host)->rescans++;
}

static void onClear(const Host *host, uint32_t param, uint32_t flags) { (void)host; (void)param; (void)flags; }

static void onRequestFlush(const Host *host)
{
    if (processing)
        complain(host, "params.request_flush on the audio thread");
}

static void onDirty(const Host *host) { expectMainThread(host, "state.mark_dirty on the audio thread"); }

static void onPresetError(const Host *host, uint32_t kind, const char *location, const char *key, int32_t osError, const char *message)
{
    (void)kind; (void)location; (void)key; (void)osError; (void)message;
    owner(host)->presetErrors++;
}

static void onPresetLoaded(const Host *host, uint32_t kind, const char *location, const char *key)
{
    (void)kind; (void)location; (void)key;
    owner(host)->presetsLoaded++;
}

static void onLatencyChanged(const Host *host)
{
    expectMainThread(host, "latency.changed on the audio thread");
    owner(host)->latencyChanges++;
}

static void onChanged(const Host *host) { (void)host; }

static const void *hostExtension(const Host *host, const char *id)
{
    static const HostThreadCheck threadCheck = {isMainThread, isAudioThread};
    static const HostLog log = {onLog};
    static const HostParams params = {onRescan, onClear, onRequestFlush};
    static const HostState state = {onDirty};
    static const HostPresetLoad presetLoad = {onPresetError, onPresetLoaded};
    static const HostSingleCall latency = {onLatencyChanged}, changed = {onChanged};
    static const struct { const char *id; const void *extension; } extensions[] = {
        {HOST_THREAD_CHECK, &threadCheck}, {HOST_LOG, &log}, {EXT_PARAMS, &params}, {EXT_STATE, &state},
        {EXT_PRESET_LOAD, &presetLoad}, {EXT_LATENCY, &latency}, {EXT_TAIL, &changed}, {EXT_NOTE_NAME, &changed},
        {EXT_VOICE_INFO, &changed}, {EXT_AUDIO_PORTS_CONFIG, &changed}, {EXT_GUI, &editorGui}, {EXT_TIMER_SUPPORT, &editorTimers},
        {EXT_POSIX_FD_SUPPORT, &editorDescriptors},
    };
    (void)host;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (strcmp(extensions[i].id, id) == 0)
            return extensions[i].extension;
    return NULL;
}

static void onRestart(const Host *host) { owner(host)->restartRequests++; }
static void onProcess(const Host *host) { owner(host)->processRequests++; }
static void onCallback(const Host *host) { __atomic_add_fetch(&owner(host)->callbackRequests, 1, __ATOMIC_RELAXED); }

/* instances */

const void *extension(const Instance *instance, const char *id) { return instance->plugin->getExtension(instance->plugin, id); }

Instance *createInstance(const Module *module)
{
    Instance *instance = allocate(sizeof *instance);
    instance->host = (Host){{1, 2, 0}, instance, "clap-host", "LakhNES", "", "1", hostExtension, onRestart, onProcess, onCallback};
    const Descriptor *descriptor = module->plugins->describe(module->plugins, 0);
    instance->plugin = module->plugins->create(module->plugins, &instance->host, descriptor->id);
    if (instance->plugin == NULL || !instance->plugin->init(instance->plugin))
        fail("%s: the plug-in cannot be created", descriptor->id);
    instance->params = extension(instance, EXT_PARAMS);
    instance->state = extension(instance, EXT_STATE);
    instance->presetLoad = extension(instance, EXT_PRESET_LOAD);
    if (instance->params == NULL || instance->state == NULL)
        fail("%s: no parameters or no state", descriptor->id);
    return instance;
}

void destroyInstance(Instance *instance)
{
    instance->plugin->destroy(instance->plugin);
    free(instance);
}

void runCallback(Instance *instance)
{
    while (__atomic_exchange_n(&instance->callbackRequests, 0, __ATOMIC_RELAXED) > 0)
        instance->plugin->onMainThread(instance->plugin);
}

bool findParam(const Instance *instance, const char *name, ParamInfo *info)
{
    uint32_t count = instance->params->count(instance->plugin);
    for (uint32_t i = 0; i < count; i++)
        if (instance->params->getInfo(instance->plugin, i, info) && strcmp(info->name, name) == 0)
            return true;
    return false;
}

double paramValue(const Instance *instance, uint32_t id)
{
    double value = 0;
    if (!instance->params->getValue(instance->plugin, id, &value))
        fail("parameter %u has no value", id);
    return value;
}

static uint32_t oneEvent(const InputEvents *list) { (void)list; return 1; }
static const EventHeader *theEvent(const InputEvents *list, uint32_t index) { (void)index; return list->context; }
static bool takeAny(const OutputEvents *list, const EventHeader *event) { (void)list; (void)event; return true; }

void flushParam(Instance *instance, uint32_t id, double value)
{
    ParamEvent event = {{sizeof event, 0, CoreEvents, EventParamValue, 0}, id, NULL, -1, -1, -1, -1, value};
    InputEvents in = {&event, oneEvent, theEvent};
    OutputEvents out = {NULL, takeAny};
    instance->params->flush(instance->plugin, &in, &out);
}

/* state */

typedef struct Memory {
    uint8_t *bytes;
    size_t length, position, chunk;
} Memory;

static int64_t appendBytes(const OutputStream *stream, const void *buffer, uint64_t size)
{
    Memory *memory = stream->context;
    memory->bytes = realloc(memory->bytes, memory->length + size + 1);
    memcpy(memory->bytes + memory->length, buffer, size);
    memory->length += size;
    return (int64_t)size;
}

static int64_t takeBytes(const InputStream *stream, void *buffer, uint64_t size)
{
    Memory *memory = stream->context;
    size_t left = memory->length - memory->position;
    if (size > left) size = left;
    if (memory->chunk > 0 && size > memory->chunk) size = memory->chunk;
    memcpy(buffer, memory->bytes + memory->position, size);
    memory->position += size;
    return (int64_t)size;
}

uint8_t *saveState(const Instance *instance, size_t *length)
{
    Memory memory = {0};
    OutputStream stream = {&memory, appendBytes};
    if (!instance->state->save(instance->plugin, &stream))
        fail("the state cannot be saved");
    *length = memory.length;
    return memory.bytes;
}

bool loadState(const Instance *instance, const uint8_t *bytes, size_t length, size_t chunk)
{
    Memory memory = {(uint8_t *)bytes, length, 0, chunk};
    InputStream stream = {&memory, takeBytes};
    return instance->state->load(instance->plugin, &stream);
}

/* options */

static void applySet(void *context, const char *nameAndText)
{
    Instance *instance = context;
    ScriptEvent set = parseSet(nameAndText);
    ParamInfo info;
    double value;
    if (!findParam(instance, set.name, &info))
        fail("no parameter named %s", set.name);
    if (!instance->params->textToValue(instance->plugin, info.id, set.text, &value))
        fail("%s does not take %s", set.name, set.text);
    flushParam(instance, info.id, value);
}

void applyOptions(Instance *instance, const Options *options)
{
    const char *statePath = optionText(options, "load-state", NULL), *preset = optionText(options, "preset", NULL);
    if (statePath != NULL) {
        size_t length;
        uint8_t *bytes = readFile(statePath, &length);
        if (!loadState(instance, bytes, length, 0))
            fail("%s: the state is refused", statePath);
        free(bytes);
    }

    if (preset != NULL
        && (instance->presetLoad == NULL || !instance->presetLoad->fromLocation(instance->plugin, LocationPlugin, NULL, preset)))
        fail("preset %s cannot be loaded", preset);
    runCallback(instance);
    eachOption(options, "set", applySet, instance);
}

RenderSettings readRenderSettings(const Options *options)
{
    RenderSettings settings = {
        .rate = optionNumber(options, "rate", 48000),
        .tempo = optionNumber(options, "tempo", 120),
        .blocks = readBlockSizes(optionText(options, "block", "512")),
        .doublePrecision = optionNumber(options, "double", 0) != 0,
        .voiceOutputs = optionNumber(options, "voices", 0) != 0,
        .from = optionNumber(options, "from", 0),
        .live = optionNumber(options, "live", 0) != 0,
        .notes = openNotes(options),
    };
    settings.frames = (int)(optionNumber(options, "seconds", 4) * settings.rate + 0.5);
    settings.script = readScript(options, settings.rate);
    return settings;
}
