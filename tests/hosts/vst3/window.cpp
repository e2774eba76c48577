// The plug-in's window in one of the host's, taken apart in the wrong order: the instance ends while its window is open.
#include "commands.h"

#include "../common/system.h"

#include "pluginterfaces/gui/iplugview.h"

#include <algorithm>

namespace
{
#if SMTG_OS_WINDOWS
    const FIDString WindowKind = kPlatformTypeHWND;

    class Frame final : public HostObject<IPlugFrame>
    {
    public:
        Frame() : HostObject(IPlugFrame_iid) {}

        tresult PLUGIN_API resizeView(IPlugView *, ViewRect *) override { return kResultFalse; }

        void run(double seconds)
        {
            for (double end = secondsNow() + seconds; secondsNow() < end; sleepSeconds(0.005))
                serveWindows();
        }

        int left() const { return 0; }
    };
#else
    const FIDString WindowKind = kPlatformTypeX11EmbedWindowID;

    class Frame final : public HostObject<IPlugFrame>, public Linux::IRunLoop
    {
    public:
        Frame() : HostObject(IPlugFrame_iid) {}

        tresult PLUGIN_API queryInterface(const TUID iid, void **object) override
        {
            if (std::memcmp(iid, Linux::IRunLoop_iid, sizeof(TUID)) != 0)
                return HostObject::queryInterface(iid, object);
            *object = static_cast<Linux::IRunLoop *>(this);
            return kResultOk;
        }

        uint32 PLUGIN_API addRef() override { return 1; }
        uint32 PLUGIN_API release() override { return 1; }
        tresult PLUGIN_API resizeView(IPlugView *, ViewRect *) override { return kResultFalse; }

        tresult PLUGIN_API registerEventHandler(Linux::IEventHandler *handler, Linux::FileDescriptor fd) override
        {
            inputs.push_back({handler, fd});
            return kResultOk;
        }

        tresult PLUGIN_API unregisterEventHandler(Linux::IEventHandler *handler) override
        {
            inputs.erase(std::remove_if(inputs.begin(), inputs.end(), [&](auto &each) { return each.handler == handler; }), inputs.end());
            return kResultOk;
        }

        tresult PLUGIN_API registerTimer(Linux::ITimerHandler *handler, Linux::TimerInterval) override
        {
            timers.push_back(handler);
            return kResultOk;
        }

        tresult PLUGIN_API unregisterTimer(Linux::ITimerHandler *handler) override
        {
            timers.erase(std::remove(timers.begin(), timers.end(), handler), timers.end());
            return kResultOk;
        }

        void run(double seconds)
        {
            for (double end = secondsNow() + seconds; secondsNow() < end; sleepSeconds(0.016)) {
                for (auto *timer : std::vector<Linux::ITimerHandler *>(timers))
                    timer->onTimer();
                for (auto &input : std::vector<Input>(inputs))
                    if (descriptorWaits(input.fd))
                        input.handler->onFDIsSet(input.fd);
            }
        }

        int left() const { return (int)(inputs.size() + timers.size()); }

    private:
        struct Input
        {
            Linux::IEventHandler *handler;
            int fd;
        };
        std::vector<Input> inputs;
        std::vector<Linux::ITimerHandler *> timers;
    };
#endif
}

void endWithWindowOpen(Module &module, const Options &options)
{
    openDisplay();
    bool removes = optionNumber(&options, "removed", 1) != 0;
    int turns = (int)optionNumber(&options, "turns", 1), shown = 0, left = 0;
    for (int turn = 0; turn < turns; turn++) {
        Frame frame;
        auto instance = std::make_unique<Instance>(module);
        auto view = owned(instance->controller->createView(ViewType::kEditor));
        ViewRect size {};
        if (view == nullptr || view->getSize(&size) != kResultOk)
            fail("the plug-in makes no window");
        HostWindow window = createHostWindow(0, 0, size.getWidth(), size.getHeight());
        view->setFrame(&frame);
        if (view->attached((void *)window, WindowKind) != kResultOk)
            fail("the window cannot be put into the host's");
        frame.run(0.1);
        shown += childrenOf(window);

        // the wrong order: the instance goes first, and the run loop goes on
        instance = nullptr;
        frame.run(0.1);
        if (removes)
            view->removed();
        view = nullptr;
        left += childrenOf(window) + frame.left();
        destroyHostWindow(window);
    }

    closeDisplay();
    jsonNumber("windowsShown", shown);
    jsonNumber("left", left);
}
