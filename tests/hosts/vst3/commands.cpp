#include "commands.h"

#include <cmath>

// many hosts keep 0 to 1 in 32-bit floats: a plug-in may round what is finer
static constexpr double HostPrecision = 2e-6;

static std::vector<uint8_t> readBytes(const char *path)
{
    size_t length;
    uint8_t *bytes = readFile(path, &length);
    std::vector<uint8_t> content(bytes, bytes + length);
    free(bytes);
    return content;
}

static void listNames(const char *key, const std::vector<std::string> &names)
{
    jsonOpen(key, '[');
    for (auto &name : names)
        jsonText(nullptr, name.c_str());
    jsonClose(']');
}

static void describeParams(const Instance &instance)
{
    jsonOpen("parameters", '[');
    for (int i = 0; i < instance.controller->getParameterCount(); i++) {
        auto info = instance.param(i);
        jsonOpen(nullptr, '{');
        jsonNumber("id", info.id);
        jsonText("name", toUtf8(info.title).c_str());
        jsonText("unit", toUtf8(info.units).c_str());
        jsonNumber("steps", info.stepCount);
        jsonNumber("default", info.defaultNormalizedValue);
        jsonNumber("value", instance.controller->getParamNormalized(info.id));
        jsonText("text", instance.valueToText(info.id, info.defaultNormalizedValue).c_str());
        jsonBoolean("automatable", info.flags & ParameterInfo::kCanAutomate);
        jsonBoolean("hidden", info.flags & ParameterInfo::kIsHidden);
        jsonBoolean("bypass", info.flags & ParameterInfo::kIsBypass);
        jsonBoolean("programChange", info.flags & ParameterInfo::kIsProgramChange);
        jsonClose('}');
    }

    jsonClose(']');
}

static void describeBuses(const Instance &instance)
{
    jsonOpen("outputs", '[');
    for (int32 i = 0; i < instance.component->getBusCount(kAudio, kOutput); i++) {
        BusInfo info {};
        instance.component->getBusInfo(kAudio, kOutput, i, info);
        jsonOpen(nullptr, '{');
        jsonText("name", toUtf8(info.name).c_str());
        jsonNumber("channels", info.channelCount);
        jsonBoolean("main", info.busType == kMain);
        jsonBoolean("defaultActive", info.flags & BusInfo::kDefaultActive);
        jsonClose('}');
    }

    jsonClose(']');
    jsonNumber("inputs", instance.component->getBusCount(kAudio, kInput));
    jsonNumber("eventInputs", instance.component->getBusCount(kEvent, kInput));
    jsonNumber("eventOutputs", instance.component->getBusCount(kEvent, kOutput));
}

void describePlugin(Module &module, const Options &)
{
    double started = secondsNow();
    Instance instance(module);
    double createSeconds = secondsNow() - started;
    char uid[33];
    for (int i = 0; i < 16; i++)
        snprintf(uid + 2 * i, 3, "%02X", (unsigned char)module.processorClass.cid[i]);

    jsonText("name", module.processorClass.name);
    jsonText("uid", uid);
    jsonText("vendor", module.processorClass.vendor);
    jsonText("version", module.processorClass.version);
    jsonText("subCategories", module.processorClass.subCategories);
    jsonNumber("loadSeconds", module.loadSeconds);
    jsonNumber("createSeconds", createSeconds);
    describeParams(instance);
    describeBuses(instance);

    jsonOpen("programs", '[');
    ProgramListInfo list {};
    if (instance.units != nullptr && instance.units->getProgramListCount() > 0 && instance.units->getProgramListInfo(0, list) == kResultOk) {
        for (int32 i = 0; i < list.programCount; i++) {
            String128 name {};
            instance.units->getProgramName(list.id, i, name);
            jsonText(nullptr, toUtf8(name).c_str());
        }
    }

    jsonClose(']');
    auto expressions = query<INoteExpressionController>(instance.controller, INoteExpressionController_iid);
    jsonOpen("noteExpressions", '[');
    for (int32 i = 0; expressions != nullptr && i < expressions->getNoteExpressionCount(0, 0); i++) {
        NoteExpressionTypeInfo info {};
        expressions->getNoteExpressionInfo(0, 0, i, info);
        jsonText(nullptr, toUtf8(info.title).c_str());
    }

    jsonClose(']');
    jsonBoolean("hasMidiMapping", instance.midiMapping != nullptr);
    jsonBoolean("hasContextRequirements",
        query<IProcessContextRequirements>(instance.component, IProcessContextRequirements_iid) != nullptr);
    jsonNumber("latency", instance.processor->getLatencySamples());
    jsonNumber("tail", instance.processor->getTailSamples());
}

namespace
{
struct Setting
{
    Instance &instance;
    Player &player;
};
}

static void applySet(void *context, const char *nameAndText)
{
    auto &[instance, player] = *static_cast<Setting *>(context);
    auto set = parseSet(nameAndText);
    int index = instance.findParam(set.name);
    ParamValue value;
    if (index < 0 || !instance.textToValue(instance.param(index).id, set.text, value))
        fail("%s does not take %s", set.name, set.text);
    instance.controller->setParamNormalized(instance.param(index).id, value);
    player.setParam(instance.param(index).id, value);
}

void renderScript(Module &module, const Options &options)
{
    RenderSettings settings(options);
    Instance instance(module);
    if (auto path = optionText(&options, "load-state", nullptr); path != nullptr && !instance.loadState(readBytes(path)))
        fail("%s: the state is refused", path);

    Player player(instance, settings);
    Setting setting {instance, player};
    eachOption(&options, "set", applySet, &setting);
    double started = secondsNow();
    player.playAll();
    double seconds = secondsNow() - started;

    if (auto path = optionText(&options, "wav", nullptr))
        writeWav(path, &player.output, settings.rate);
    if (auto path = optionText(&options, "save-state", nullptr)) {
        auto state = instance.saveState();
        writeFile(path, state.data(), state.size());
    }

    jsonAudio(&player.output);
    jsonNumber("seconds", seconds);
    jsonNumber("silentFlagsWrong", player.silentFlagsWrong);
    jsonNumber("eventsOut", player.eventsOut);
    jsonNumber("overdueSeconds", player.overdueSeconds);
}

void checkParameters(Module &module, const Options &)
{
    Instance instance(module);
    std::vector<std::string> badDefault, badText, badPlain, notTaken, tookNonsense;
    for (int i = 0; i < instance.controller->getParameterCount(); i++) {
        auto info = instance.param(i);
        auto &controller = *instance.controller;
        auto name = toUtf8(info.title);
        bool textOk = true, plainOk = true, taken = true;
        // what the plugin tells changes by itself
        const bool told = info.flags & ParameterInfo::kIsReadOnly;
        if (!told && controller.getParamNormalized(info.id) != info.defaultNormalizedValue)
            badDefault.push_back(name);
        int steps = info.stepCount > 0 ? info.stepCount : 100;
        for (int step = 0; step <= steps; step++) {
            double value = (double)step / steps, back = -1;
            auto text = instance.valueToText(info.id, value);
            textOk &= !text.empty() && instance.textToValue(info.id, text, back) && instance.valueToText(info.id, back) == text;
            plainOk &= std::abs(controller.plainParamToNormalized(info.id, controller.normalizedParamToPlain(info.id, value)) - value) < HostPrecision;
            if (!told) taken &= controller.setParamNormalized(info.id, value) == kResultOk && std::abs(controller.getParamNormalized(info.id) - value) < 1e-9;
        }

        double ignored;
        controller.setParamNormalized(info.id, info.defaultNormalizedValue);
        if (!textOk) badText.push_back(name);
        if (!plainOk) badPlain.push_back(name);
        if (!taken) notTaken.push_back(name);
        if (instance.textToValue(info.id, "no such value !", ignored)) tookNonsense.push_back(name);
    }

    jsonNumber("count", instance.controller->getParameterCount());
    listNames("badDefault", badDefault);
    listNames("badText", badText);
    listNames("badPlain", badPlain);
    listNames("notTaken", notTaken);
    listNames("tookNonsense", tookNonsense);
}

void checkState(Module &module, const Options &)
{
    Instance first(module), second(module);
    ParamChanges changes;
    for (int i = 0; i < first.controller->getParameterCount(); i++) {
        auto info = first.param(i);
        if (info.flags & (ParameterInfo::kIsReadOnly | ParameterInfo::kIsProgramChange | ParameterInfo::kIsHidden))
            continue;
        double value = info.stepCount > 0 ? (info.defaultNormalizedValue < 1 ? 1.0 : 0.0) : info.defaultNormalizedValue < 0.5 ? 0.7 : 0.3;
        first.controller->setParamNormalized(info.id, value);
        changes.add(info.id, 0, value);
    }

    // parameters reach the processor with a block of no samples, as hosts flush them
    ProcessSetup setup {kOffline, kSample32, 512, 48000};
    first.processor->setupProcessing(setup);
    first.component->setActive(true);
    first.processor->setProcessing(true);
    ProcessData data;
    data.inputParameterChanges = &changes;
    bool flushed = first.processor->process(data) == kResultOk;
    first.processor->setProcessing(false);
    first.component->setActive(false);

    auto state = first.saveState();
    bool restored = second.loadState(state) && second.saveState() == state;
    std::vector<std::string> differing;
    for (int i = 0; i < first.controller->getParameterCount(); i++) {
        auto info = first.param(i);
        if (!(info.flags & ParameterInfo::kIsProgramChange)
            && std::abs(first.controller->getParamNormalized(info.id) - second.controller->getParamNormalized(info.id)) > HostPrecision)
            differing.push_back(toUtf8(info.title));
    }

    int accepted = 0, changed = 0, tried = 0;
    auto offer = [&](const std::vector<uint8_t> &bad) {
        Stream stream(bad);
        tried++;
        accepted += second.component->setState(&stream) == kResultOk;
        changed += second.saveState() != state;
    };
    for (size_t cut = 0; cut < state.size(); cut++)
        offer(std::vector<uint8_t>(state.begin(), state.begin() + (long)cut));
    for (size_t at = 0; at < state.size(); at++) {
        auto flipped = state;
        flipped[at] ^= (uint8_t)(1 << at % 8);
        offer(flipped);
    }

    jsonNumber("bytes", (double)state.size());
    jsonBoolean("flushed", flushed);
    jsonBoolean("restored", restored);
    listNames("differing", differing);
    jsonNumber("tried", tried);
    jsonNumber("accepted", accepted);
    jsonNumber("changed", changed);
}

void playPrograms(Module &module, const Options &options)
{
    RenderSettings settings(options);
    Instance first(module);
    ParameterInfo program {};
    for (int i = 0; i < first.controller->getParameterCount(); i++)
        if (first.param(i).flags & ParameterInfo::kIsProgramChange)
            program = first.param(i);
    jsonOpen("programs", '[');
    for (int i = 0; i <= program.stepCount && program.stepCount > 0; i++) {
        Instance instance(module);
        Player player(instance, settings);
        double value = (double)i / program.stepCount;
        instance.controller->setParamNormalized(program.id, value);
        player.setParam(program.id, value);
        player.playAll();
        jsonOpen(nullptr, '{');
        jsonText("name", instance.valueToText(program.id, value).c_str());
        jsonNumber("restartFlags", instance.handler.restartFlags);
        jsonAudio(&player.output);
        jsonClose('}');
    }

    jsonClose(']');
}

// What no host should do, and some do. The plug-in must not crash.
void misuse(Module &module, const Options &)
{
    void *object = &module;
    TUID none {};
    jsonBoolean("refusesUnknownClass", module.factory->createInstance(none, IComponent_iid, &object) != kResultOk && object == nullptr);

    Instance instance(module);
    auto &processor = *instance.processor;
    BusInfo bus {};
    ParameterInfo info {};
    jsonBoolean("refusesUnknownIndices", instance.component->getBusInfo(kAudio, kOutput, 99, bus) != kResultOk
        && instance.component->getBusInfo(kAudio, kInput, 0, bus) != kResultOk
        && instance.component->activateBus(kAudio, kOutput, 99, true) != kResultOk
        && instance.controller->getParameterInfo(-1, info) != kResultOk
        && instance.controller->getParameterInfo(instance.controller->getParameterCount(), info) != kResultOk);
    object = &module;
    jsonBoolean("refusesUnknownInterface", instance.component->queryInterface(none, &object) == kNoInterface && object == nullptr);

    // a block before anything was set up
    std::vector<float> left(512, NAN), right(512, NAN);
    float *channels[] = {left.data(), right.data()}, *missing[] = {nullptr, nullptr};
    AudioBusBuffers output {};
    output.numChannels = 2;
    output.channelBuffers32 = channels;
    ProcessData data;
    data.symbolicSampleSize = kSample32;
    data.numSamples = 512;
    data.numOutputs = 1;
    data.outputs = &output;
    processor.process(data);
    bool silent = true;
    for (int i = 0; i < 512; i++)
        silent &= left[i] == 0 && right[i] == 0;
    jsonBoolean("silentBeforeActivate", silent);

    // no buffers, no channels, no buses, no samples
    ProcessSetup setup {kRealtime, kSample32, 512, 48000};
    processor.setupProcessing(setup);
    instance.component->setActive(true);
    processor.setProcessing(true);
    bool accepted = processor.process(data) == kResultOk;
    output.channelBuffers32 = missing;
    accepted &= processor.process(data) == kResultOk;
    output.channelBuffers32 = nullptr;
    accepted &= processor.process(data) == kResultOk;
    output.numChannels = 0;
    accepted &= processor.process(data) == kResultOk;
    data.numOutputs = 0;
    data.outputs = nullptr;
    accepted &= processor.process(data) == kResultOk;
    data.numSamples = 0;
    accepted &= processor.process(data) == kResultOk;
    jsonBoolean("acceptsMissingBuffers", accepted);

    // controllers of no channel, states of nothing
    ParamID id;
    jsonBoolean("refusesUnknownController", instance.midiMapping != nullptr
        && instance.midiMapping->getMidiControllerAssignment(0, 99, kCtrlModWheel, id) != kResultOk
        && instance.midiMapping->getMidiControllerAssignment(7, 0, kCtrlModWheel, id) != kResultOk);
    jsonBoolean("refusesNoStream", instance.component->setState(nullptr) != kResultOk && instance.component->getState(nullptr) != kResultOk);
    jsonBoolean("refusesUnknownPrecision", processor.canProcessSampleSize(7) != kResultOk);

    // and away without stopping
}
