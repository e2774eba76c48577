#include "commands.h"

#include <stdlib.h>
#include <string.h>

enum { MostPresets = 1024 };

typedef struct Preset {
    char name[NameSize], key[NameSize], features[NameSize];
} Preset;

typedef struct Found {
    int locations, fileTypes, errors, presets;
    PresetLocation location[8];
    Preset preset[MostPresets];
} Found;

static bool onFileType(const PresetIndexer *indexer, const PresetFileType *type)
{
    (void)type;
    ((Found *)indexer->context)->fileTypes++;
    return true;
}

static bool onLocation(const PresetIndexer *indexer, const PresetLocation *location)
{
    Found *found = indexer->context;
    if (found->locations == 8)
        return false;
    found->location[found->locations] = *location;
    if (location->location != NULL)
        found->location[found->locations].location = strdup(location->location);
    found->locations++;
    return true;
}

static bool onSoundpack(const PresetIndexer *indexer, const void *soundpack) { (void)indexer; (void)soundpack; return true; }
static const void *noExtension(const PresetIndexer *indexer, const char *id) { (void)indexer; (void)id; return NULL; }

static Preset *current(const PresetReceiver *receiver)
{
    Found *found = receiver->context;
    return &found->preset[found->presets - 1];
}

static void onError(const PresetReceiver *receiver, int32_t osError, const char *message)
{
    (void)osError;
    fprintf(stderr, "clap-host: preset discovery: %s\n", message);
    ((Found *)receiver->context)->errors++;
}

static bool onPreset(const PresetReceiver *receiver, const char *name, const char *key)
{
    Found *found = receiver->context;
    if (found->presets == MostPresets)
        return false;
    found->presets++;
    snprintf(current(receiver)->name, NameSize, "%s", name);
    snprintf(current(receiver)->key, NameSize, "%s", key != NULL ? key : "");
    return true;
}

static void onFeature(const PresetReceiver *receiver, const char *feature)
{
    char *features = current(receiver)->features;
    size_t used = strlen(features);
    snprintf(features + used, NameSize - used, "%s%s", used > 0 ? " " : "", feature);
}

static void onPluginId(const PresetReceiver *receiver, const UniversalId *id) { (void)receiver; (void)id; }
static void onText(const PresetReceiver *receiver, const char *text) { (void)receiver; (void)text; }
static void onFlags(const PresetReceiver *receiver, uint32_t flags) { (void)receiver; (void)flags; }
static void onTimes(const PresetReceiver *receiver, uint64_t created, uint64_t modified) { (void)receiver; (void)created; (void)modified; }
static void onExtra(const PresetReceiver *receiver, const char *key, const char *value) { (void)receiver; (void)key; (void)value; }

static void crawl(const Module *module, Found *found)
{
    const PresetFactory *factory = module->entry->getFactory(FACTORY_PRESET_DISCOVERY);
    for (uint32_t i = 0; factory != NULL && i < factory->count(factory); i++) {
        PresetIndexer indexer = {{1, 2, 0}, "clap-host", "LakhNES", "", "1", found, onFileType, onLocation, onSoundpack, noExtension};
        const PresetProvider *provider = factory->create(factory, &indexer, factory->describe(factory, i)->id);
        if (provider == NULL || !provider->init(provider))
            fail("preset provider %u cannot be created", i);
        PresetReceiver receiver = {found, onError, onPreset, onPluginId, onText, onFlags, onText, onText, onTimes, onFeature, onExtra};
        for (int l = 0; l < found->locations; l++)
            if (found->location[l].kind == LocationPlugin
                && !provider->getMetadata(provider, LocationPlugin, found->location[l].location, &receiver))
                fail("preset location %s cannot be read", found->location[l].name);
        provider->destroy(provider);
    }
}

void playPresets(const char *path, const Options *options)
{
    Module module = openModule(path);
    RenderSettings settings = readRenderSettings(options);
    Found *found = allocate(sizeof *found);
    crawl(&module, found);

    jsonNumber("locations", found->locations);
    jsonNumber("fileTypes", found->fileTypes);
    jsonNumber("errors", found->errors);
    jsonOpen("presets", '[');
    for (int i = 0; i < found->presets; i++) {
        Instance *instance = createInstance(&module);
        const Preset *preset = &found->preset[i];
        bool loaded = instance->presetLoad != NULL
            && instance->presetLoad->fromLocation(instance->plugin, LocationPlugin, NULL, preset->key);
        runCallback(instance);
        Player player = playAll(instance, &settings);
        jsonOpen(NULL, '{');
        jsonText("name", preset->name);
        jsonText("key", preset->key);
        jsonText("features", preset->features);
        jsonBoolean("loaded", loaded && instance->presetsLoaded == 1 && instance->presetErrors == 0);
        jsonNumber("rescans", instance->rescans);
        jsonAudio(&player.output);
        jsonClose('}');
        free(player.output.samples);
        destroyInstance(instance);
    }

    jsonClose(']');
    Instance *instance = createInstance(&module);
    jsonBoolean("refusesUnknown", instance->presetLoad != NULL
        && !instance->presetLoad->fromLocation(instance->plugin, LocationPlugin, NULL, "no such preset")
        && !instance->presetLoad->fromLocation(instance->plugin, LocationFile, "/no/such/file", NULL)
        && instance->presetErrors == 2);
    destroyInstance(instance);
    closeModule(&module);
}
