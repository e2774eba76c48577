#include "objects.h"

std::string toUtf8(const TChar *text)
{
    std::string utf8;
    for (; *text != 0; text++) {
        // names and texts of parameters stay in the basic plane
        auto c = (unsigned)*text;
        if (c < 0x80)
            utf8 += (char)c;
        else if (c < 0x800)
            (utf8 += (char)(0xC0 | c >> 6)) += (char)(0x80 | (c & 0x3F));
        else
            ((utf8 += (char)(0xE0 | c >> 12)) += (char)(0x80 | (c >> 6 & 0x3F))) += (char)(0x80 | (c & 0x3F));
    }

    return utf8;
}

std::vector<TChar> toUtf16(const std::string &text)
{
    std::vector<TChar> utf16;
    for (size_t i = 0; i < text.size();) {
        auto c = (unsigned char)text[i];
        int length = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
        unsigned code = length == 1 ? c : c & (0xFF >> (length + 1));
        for (int k = 1; k < length; k++)
            code = code << 6 | ((unsigned char)text[i + k] & 0x3F);
        utf16.push_back((TChar)code);
        i += length;
    }

    utf16.resize(std::max<size_t>(utf16.size() + 1, 128)); // plug-ins take a String128
    return utf16;
}

tresult Stream::read(void *buffer, int32 count, int32 *done)
{
    auto size = std::min((size_t)std::max(count, 0), bytes.size() - _position);
    std::memcpy(buffer, bytes.data() + _position, size);
    _position += size;
    if (done != nullptr)
        *done = (int32)size;
    return kResultOk;
}

tresult Stream::write(void *buffer, int32 count, int32 *done)
{
    bytes.resize(std::max(bytes.size(), _position + count));
    std::memcpy(bytes.data() + _position, buffer, count);
    _position += count;
    if (done != nullptr)
        *done = count;
    return kResultOk;
}

tresult Stream::seek(int64 to, int32 mode, int64 *result)
{
    int64 target = to + (mode == kIBSeekCur ? (int64)_position : mode == kIBSeekEnd ? (int64)bytes.size() : 0);
    if (target < 0 || target > (int64)bytes.size())
        return kInvalidArgument;
    _position = (size_t)target;
    if (result != nullptr)
        *result = target;
    return kResultOk;
}

tresult Stream::tell(int64 *position)
{
    *position = (int64)_position;
    return kResultOk;
}

tresult ParamQueue::getPoint(int32 index, int32 &offset, ParamValue &value)
{
    if (index < 0 || index >= getPointCount())
        return kInvalidArgument;
    offset = _points[index].offset;
    value = _points[index].value;
    return kResultOk;
}

tresult ParamQueue::addPoint(int32 offset, ParamValue value, int32 &index)
{
    index = getPointCount();
    _points.push_back({offset, value});
    return kResultOk;
}

IParamValueQueue *ParamChanges::getParameterData(int32 index)
{
    return index >= 0 && index < getParameterCount() ? _queues[index].get() : nullptr;
}

IParamValueQueue *ParamChanges::addParameterData(const ParamID &id, int32 &index)
{
    for (index = 0; index < getParameterCount(); index++)
        if (_queues[index]->getParameterId() == id)
            return _queues[index].get();
    _queues.push_back(std::make_unique<ParamQueue>(id));
    return _queues.back().get();
}

void ParamChanges::add(ParamID id, int32 offset, ParamValue value)
{
    int32 queue = 0, point = 0;
    addParameterData(id, queue)->addPoint(offset, value, point);
}

tresult Events::getEvent(int32 index, Event &event)
{
    if (index < 0 || index >= getEventCount())
        return kInvalidArgument;
    event = list[index];
    return kResultOk;
}

tresult Events::addEvent(Event &event)
{
    list.push_back(event);
    return kResultOk;
}

tresult HostApplication::getName(String128 name)
{
    auto text = toUtf16("vst3-host");
    std::copy(text.begin(), text.begin() + 128, name);
    return kResultOk;
}

tresult HostApplication::createInstance(TUID, TUID, void **object)
{
    *object = nullptr; // no messages: a plug-in must do without them
    return kNotImplemented;
}
