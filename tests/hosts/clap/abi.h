/* The part of CLAP 1.2's binary interface that this host uses, declared from its public facts: member order, types,
   ids and numbers. Named in this project's own way, so that nothing here can agree with the plug-in by accident. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { NameSize = 256, PathSize = 1024 };

typedef struct Version {
    uint32_t major, minor, revision;
} Version;

/* events */

enum { CoreEvents = 0 };
enum { EventIsLive = 1, EventDontRecord = 2 };
enum EventType {
    EventNoteOn = 0,
    EventNoteOff = 1,
    EventNoteChoke = 2,
    EventNoteEnd = 3,
    EventNoteExpression = 4,
    EventParamValue = 5,
    EventTransport = 9,
    EventMidi = 10,
    EventMidiSysex = 11,
};

typedef struct EventHeader {
    uint32_t size, time;
    uint16_t space, type;
    uint32_t flags;
} EventHeader;

typedef struct NoteEvent {
    EventHeader header;
    int32_t noteId;
    int16_t port, channel, key;
    double velocity;
} NoteEvent;

enum { ExpressionVolume = 0, ExpressionTuning = 2, ExpressionVibrato = 3 };

typedef struct ExpressionEvent {
    EventHeader header;
    int32_t expression, noteId;
    int16_t port, channel, key;
    double value;
} ExpressionEvent;

typedef struct ParamEvent {
    EventHeader header;
    uint32_t param;
    void *cookie;
    int32_t noteId;
    int16_t port, channel, key;
    double value;
} ParamEvent;

typedef struct MidiEvent {
    EventHeader header;
    uint16_t port;
    uint8_t data[3];
} MidiEvent;

typedef struct SysexEvent {
    EventHeader header;
    uint16_t port;
    const uint8_t *bytes;
    uint32_t size;
} SysexEvent;

enum { HasTempo = 1, HasBeats = 2, HasSeconds = 4, HasSignature = 8, IsPlaying = 16 };

typedef struct TransportEvent {
    EventHeader header;
    uint32_t flags;
    int64_t songBeats, songSeconds; /* fixed point: 2^31 a beat or second */
    double tempo, tempoIncrement;
    int64_t loopStartBeats, loopEndBeats, loopStartSeconds, loopEndSeconds;
    int64_t barStart;
    int32_t barNumber;
    uint16_t numerator, denominator;
} TransportEvent;

typedef struct InputEvents {
    void *context;
    uint32_t (*size)(const struct InputEvents *list);
    const EventHeader *(*get)(const struct InputEvents *list, uint32_t index);
} InputEvents;

typedef struct OutputEvents {
    void *context;
    bool (*tryPush)(const struct OutputEvents *list, const EventHeader *event);
} OutputEvents;

/* processing */

typedef struct AudioBuffer {
    float **data32;
    double **data64;
    uint32_t channels, latency;
    uint64_t constantMask;
} AudioBuffer;

enum { ProcessError = 0, ProcessContinue = 1, ProcessContinueIfNotQuiet = 2, ProcessTail = 3, ProcessSleep = 4 };

typedef struct Process {
    int64_t steadyTime;
    uint32_t frames;
    const TransportEvent *transport;
    const AudioBuffer *inputs;
    AudioBuffer *outputs;
    uint32_t inputCount, outputCount;
    const InputEvents *inEvents;
    const OutputEvents *outEvents;
} Process;

/* host, plug-in, entry */

typedef struct Host {
    Version version;
    void *data;
    const char *name, *vendor, *url, *hostVersion;
    const void *(*getExtension)(const struct Host *host, const char *id);
    void (*requestRestart)(const struct Host *host);
    void (*requestProcess)(const struct Host *host);
    void (*requestCallback)(const struct Host *host);
} Host;

typedef struct Descriptor {
    Version version;
    const char *id, *name, *vendor, *url, *manualUrl, *supportUrl, *pluginVersion, *description;
    const char *const *features;
} Descriptor;

typedef struct Plugin {
    const Descriptor *descriptor;
    void *data;
    bool (*init)(const struct Plugin *plugin);
    void (*destroy)(const struct Plugin *plugin);
    bool (*activate)(const struct Plugin *plugin, double sampleRate, uint32_t minFrames, uint32_t maxFrames);
    void (*deactivate)(const struct Plugin *plugin);
    bool (*startProcessing)(const struct Plugin *plugin);
    void (*stopProcessing)(const struct Plugin *plugin);
    void (*reset)(const struct Plugin *plugin);
    int32_t (*process)(const struct Plugin *plugin, const Process *process);
    const void *(*getExtension)(const struct Plugin *plugin, const char *id);
    void (*onMainThread)(const struct Plugin *plugin);
} Plugin;

typedef struct Entry {
    Version version;
    bool (*init)(const char *path);
    void (*deinit)(void);
    const void *(*getFactory)(const char *id);
} Entry;

#define FACTORY_PLUGINS "clap.plugin-factory"

typedef struct PluginFactory {
    uint32_t (*count)(const struct PluginFactory *factory);
    const Descriptor *(*describe)(const struct PluginFactory *factory, uint32_t index);
    const Plugin *(*create)(const struct PluginFactory *factory, const Host *host, const char *id);
} PluginFactory;

/* extensions of the plug-in */

#define EXT_PARAMS "clap.params"
enum {
    ParamIsStepped = 1 << 0,
    ParamIsHidden = 1 << 2,
    ParamIsReadOnly = 1 << 3,
    ParamIsBypass = 1 << 4,
    ParamIsAutomatable = 1 << 5,
    ParamIsEnum = 1 << 16,
};

typedef struct ParamInfo {
    uint32_t id, flags;
    void *cookie;
    char name[NameSize], module[PathSize];
    double minimum, maximum, initial;
} ParamInfo;

typedef struct Params {
    uint32_t (*count)(const Plugin *plugin);
    bool (*getInfo)(const Plugin *plugin, uint32_t index, ParamInfo *info);
    bool (*getValue)(const Plugin *plugin, uint32_t id, double *value);
    bool (*valueToText)(const Plugin *plugin, uint32_t id, double value, char *text, uint32_t capacity);
    bool (*textToValue)(const Plugin *plugin, uint32_t id, const char *text, double *value);
    void (*flush)(const Plugin *plugin, const InputEvents *in, const OutputEvents *out);
} Params;

#define EXT_STATE "clap.state"

typedef struct InputStream {
    void *context;
    int64_t (*read)(const struct InputStream *stream, void *buffer, uint64_t size);
} InputStream;

typedef struct OutputStream {
    void *context;
    int64_t (*write)(const struct OutputStream *stream, const void *buffer, uint64_t size);
} OutputStream;

typedef struct State {
    bool (*save)(const Plugin *plugin, const OutputStream *stream);
    bool (*load)(const Plugin *plugin, const InputStream *stream);
} State;

#define EXT_AUDIO_PORTS "clap.audio-ports"
enum { PortIsMain = 1 << 0, PortSupports64 = 1 << 1 };

typedef struct AudioPortInfo {
    uint32_t id;
    char name[NameSize];
    uint32_t flags, channels;
    const char *type;
    uint32_t inPlacePair;
} AudioPortInfo;

typedef struct AudioPorts {
    uint32_t (*count)(const Plugin *plugin, bool isInput);
    bool (*get)(const Plugin *plugin, uint32_t index, bool isInput, AudioPortInfo *info);
} AudioPorts;

#define EXT_AUDIO_PORTS_CONFIG "clap.audio-ports-config"

typedef struct AudioPortsConfigInfo {
    uint32_t id;
    char name[NameSize];
    uint32_t inputPorts, outputPorts;
    bool hasMainInput;
    uint32_t mainInputChannels;
    const char *mainInputType;
    bool hasMainOutput;
    uint32_t mainOutputChannels;
    const char *mainOutputType;
} AudioPortsConfigInfo;

typedef struct AudioPortsConfig {
    uint32_t (*count)(const Plugin *plugin);
    bool (*get)(const Plugin *plugin, uint32_t index, AudioPortsConfigInfo *config);
    bool (*select)(const Plugin *plugin, uint32_t id);
} AudioPortsConfig;

#define EXT_NOTE_PORTS "clap.note-ports"
enum { DialectClap = 1, DialectMidi = 2, DialectMpe = 4 };

typedef struct NotePortInfo {
    uint32_t id, dialects, preferred;
    char name[NameSize];
} NotePortInfo;

typedef struct NotePorts {
    uint32_t (*count)(const Plugin *plugin, bool isInput);
    bool (*get)(const Plugin *plugin, uint32_t index, bool isInput, NotePortInfo *info);
} NotePorts;

#define EXT_LATENCY "clap.latency"
#define EXT_TAIL "clap.tail"

typedef struct Samples { /* both latency and tail */
    uint32_t (*get)(const Plugin *plugin);
} Samples;

#define EXT_RENDER "clap.render"
enum { RenderRealtime = 0, RenderOffline = 1 };

typedef struct Render {
    bool (*hasHardRealtimeRequirement)(const Plugin *plugin);
    bool (*set)(const Plugin *plugin, int32_t mode);
} Render;

#define EXT_VOICE_INFO "clap.voice-info"

typedef struct VoiceInfo {
    uint32_t count, capacity;
    uint64_t flags;
} VoiceInfo;

typedef struct Voices {
    bool (*get)(const Plugin *plugin, VoiceInfo *info);
} Voices;

#define EXT_NOTE_NAME "clap.note-name"

typedef struct NoteName {
    char name[NameSize];
    int16_t port, key, channel;
} NoteName;

typedef struct NoteNames {
    uint32_t (*count)(const Plugin *plugin);
    bool (*get)(const Plugin *plugin, uint32_t index, NoteName *name);
} NoteNames;

#define EXT_REMOTE_CONTROLS "clap.remote-controls/2"
#define EXT_PRESET_LOAD "clap.preset-load/2"

typedef struct RemoteControlsPage {
    char section[NameSize];
    uint32_t id;
    char name[NameSize];
    uint32_t params[8];
    bool isForPreset;
} RemoteControlsPage;

typedef struct RemoteControls {
    uint32_t (*count)(const Plugin *plugin);
    bool (*get)(const Plugin *plugin, uint32_t index, RemoteControlsPage *page);
} RemoteControls;

typedef struct PresetLoad {
    bool (*fromLocation)(const Plugin *plugin, uint32_t kind, const char *location, const char *key);
} PresetLoad;

/* preset discovery */

#define FACTORY_PRESET_DISCOVERY "clap.preset-discovery-factory/2"
enum { LocationFile = 0, LocationPlugin = 1 };

typedef struct UniversalId {
    const char *abi, *id;
} UniversalId;

typedef struct PresetReceiver {
    void *context;
    void (*onError)(const struct PresetReceiver *receiver, int32_t osError, const char *message);
    bool (*beginPreset)(const struct PresetReceiver *receiver, const char *name, const char *loadKey);
    void (*addPluginId)(const struct PresetReceiver *receiver, const UniversalId *id);
    void (*setSoundpackId)(const struct PresetReceiver *receiver, const char *id);
    void (*setFlags)(const struct PresetReceiver *receiver, uint32_t flags);
    void (*addCreator)(const struct PresetReceiver *receiver, const char *creator);
    void (*setDescription)(const struct PresetReceiver *receiver, const char *description);
    void (*setTimestamps)(const struct PresetReceiver *receiver, uint64_t created, uint64_t modified);
    void (*addFeature)(const struct PresetReceiver *receiver, const char *feature);
    void (*addExtraInfo)(const struct PresetReceiver *receiver, const char *key, const char *value);
} PresetReceiver;

typedef struct PresetFileType {
    const char *name, *description, *extension;
} PresetFileType;

typedef struct PresetLocation {
    uint32_t flags;
    const char *name;
    uint32_t kind;
    const char *location;
} PresetLocation;

typedef struct PresetProviderDescriptor {
    Version version;
    const char *id, *name, *vendor;
} PresetProviderDescriptor;

typedef struct PresetProvider {
    const PresetProviderDescriptor *descriptor;
    void *data;
    bool (*init)(const struct PresetProvider *provider);
    void (*destroy)(const struct PresetProvider *provider);
    bool (*getMetadata)(const struct PresetProvider *provider, uint32_t kind, const char *location, const PresetReceiver *receiver);
    const void *(*getExtension)(const struct PresetProvider *provider, const char *id);
} PresetProvider;

typedef struct PresetIndexer {
    Version version;
    const char *name, *vendor, *url, *hostVersion;
    void *context;
    bool (*declareFileType)(const struct PresetIndexer *indexer, const PresetFileType *type);
    bool (*declareLocation)(const struct PresetIndexer *indexer, const PresetLocation *location);
    bool (*declareSoundpack)(const struct PresetIndexer *indexer, const void *soundpack);
    const void *(*getExtension)(const struct PresetIndexer *indexer, const char *id);
} PresetIndexer;

typedef struct PresetFactory {
    uint32_t (*count)(const struct PresetFactory *factory);
    const PresetProviderDescriptor *(*describe)(const struct PresetFactory *factory, uint32_t index);
    const PresetProvider *(*create)(const struct PresetFactory *factory, const PresetIndexer *indexer, const char *id);
} PresetFactory;

/* extensions of the host */

#define HOST_THREAD_CHECK "clap.thread-check"
#define HOST_LOG "clap.log"

typedef struct HostThreadCheck {
    bool (*isMainThread)(const Host *host);
    bool (*isAudioThread)(const Host *host);
} HostThreadCheck;

typedef struct HostLog {
    void (*log)(const Host *host, int32_t severity, const char *message);
} HostLog;

typedef struct HostParams {
    void (*rescan)(const Host *host, uint32_t flags);
    void (*clear)(const Host *host, uint32_t param, uint32_t flags);
    void (*requestFlush)(const Host *host);
} HostParams;

typedef struct HostState {
    void (*markDirty)(const Host *host);
} HostState;

typedef struct HostPresetLoad {
    void (*onError)(const Host *host, uint32_t kind, const char *location, const char *key, int32_t osError, const char *message);
    void (*loaded)(const Host *host, uint32_t kind, const char *location, const char *key);
} HostPresetLoad;

typedef struct HostSingleCall { /* latency, tail, note names, voice info and port configurations: "it changed" */
    void (*changed)(const Host *host);
} HostSingleCall;

/* the window */

#define EXT_GUI "clap.gui"
#define EXT_TIMER_SUPPORT "clap.timer-support"
#define EXT_POSIX_FD_SUPPORT "clap.posix-fd-support"
#define WINDOW_API_X11 "x11"
enum { EventParamGestureBegin = 7, EventParamGestureEnd = 8 };
enum { FdRead = 1 };

typedef struct GestureEvent {
    EventHeader header;
    uint32_t param;
} GestureEvent;

typedef struct PluginWindow {
    const char *api;
    union {
        unsigned long x11;
        void *pointer;
    };
} PluginWindow;

typedef struct ResizeHints {
    bool horizontally, vertically, preserveAspect;
    uint32_t aspectWidth, aspectHeight;
} ResizeHints;

typedef struct Gui {
    bool (*isApiSupported)(const Plugin *plugin, const char *api, bool floating);
    bool (*getPreferredApi)(const Plugin *plugin, const char **api, bool *floating);
    bool (*create)(const Plugin *plugin, const char *api, bool floating);
    void (*destroy)(const Plugin *plugin);
    bool (*setScale)(const Plugin *plugin, double scale);
    bool (*getSize)(const Plugin *plugin, uint32_t *width, uint32_t *height);
    bool (*canResize)(const Plugin *plugin);
    bool (*getResizeHints)(const Plugin *plugin, ResizeHints *hints);
    bool (*adjustSize)(const Plugin *plugin, uint32_t *width, uint32_t *height);
    bool (*setSize)(const Plugin *plugin, uint32_t width, uint32_t height);
    bool (*setParent)(const Plugin *plugin, const PluginWindow *window);
    bool (*setTransient)(const Plugin *plugin, const PluginWindow *window);
    void (*suggestTitle)(const Plugin *plugin, const char *title);
    bool (*show)(const Plugin *plugin);
    bool (*hide)(const Plugin *plugin);
} Gui;

typedef struct TimerSupport {
    void (*onTimer)(const Plugin *plugin, uint32_t id);
} TimerSupport;

typedef struct PosixFdSupport {
    void (*onFd)(const Plugin *plugin, int fd, uint32_t flags);
} PosixFdSupport;

typedef struct HostGui {
    void (*resizeHintsChanged)(const Host *host);
    bool (*requestResize)(const Host *host, uint32_t width, uint32_t height);
    bool (*requestShow)(const Host *host);
    bool (*requestHide)(const Host *host);
    void (*closed)(const Host *host, bool wasDestroyed);
} HostGui;

typedef struct HostTimerSupport {
    bool (*registerTimer)(const Host *host, uint32_t periodMilliseconds, uint32_t *id);
    bool (*unregisterTimer)(const Host *host, uint32_t id);
} HostTimerSupport;

typedef struct HostPosixFdSupport {
    bool (*registerFd)(const Host *host, int fd, uint32_t flags);
    bool (*modifyFd)(const Host *host, int fd, uint32_t flags);
    bool (*unregisterFd)(const Host *host, int fd);
} HostPosixFdSupport;
