// The plug-in's window in a window of the host. Reads commands from stdin, one a line, and answers each with one JSON object on a
// line of its own; in between JUCE's message loop runs, and a block of audio every ten milliseconds.
//
//   instance N, open [X Y [SCALE]], scale FACTOR, resize WIDTH HEIGHT, close, close-host-first, wait MILLISECONDS,
//   set NAME=TEXT, note KEY VELOCITY, value NAME, gestures, process 0|1, usage: as in clap/editor.h
#include "Commands.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <fstream>
#include <iostream>
#include <poll.h>
#include <unistd.h>

using namespace juce;

namespace
{
    constexpr double rate = 48000;
    constexpr int blockFrames = 480;

    class Hosted : private AudioProcessorParameter::Listener, private ComponentListener
    {
    public:
        explicit Hosted (PluginFile& file) : plugin (file.create (rate, blockFrames))
        {
            for (auto* parameter : plugin->getParameters())
                parameter->addListener (this);
            process (true);
        }

        ~Hosted() override
        {
            close (false);
            process (false);
        }

        void process (bool on)
        {
            if (on && ! processing)
                plugin->prepareToPlay (rate, blockFrames);
            if (! on && processing)
                plugin->releaseResources();
            processing = on;
        }

        void playBlock()
        {
            if (! processing)
                return;
            AudioBuffer<float> block (jmax (1, plugin->getTotalNumOutputChannels()), blockFrames);
            plugin->processBlock (block, notes);
            notes.clear();
        }

        void open (int x, int y, float scale)
        {
            editor.reset (plugin->createEditor());
            if (editor == nullptr)
                throw Failure ("the plug-in makes no window");
            window = std::make_unique<Component>();
            window->setTopLeftPosition (x, y);
            window->addAndMakeVisible (*editor);
            fit();
            editor->addComponentListener (this);
            window->setVisible (true);
            window->addToDesktop (0);
            if (scale != 1)
                editor->setScaleFactor (scale);
        }

        void close (bool hostFirst)
        {
            if (editor != nullptr)
                editor->removeComponentListener (this);
            if (hostFirst && window != nullptr)
            {
                window->removeFromDesktop();
                runMessages();
            }

            editor.reset();
            window.reset();
        }

        std::unique_ptr<AudioPluginInstance> plugin;
        std::unique_ptr<AudioProcessorEditor> editor;
        std::unique_ptr<Component> window;
        MidiBuffer notes;
        Array<var> gestures;
        bool processing = false;

    private:
        void fit() { window->setSize (editor->getWidth(), editor->getHeight()); }
        void componentMovedOrResized (Component&, bool, bool) override { fit(); }

        void parameterValueChanged (int index, float value) override { record ("move", index, value); }
        void parameterGestureChanged (int index, bool starts) override { record (starts ? "begin" : "end", index, 0); }

        void record (const char* kind, int index, float value)
        {
            auto* entry = new DynamicObject;
            entry->setProperty ("kind", kind);
            entry->setProperty ("name", plugin->getParameters()[index]->getName (128));
            entry->setProperty ("value", value);
            gestures.add (entry);
        }
    };

    double usedBytes()
    {
        long ignored = 0, pages = 0;
        std::ifstream ("/proc/self/statm") >> ignored >> pages;
        return (double) pages * (double) sysconf (_SC_PAGESIZE);
    }

    struct Session
    {
        explicit Session (PluginFile& f) : file (f) {}

        Hosted& chosen()
        {
            auto& hosted = instances[current];
            if (hosted == nullptr)
                hosted = std::make_unique<Hosted> (file);
            return *hosted;
        }

        void runFor (double milliseconds)
        {
            const auto end = Time::getMillisecondCounterHiRes() + milliseconds;
            do
            {
                MessageManager::getInstance()->runDispatchLoopUntil (5);
                playDue();
            }
            while (Time::getMillisecondCounterHiRes() < end);
        }

        void playDue()
        {
            if (Time::getMillisecondCounterHiRes() < blockDue)
                return;
            blockDue = Time::getMillisecondCounterHiRes() + 10;
            for (auto& [number, hosted] : instances)
                hosted->playBlock();
        }

        var obey (const String& command, const String& arguments)
        {
            DynamicObject::Ptr answer = new DynamicObject;
            const auto words = StringArray::fromTokens (arguments, " ", {});
            if (command == "instance")
            {
                current = arguments.getIntValue();
                return answer.get();
            }

            auto& hosted = chosen();
            if (command == "open")
            {
                const auto started = Time::getMillisecondCounterHiRes();
                hosted.open (words[0].getIntValue(), words[1].getIntValue(), words.size() > 2 ? words[2].getFloatValue() : 1.0f);
                answer->setProperty ("seconds", (Time::getMillisecondCounterHiRes() - started) / 1000);
                runFor (100);
            }
            else if (command == "scale") hosted.editor->setScaleFactor (arguments.getFloatValue());
            else if (command == "resize") hosted.editor->setSize (words[0].getIntValue(), words[1].getIntValue());
            else if (command == "close") hosted.close (false);
            else if (command == "close-host-first") hosted.close (true);
            else if (command == "wait") runFor (arguments.getDoubleValue());
            else if (command == "set") setParameter (*hosted.plugin, arguments.upToFirstOccurrenceOf ("=", false, false), arguments.fromFirstOccurrenceOf ("=", false, false));
            else if (command == "note")
            {
                const auto velocity = (float) words[1].getDoubleValue();
                hosted.notes.addEvent (velocity > 0 ? MidiMessage::noteOn (1, words[0].getIntValue(), velocity) : MidiMessage::noteOff (1, words[0].getIntValue()), 0);
            }
            else if (command == "gestures")
            {
                answer->setProperty ("gestures", hosted.gestures);
                hosted.gestures = Array<var>();
            }
            else if (command == "process") hosted.process (arguments.getIntValue() != 0);
            else if (command == "usage")
            {
                answer->setProperty ("residentBytes", usedBytes());
                answer->setProperty ("descriptors", File ("/proc/self/fd").getNumberOfChildFiles (File::findFilesAndDirectories));
            }
            else if (command == "value")
            {
                for (auto* parameter : hosted.plugin->getParameters())
                    if (parameter->getName (128) == arguments)
                        answer->setProperty ("value", parameter->getValue());
            }
            else throw Failure ("unknown command " + command);

            if (hosted.editor != nullptr)
            {
                answer->setProperty ("windowWidth", hosted.editor->getWidth());
                answer->setProperty ("windowHeight", hosted.editor->getHeight());
            }

            return answer.get();
        }

        PluginFile& file;
        std::map<int, std::unique_ptr<Hosted>> instances;
        int current = 0;
        double blockDue = 0;
    };
}

void driveEditor (PluginFile& file)
{
    Session session (file);
    for (std::string line;;)
    {
        for (pollfd input { STDIN_FILENO, POLLIN, 0 }; poll (&input, 1, 0) == 0;)
            session.runFor (1);
        if (! std::getline (std::cin, line))
            return;
        const String text (line);
        const auto answer = session.obey (text.upToFirstOccurrenceOf (" ", false, false), text.fromFirstOccurrenceOf (" ", false, false));
        std::cout << JSON::toString (answer, true, 9) << std::endl;
    }
}
