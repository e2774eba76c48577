#include "host.h"

#include "../common/system.h"

#include <algorithm>
#include <filesystem>

#if SMTG_OS_WINDOWS
static const char Folder[] = "x86_64-win", Extension[] = ".vst3", Entry[] = "InitDll", Exit[] = "ExitDll";
#else
#if defined(__aarch64__)
#define MACHINE "aarch64"
#else
#define MACHINE "x86_64"
#endif
static const char Folder[] = MACHINE "-linux", Extension[] = ".so", Entry[] = "ModuleEntry", Exit[] = "ModuleExit";
#endif

Module::Module(const std::string &bundle)
{
    auto name = std::filesystem::path(bundle).filename().replace_extension(Extension);
    std::string path = (std::filesystem::absolute(bundle) / "Contents" / Folder / name).string();
    double started = secondsNow();
    _library = openLibrary(path.c_str());
    // Linux gives its entry the library's handle, Windows nothing, which a caller in C does not notice
    auto enter = (bool (*)(void *))librarySymbol(_library, Entry);
    auto getFactory = (IPluginFactory * (*)()) librarySymbol(_library, "GetPluginFactory");
    if (enter == nullptr || getFactory == nullptr || librarySymbol(_library, Exit) == nullptr)
        fail("%s: not a VST3 module", path.c_str());
    if (!enter(_library))
        fail("%s: does not initialise", path.c_str());
    factory = owned(getFactory());
    loadSeconds = secondsNow() - started;

    auto factory2 = query<IPluginFactory2>(factory, IPluginFactory2_iid);
    for (int32 i = 0; factory2 != nullptr && i < factory2->countClasses(); i++)
        if (factory2->getClassInfo2(i, &processorClass) == kResultOk && std::strcmp(processorClass.category, kVstAudioEffectClass) == 0)
            return;
    fail("%s: no audio effect class", path.c_str());
}

Module::~Module()
{
    factory = nullptr;
    ((bool (*)())librarySymbol(_library, Exit))();
    closeLibrary(_library);
}

template <class Interface>
static IPtr<Interface> create(IPluginFactory *factory, const TUID cid, const TUID iid)
{
    void *made = nullptr;
    return factory->createInstance(cid, iid, &made) == kResultOk ? owned(static_cast<Interface *>(made)) : nullptr;
}

Instance::Instance(Module &module)
{
    component = create<IComponent>(module.factory, module.processorClass.cid, IComponent_iid);
    if (component == nullptr || component->initialize(&_application) != kResultOk)
        fail("%s: cannot be created", module.processorClass.name);
    processor = query<IAudioProcessor>(component, IAudioProcessor_iid);
    controller = query<IEditController>(component, IEditController_iid);
    if (controller == nullptr) {
        TUID cid;
        _separateController = component->getControllerClassId(cid) == kResultOk;
        if (_separateController)
            controller = create<IEditController>(module.factory, cid, IEditController_iid);
        if (controller == nullptr || controller->initialize(&_application) != kResultOk)
            fail("%s: no controller", module.processorClass.name);
        auto left = query<IConnectionPoint>(component, IConnectionPoint_iid);
        auto right = query<IConnectionPoint>(controller, IConnectionPoint_iid);
        if (left != nullptr && right != nullptr)
            left->connect(right), right->connect(left);
    }

    controller->setComponentHandler(&handler);
    Stream state(saveState());
    controller->setComponentState(&state);
    midiMapping = query<IMidiMapping>(controller, IMidiMapping_iid);
    units = query<IUnitInfo>(controller, IUnitInfo_iid);
}

Instance::~Instance()
{
    controller->setComponentHandler(nullptr);
    midiMapping = nullptr;
    units = nullptr;
    processor = nullptr;
    if (_separateController) {
        auto left = query<IConnectionPoint>(component, IConnectionPoint_iid);
        auto right = query<IConnectionPoint>(controller, IConnectionPoint_iid);
        if (left != nullptr && right != nullptr)
            left->disconnect(right), right->disconnect(left);
        controller->terminate();
    }

    component->terminate();
}

ParameterInfo Instance::param(int index) const
{
    ParameterInfo info {};
    if (controller->getParameterInfo(index, info) != kResultOk)
        fail("parameter %d has no description", index);
    return info;
}

int Instance::findParam(const std::string &name) const
{
    for (int i = 0; i < controller->getParameterCount(); i++)
        if (toUtf8(param(i).title) == name)
            return i;
    return -1;
}

bool Instance::textToValue(ParamID id, const std::string &text, ParamValue &normalised) const
{
    auto utf16 = toUtf16(text);
    return controller->getParamValueByString(id, utf16.data(), normalised) == kResultOk;
}

std::string Instance::valueToText(ParamID id, ParamValue normalised) const
{
    String128 text {};
    return controller->getParamStringByValue(id, normalised, text) == kResultOk ? toUtf8(text) : "";
}

std::vector<uint8_t> Instance::saveState() const
{
    Stream stream;
    if (component->getState(&stream) != kResultOk)
        fail("the state cannot be saved");
    return stream.bytes;
}

bool Instance::loadState(const std::vector<uint8_t> &state)
{
    Stream forComponent(state), forController(state);
    return component->setState(&forComponent) == kResultOk && controller->setComponentState(&forController) == kResultOk;
}
