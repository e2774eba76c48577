/* Loads a CLAP and plays it, as a DAW does. */
#pragma once

#include "abi.h"
#include "../common/script.h"

typedef struct Module {
    void *library;
    const Entry *entry;
    const PluginFactory *plugins;
    double loadSeconds, initSeconds;
} Module;

Module openModule(const char *path);
void closeModule(Module *module);

typedef struct Editor Editor;

/* One instance, with what the plug-in asked of the host. */
typedef struct Instance {
    const Plugin *plugin;
    Host host;
    const Params *params;
    const State *state;
    const PresetLoad *presetLoad;
    Editor *editor; /* its window, where there is one */
    int restartRequests, processRequests, callbackRequests, rescans, latencyChanges, presetsLoaded, presetErrors, complaints;
} Instance;

Instance *createInstance(const Module *module);
void destroyInstance(Instance *instance);
/* Whether this thread counts as the audio thread from now on. */
void markAudioThread(bool isAudio);
/* Lets the plug-in do what it asked a main-thread callback for. */
void runCallback(Instance *instance);
const void *extension(const Instance *instance, const char *id);

bool findParam(const Instance *instance, const char *name, ParamInfo *info);
/* Applies --set, --load-state and --preset. */
void applyOptions(Instance *instance, const Options *options);
/* Parameter values through flush, as a host sets them outside processing. */
void flushParam(Instance *instance, uint32_t id, double value);
double paramValue(const Instance *instance, uint32_t id);

uint8_t *saveState(const Instance *instance, size_t *length);
/* Streams hand out at most chunk bytes a call, 0: all at once. */
bool loadState(const Instance *instance, const uint8_t *bytes, size_t length, size_t chunk);

/* How an instance is played. */
typedef struct RenderSettings {
    double rate, tempo, from; /* from: the song position of the first sample, in quarter notes */
    int frames;
    BlockSizes blocks;
    bool doublePrecision, voiceOutputs;
    bool live; /* each block at its own time, and not told to be offline */
    Script script;
    FILE *notes;
} RenderSettings;

RenderSettings readRenderSettings(const Options *options);

typedef struct EventList EventList;

typedef struct Player {
    Instance *instance;
    const RenderSettings *settings;
    Audio output;          /* all ports' channels side by side */
    EventList *events;     /* of the block */
    int position, nextEvent, nextBlock;
    int portCount, portChannels[8];
    double tempo, songQuarters; /* song position at the start of the next block */
    bool playing, reload;
    double started, overdueSeconds; /* the most that a live block was late */
    int notesEnded, eventsOut, eventsOutOfOrder, silentFlagsWrong, lastStatus;
} Player;

/* Activates and starts. */
Player startPlayer(Instance *instance, const RenderSettings *settings);
bool playBlock(Player *player); /* false once all is played */
/* Stops and deactivates; the output stays the caller's. */
void stopPlayer(Player *player);
Player playAll(Instance *instance, const RenderSettings *settings);
