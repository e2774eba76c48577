// Loads a VST3 and plays it, as a DAW does.
#pragma once

#include "../common/script.h"
#include "objects.h"

#include "pluginterfaces/vst/ivstmidicontrollers.h"
#include "pluginterfaces/vst/ivstnoteexpression.h"
#include "pluginterfaces/vst/ivstunits.h"

/// A bundle's shared library and its factory.
class Module
{
public:
    explicit Module(const std::string &bundle);
    ~Module();
    Module(const Module &) = delete;

    IPtr<IPluginFactory> factory;
    PClassInfo2 processorClass {}; ///< the first audio effect class
    double loadSeconds = 0;

private:
    void *_library;
};

/// One component with its controller, connected.
class Instance
{
public:
    explicit Instance(Module &module);
    ~Instance();
    Instance(const Instance &) = delete;

    /// Index in the controller's list, or -1.
    int findParam(const std::string &name) const;
    ParameterInfo param(int index) const;
    bool textToValue(ParamID id, const std::string &text, ParamValue &normalised) const;
    std::string valueToText(ParamID id, ParamValue normalised) const;

    std::vector<uint8_t> saveState() const;
    /// Into the component, then the controller, as hosts restore a project.
    bool loadState(const std::vector<uint8_t> &state);

    IPtr<IComponent> component;
    IPtr<IAudioProcessor> processor;
    IPtr<IEditController> controller;
    IPtr<IMidiMapping> midiMapping;
    IPtr<IUnitInfo> units;
    ComponentHandler handler;

private:
    bool _separateController = false;
    HostApplication _application;
};

/// How an instance is played.
struct RenderSettings
{
    explicit RenderSettings(const Options &options);

    double rate, tempo, from; ///< from: the song position of the first sample, in quarter notes
    int frames;
    BlockSizes blocks;
    bool doublePrecision, voiceOutputs;
    bool live; ///< each block at its own time, and not told to be offline
    Script script;
    FILE *notes;
};

class Player
{
public:
    Player(Instance &instance, const RenderSettings &settings);
    ~Player();
    Player(const Player &) = delete;

    /// Goes with the first block.
    void setParam(ParamID id, ParamValue normalised) { _pending.add(id, 0, normalised); }
    bool playBlock();
    void playAll() { while (playBlock()) {} }

    Audio output;
    int silentFlagsWrong = 0, eventsOut = 0;
    double overdueSeconds = 0; ///< the most that a live block was late

private:
    void collect(int frames, ParamChanges &changes, Events &events, ProcessContext &context);
    void send(const Event &event);
    void mapController(const ScriptEvent &event, CtrlNumber number, ParamValue value, int offset, ParamChanges &changes);

    Instance &_instance;
    const RenderSettings &_settings;
    ParamChanges _pending;
    std::vector<int> _busChannels;
    int _position = 0, _nextEvent = 0, _nextBlock = 0;
    double _tempo, _songQuarters, _started;
    bool _playing = true, _reload = false;
};
