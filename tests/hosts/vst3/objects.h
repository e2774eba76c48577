// The objects that a VST3 host hands to a plug-in, on the public interfaces. They live longer than what they are given to,
// so counting references is left to nobody.
#pragma once

#include "pluginterfaces/base/ibstream.h"
#include "pluginterfaces/base/smartpointer.h"
#include "pluginterfaces/vst/ivstaudioprocessor.h"
#include "pluginterfaces/vst/ivstcomponent.h"
#include "pluginterfaces/vst/ivsteditcontroller.h"
#include "pluginterfaces/vst/ivstevents.h"
#include "pluginterfaces/vst/ivsthostapplication.h"
#include "pluginterfaces/vst/ivstmessage.h"
#include "pluginterfaces/vst/ivstparameterchanges.h"

#include <cstring>
#include <memory>
#include <string>
#include <vector>

using namespace Steinberg;
using namespace Steinberg::Vst;

template <class Interface>
IPtr<Interface> query(FUnknown *object, const TUID iid)
{
    void *found = nullptr;
    return object != nullptr && object->queryInterface(iid, &found) == kResultOk ? owned(static_cast<Interface *>(found)) : nullptr;
}

std::string toUtf8(const TChar *text);
std::vector<TChar> toUtf16(const std::string &text);

/// FUnknown of an object that answers to one interface.
template <class Interface>
class HostObject : public Interface
{
public:
    explicit HostObject(const TUID iid) { std::memcpy(_iid, iid, sizeof _iid); }
    virtual ~HostObject() = default;

    tresult PLUGIN_API queryInterface(const TUID iid, void **object) override
    {
        bool known = std::memcmp(iid, _iid, sizeof _iid) == 0 || std::memcmp(iid, FUnknown_iid, sizeof _iid) == 0;
        *object = known ? static_cast<Interface *>(this) : nullptr;
        return known ? kResultOk : kNoInterface;
    }

    uint32 PLUGIN_API addRef() override { return 1; }
    uint32 PLUGIN_API release() override { return 1; }

private:
    TUID _iid;
};

class Stream final : public HostObject<IBStream>
{
public:
    explicit Stream(std::vector<uint8_t> content = {}) : HostObject(IBStream_iid), bytes(std::move(content)) {}

    tresult PLUGIN_API read(void *buffer, int32 count, int32 *done) override;
    tresult PLUGIN_API write(void *buffer, int32 count, int32 *done) override;
    tresult PLUGIN_API seek(int64 to, int32 mode, int64 *result) override;
    tresult PLUGIN_API tell(int64 *position) override;

    std::vector<uint8_t> bytes;

private:
    size_t _position = 0;
};

class ParamQueue final : public HostObject<IParamValueQueue>
{
public:
    explicit ParamQueue(ParamID id) : HostObject(IParamValueQueue_iid), _id(id) {}

    ParamID PLUGIN_API getParameterId() override { return _id; }
    int32 PLUGIN_API getPointCount() override { return (int32)_points.size(); }
    tresult PLUGIN_API getPoint(int32 index, int32 &offset, ParamValue &value) override;
    tresult PLUGIN_API addPoint(int32 offset, ParamValue value, int32 &index) override;

private:
    struct Point
    {
        int32 offset;
        ParamValue value;
    };

    ParamID _id;
    std::vector<Point> _points;
};

class ParamChanges final : public HostObject<IParameterChanges>
{
public:
    ParamChanges() : HostObject(IParameterChanges_iid) {}

    int32 PLUGIN_API getParameterCount() override { return (int32)_queues.size(); }
    IParamValueQueue *PLUGIN_API getParameterData(int32 index) override;
    IParamValueQueue *PLUGIN_API addParameterData(const ParamID &id, int32 &index) override;
    void add(ParamID id, int32 offset, ParamValue value);

private:
    std::vector<std::unique_ptr<ParamQueue>> _queues;
};

class Events final : public HostObject<IEventList>
{
public:
    Events() : HostObject(IEventList_iid) {}

    int32 PLUGIN_API getEventCount() override { return (int32)list.size(); }
    tresult PLUGIN_API getEvent(int32 index, Event &event) override;
    tresult PLUGIN_API addEvent(Event &event) override;

    std::vector<Event> list;
};

class HostApplication final : public HostObject<IHostApplication>
{
public:
    HostApplication() : HostObject(IHostApplication_iid) {}

    tresult PLUGIN_API getName(String128 name) override;
    tresult PLUGIN_API createInstance(TUID, TUID, void **object) override;
};

/// Counts what the controller tells of.
class ComponentHandler final : public HostObject<IComponentHandler>
{
public:
    ComponentHandler() : HostObject(IComponentHandler_iid) {}

    tresult PLUGIN_API beginEdit(ParamID) override { return kResultOk; }
    tresult PLUGIN_API performEdit(ParamID, ParamValue) override { return ++edits, kResultOk; }
    tresult PLUGIN_API endEdit(ParamID) override { return kResultOk; }
    tresult PLUGIN_API restartComponent(int32 flags) override { return restartFlags |= flags, kResultOk; }

    int edits = 0;
    int restartFlags = 0;
};
