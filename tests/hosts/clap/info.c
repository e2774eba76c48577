#include "commands.h"

static void describeParams(const Instance *instance)
{
    jsonOpen("parameters", '[');
    for (uint32_t i = 0; i < instance->params->count(instance->plugin); i++) {
        ParamInfo info;
        char text[NameSize] = "";
        if (!instance->params->getInfo(instance->plugin, i, &info))
            fail("parameter %u has no description", i);
        instance->params->valueToText(instance->plugin, info.id, info.initial, text, sizeof text);
        jsonOpen(NULL, '{');
        jsonNumber("id", info.id);
        jsonText("name", info.name);
        jsonText("module", info.module);
        jsonNumber("minimum", info.minimum);
        jsonNumber("maximum", info.maximum);
        jsonNumber("default", info.initial);
        jsonNumber("value", paramValue(instance, info.id));
        jsonText("text", text);
        jsonBoolean("stepped", info.flags & ParamIsStepped);
        jsonBoolean("automatable", info.flags & ParamIsAutomatable);
        jsonBoolean("bypass", info.flags & ParamIsBypass);
        jsonClose('}');
    }

    jsonClose(']');
}

static void describeAudioPorts(const Instance *instance)
{
    const AudioPorts *ports = extension(instance, EXT_AUDIO_PORTS);
    const AudioPortsConfig *configs = extension(instance, EXT_AUDIO_PORTS_CONFIG);
    jsonOpen("portConfigurations", '[');
    for (uint32_t c = 0; c < (configs != NULL ? configs->count(instance->plugin) : 1); c++) {
        AudioPortsConfigInfo config = {.name = "the only one"};
        if (configs != NULL && (!configs->get(instance->plugin, c, &config) || !configs->select(instance->plugin, config.id)))
            fail("audio port configuration %u cannot be selected", c);
        jsonOpen(NULL, '{');
        jsonText("name", config.name);
        jsonNumber("statedOutputs", config.outputPorts);
        jsonNumber("inputs", ports->count(instance->plugin, true));
        jsonOpen("outputs", '[');
        for (uint32_t i = 0; i < ports->count(instance->plugin, false); i++) {
            AudioPortInfo info;
            if (!ports->get(instance->plugin, i, false, &info))
                fail("output port %u has no description", i);
            jsonOpen(NULL, '{');
            jsonNumber("id", info.id);
            jsonText("name", info.name);
            jsonNumber("channels", info.channels);
            jsonText("type", info.type);
            jsonBoolean("main", info.flags & PortIsMain);
            jsonBoolean("64bit", info.flags & PortSupports64);
            jsonClose('}');
        }

        jsonClose(']');
        jsonClose('}');
    }

    jsonClose(']');
}

static void describeNotePorts(const Instance *instance)
{
    const NotePorts *ports = extension(instance, EXT_NOTE_PORTS);
    for (int isInput = 1; isInput >= 0 && ports != NULL; isInput--) {
        jsonOpen(isInput ? "noteInputs" : "noteOutputs", '[');
        for (uint32_t i = 0; i < ports->count(instance->plugin, isInput); i++) {
            NotePortInfo info;
            if (!ports->get(instance->plugin, i, isInput, &info))
                fail("note port %u has no description", i);
            jsonOpen(NULL, '{');
            jsonText("name", info.name);
            jsonNumber("dialects", info.dialects);
            jsonNumber("preferred", info.preferred);
            jsonClose('}');
        }

        jsonClose(']');
    }
}

static void describeRemoteControls(const Instance *instance)
{
    const RemoteControls *controls = extension(instance, EXT_REMOTE_CONTROLS);
    jsonOpen("remoteControls", '[');
    for (uint32_t i = 0; controls != NULL && i < controls->count(instance->plugin); i++) {
        RemoteControlsPage page;
        if (!controls->get(instance->plugin, i, &page))
            fail("remote control page %u has no description", i);
        jsonOpen(NULL, '{');
        jsonText("name", page.name);
        jsonOpen("parameters", '[');
        for (int p = 0; p < 8; p++)
            if (page.params[p] != UINT32_MAX)
                jsonNumber(NULL, page.params[p]);
        jsonClose(']');
        jsonClose('}');
    }

    jsonClose(']');
}

static void describeNoteNames(const Instance *instance)
{
    const NoteNames *names = extension(instance, EXT_NOTE_NAME);
    jsonOpen("noteNames", '[');
    for (uint32_t i = 0; names != NULL && i < names->count(instance->plugin); i++) {
        NoteName name;
        if (!names->get(instance->plugin, i, &name))
            fail("note name %u has no description", i);
        jsonOpen(NULL, '{');
        jsonText("name", name.name);
        jsonNumber("channel", name.channel);
        jsonNumber("key", name.key);
        jsonClose('}');
    }

    jsonClose(']');
}

void describePlugin(const char *path, const Options *options)
{
    (void)options;
    Module module = openModule(path);
    const Descriptor *descriptor = module.plugins->describe(module.plugins, 0);
    double started = secondsNow();
    Instance *instance = createInstance(&module);
    double createSeconds = secondsNow() - started;

    jsonNumber("plugins", module.plugins->count(module.plugins));
    jsonText("id", descriptor->id);
    jsonText("name", descriptor->name);
    jsonText("vendor", descriptor->vendor);
    jsonText("version", descriptor->pluginVersion);
    jsonOpen("features", '[');
    for (const char *const *feature = descriptor->features; *feature != NULL; feature++)
        jsonText(NULL, *feature);
    jsonClose(']');
    jsonNumber("loadSeconds", module.loadSeconds);
    jsonNumber("initSeconds", module.initSeconds);
    jsonNumber("createSeconds", createSeconds);
    describeParams(instance);
    describeAudioPorts(instance);
    describeNotePorts(instance);
    describeRemoteControls(instance);
    describeNoteNames(instance);

    const Voices *voices = extension(instance, EXT_VOICE_INFO);
    VoiceInfo voiceInfo = {0};
    jsonBoolean("hasVoiceInfo", voices != NULL && voices->get(instance->plugin, &voiceInfo));
    jsonNumber("voices", voiceInfo.count);
    const Samples *latency = extension(instance, EXT_LATENCY), *tail = extension(instance, EXT_TAIL);
    instance->plugin->activate(instance->plugin, 48000, 1, 512);
    jsonNumber("latency", latency != NULL ? (double)latency->get(instance->plugin) : -1);
    jsonNumber("tail", tail != NULL ? (double)tail->get(instance->plugin) : -1);
    instance->plugin->deactivate(instance->plugin);
    jsonBoolean("hasRender", extension(instance, EXT_RENDER) != NULL);
    jsonBoolean("hasPresetLoad", instance->presetLoad != NULL);
    jsonNumber("complaints", instance->complaints);
    destroyInstance(instance);
    closeModule(&module);
}
