// The plug-in's window in one of the host's, taken apart in the wrong order: the instance ends while its window is open.
#include "commands.h"

#include "pluginterfaces/gui/iplugview.h"

#include <X11/Xlib.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>

namespace
{
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
            for (double end = secondsNow() + seconds; secondsNow() < end; usleep(16000)) {
                for (auto *timer : std::vector<Linux::ITimerHandler *>(timers))
                    timer->onTimer();
                for (auto &input : std::vector<Input>(inputs)) {
                    pollfd ready {input.fd, POLLIN, 0};
                    if (poll(&ready, 1, 0) > 0)
                        input.handler->onFDIsSet(input.fd);
                }
            }
        }

        struct Input
        {
            Linux::IEventHandler *handler;
            int fd;
        };
        std::vector<Input> inputs;
        std::vector<Linux::ITimerHandler *> timers;
    };

    int childrenOf(Display *display, Window window)
    {
        Window root, parent, *children = nullptr;
        unsigned count = 0;
        XQueryTree(display, window, &root, &parent, &children, &count);
        if (children != nullptr)
            XFree(children);
        return (int)count;
    }
}

void endWithWindowOpen(Module &module, const Options &options)
{
    Display *display = XOpenDisplay(nullptr);
    if (display == nullptr)
        fail("no X11 display");
    bool removes = optionNumber(&options, "removed", 1) != 0;
    int turns = (int)optionNumber(&options, "turns", 1), shown = 0, left = 0;
    for (int turn = 0; turn < turns; turn++) {
        Frame frame;
        auto instance = std::make_unique<Instance>(module);
        auto view = owned(instance->controller->createView(ViewType::kEditor));
        ViewRect size {};
        if (view == nullptr || view->getSize(&size) != kResultOk)
            fail("the plug-in makes no window");
        Window window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, size.getWidth(), size.getHeight(), 0, 0, 0);
        XMapWindow(display, window);
        XSync(display, False);
        view->setFrame(&frame);
        if (view->attached((void *)window, kPlatformTypeX11EmbedWindowID) != kResultOk)
            fail("the window cannot be put into the host's");
        frame.run(0.1);
        shown += childrenOf(display, window);

        // the wrong order: the instance goes first, and the run loop goes on
        instance = nullptr;
        frame.run(0.1);
        if (removes)
            view->removed();
        view = nullptr;
        XSync(display, False);
        left += childrenOf(display, window) + (int)frame.inputs.size() + (int)frame.timers.size();
        XDestroyWindow(display, window);
    }

    XCloseDisplay(display);
    jsonNumber("windowsShown", shown);
    jsonNumber("left", left);
}
