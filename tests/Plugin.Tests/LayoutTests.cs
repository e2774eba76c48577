using System.Diagnostics;
using System.Globalization;
using System.Text;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests;

/// <summary>
/// The C# structs against a C compiler's view of the same interfaces: VST3's headers as JUCE packages them, CLAP as the test host
/// declares it.
/// </summary>
public sealed unsafe class LayoutTests
{
    private const string Vst3Headers = "/usr/share/juce/modules/juce_audio_processors/format_types/VST3_SDK";

    private readonly List<(string C, long Managed)> _facts = [];

    [SkippableFact]
    public void Vst3StructsAreLaidOutAsInItsHeaders()
    {
        Skip.IfNot(Directory.Exists(Vst3Headers), "JUCE's modules, which hold the VST3 headers, are not installed");
        Size<PFactoryInfo>("PFactoryInfo");
        Size<PClassInfo>("PClassInfo");
        Size<PClassInfo2>("PClassInfo2");
        Size<PClassInfoW>("PClassInfoW");
        Size<BusInfo>("Vst::BusInfo");
        Size<ProcessSetup>("Vst::ProcessSetup");
        Size<AudioBusBuffers>("Vst::AudioBusBuffers");
        Size<ProcessData>("Vst::ProcessData");
        Size<ProcessContext>("Vst::ProcessContext");
        Size<ParameterInfo>("Vst::ParameterInfo");
        Size<UnitInfo>("Vst::UnitInfo");
        Size<ProgramListInfo>("Vst::ProgramListInfo");
        Size<NoteExpressionTypeInfo>("Vst::NoteExpressionTypeInfo");
        Size<Event>("Vst::Event");

        PFactoryInfo factory;
        Offset("PFactoryInfo", "flags", &factory, &factory.Flags);
        PClassInfo2 class2;
        Offset("PClassInfo2", "classFlags", &class2, &class2.ClassFlags);
        Offset("PClassInfo2", "sdkVersion", &class2, class2.SdkVersion);
        PClassInfoW classW;
        Offset("PClassInfoW", "classFlags", &classW, &classW.ClassFlags);
        Offset("PClassInfoW", "sdkVersion", &classW, classW.SdkVersion);
        BusInfo bus;
        Offset("Vst::BusInfo", "name", &bus, bus.Name);
        Offset("Vst::BusInfo", "busType", &bus, &bus.BusType);
        Offset("Vst::BusInfo", "flags", &bus, &bus.Flags);
        ProcessSetup setup;
        Offset("Vst::ProcessSetup", "sampleRate", &setup, &setup.SampleRate);
        AudioBusBuffers buffers;
        Offset("Vst::AudioBusBuffers", "silenceFlags", &buffers, &buffers.SilenceFlags);
        Offset("Vst::AudioBusBuffers", "channelBuffers32", &buffers, &buffers.ChannelBuffers);
        ProcessData data;
        Offset("Vst::ProcessData", "numOutputs", &data, &data.OutputCount);
        Offset("Vst::ProcessData", "outputs", &data, &data.Outputs);
        Offset("Vst::ProcessData", "inputEvents", &data, &data.InputEvents);
        Offset("Vst::ProcessData", "processContext", &data, &data.ProcessContext);
        ProcessContext context;
        Offset("Vst::ProcessContext", "projectTimeMusic", &context, &context.ProjectTimeMusic);
        Offset("Vst::ProcessContext", "cycleEndMusic", &context, &context.CycleEndMusic);
        Offset("Vst::ProcessContext", "tempo", &context, &context.Tempo);
        Offset("Vst::ProcessContext", "timeSigDenominator", &context, &context.TimeSignatureDenominator);
        Offset("Vst::ProcessContext", "samplesToNextClock", &context, &context.SamplesToNextClock);
        ParameterInfo parameter;
        Offset("Vst::ParameterInfo", "units", &parameter, parameter.Units);
        Offset("Vst::ParameterInfo", "stepCount", &parameter, &parameter.StepCount);
        Offset("Vst::ParameterInfo", "defaultNormalizedValue", &parameter, &parameter.DefaultNormalisedValue);
        Offset("Vst::ParameterInfo", "flags", &parameter, &parameter.Flags);
        UnitInfo unit;
        Offset("Vst::UnitInfo", "programListId", &unit, &unit.ProgramListId);
        ProgramListInfo list;
        Offset("Vst::ProgramListInfo", "programCount", &list, &list.ProgramCount);
        NoteExpressionTypeInfo expression;
        Offset("Vst::NoteExpressionTypeInfo", "valueDesc", &expression, &expression.Value);
        Offset("Vst::NoteExpressionTypeInfo", "associatedParameterId", &expression, &expression.AssociatedParameterId);
        Offset("Vst::NoteExpressionTypeInfo", "flags", &expression, &expression.Flags);
        Event e;
        Offset("Vst::Event", "type", &e, &e.Type);
        Offset("Vst::Event", "noteOn.velocity", &e, &e.NoteOn.Velocity);
        Offset("Vst::Event", "noteOn.noteId", &e, &e.NoteOn.NoteId);
        Offset("Vst::Event", "noteOff.noteId", &e, &e.NoteOff.NoteId);
        Offset("Vst::Event", "data.size", &e, &e.Data.Size);
        Offset("Vst::Event", "data.type", &e, &e.Data.Type);
        Offset("Vst::Event", "data.bytes", &e, &e.Data.Bytes);
        Offset("Vst::Event", "polyPressure.pressure", &e, &e.PolyPressure.Pressure);
        Offset("Vst::Event", "noteExpressionValue.value", &e, &e.NoteExpressionValue.Value);
        Offset("Vst::Event", "midiCCOut.value2", &e, &e.MidiCcOut.Value2);

        Compare(
            "g++",
            ["-x", "c++", "-std=c++17", "-w", "-I", Vst3Headers],
            """
            #include "pluginterfaces/vst/ivstaudioprocessor.h"
            #include "pluginterfaces/vst/ivstcomponent.h"
            #include "pluginterfaces/vst/ivsteditcontroller.h"
            #include "pluginterfaces/vst/ivstevents.h"
            #include "pluginterfaces/vst/ivstnoteexpression.h"
            #include "pluginterfaces/vst/ivstprocesscontext.h"
            #include "pluginterfaces/vst/ivstunits.h"
            using namespace Steinberg;
            """
        );
    }

    [SkippableFact]
    public void ClapStructsAreLaidOutAsTheTestHostDeclaresThem()
    {
        Size<ClapVersion>("Version");
        Size<ClapEventHeader>("EventHeader");
        Size<ClapEventNote>("NoteEvent");
        Size<ClapEventNoteExpression>("ExpressionEvent");
        Size<ClapEventParamValue>("ParamEvent");
        Size<ClapEventMidi>("MidiEvent");
        Size<ClapEventMidiSysex>("SysexEvent");
        Size<ClapEventTransport>("TransportEvent");
        Size<ClapInputEvents>("InputEvents");
        Size<ClapOutputEvents>("OutputEvents");
        Size<ClapAudioBuffer>("AudioBuffer");
        Size<ClapProcess>("Process");
        Size<ClapHost>("Host");
        Size<ClapPluginDescriptor>("Descriptor");
        Size<ClapPlugin>("Plugin");
        Size<ClapParamInfo>("ParamInfo");
        Size<ClapIStream>("InputStream");
        Size<ClapOStream>("OutputStream");
        Size<ClapAudioPortInfo>("AudioPortInfo");
        Size<ClapAudioPortsConfig>("AudioPortsConfigInfo");
        Size<ClapNotePortInfo>("NotePortInfo");
        Size<ClapVoiceInfo>("VoiceInfo");
        Size<ClapNoteName>("NoteName");
        Size<ClapRemoteControlsPage>("RemoteControlsPage");
        Size<ClapUniversalPluginId>("UniversalId");
        Size<ClapPresetMetadataReceiver>("PresetReceiver");

        ClapEventNote note;
        Offset("NoteEvent", "key", &note, &note.Key);
        Offset("NoteEvent", "velocity", &note, &note.Velocity);
        ClapEventNoteExpression expression;
        Offset("ExpressionEvent", "key", &expression, &expression.Key);
        Offset("ExpressionEvent", "value", &expression, &expression.Value);
        ClapEventParamValue value;
        Offset("ParamEvent", "param", &value, &value.ParamId);
        Offset("ParamEvent", "noteId", &value, &value.NoteId);
        Offset("ParamEvent", "value", &value, &value.Value);
        ClapEventMidi midi;
        Offset("MidiEvent", "data", &midi, midi.Data);
        ClapEventMidiSysex sysex;
        Offset("SysexEvent", "bytes", &sysex, &sysex.Buffer);
        Offset("SysexEvent", "size", &sysex, &sysex.Size);
        ClapEventTransport transport;
        Offset("TransportEvent", "songBeats", &transport, &transport.SongPositionBeats);
        Offset("TransportEvent", "tempo", &transport, &transport.Tempo);
        Offset("TransportEvent", "barStart", &transport, &transport.BarStart);
        Offset("TransportEvent", "denominator", &transport, &transport.Denominator);
        ClapAudioBuffer buffer;
        Offset("AudioBuffer", "constantMask", &buffer, &buffer.ConstantMask);
        ClapProcess process;
        Offset("Process", "transport", &process, &process.Transport);
        Offset("Process", "outputs", &process, &process.Outputs);
        Offset("Process", "outputCount", &process, &process.OutputCount);
        Offset("Process", "outEvents", &process, &process.OutEvents);
        ClapHost host;
        Offset("Host", "getExtension", &host, &host.GetExtension);
        Offset("Host", "requestCallback", &host, &host.RequestCallback);
        ClapPlugin plugin;
        Offset("Plugin", "activate", &plugin, &plugin.Activate);
        Offset("Plugin", "process", &plugin, &plugin.Process);
        Offset("Plugin", "onMainThread", &plugin, &plugin.OnMainThread);
        ClapParamInfo parameter;
        Offset("ParamInfo", "name", &parameter, parameter.Name);
        Offset("ParamInfo", "minimum", &parameter, &parameter.Minimum);
        ClapAudioPortInfo port;
        Offset("AudioPortInfo", "flags", &port, &port.Flags);
        Offset("AudioPortInfo", "type", &port, &port.PortType);
        ClapAudioPortsConfig config;
        Offset("AudioPortsConfigInfo", "mainInputType", &config, &config.MainInputPortType);
        Offset("AudioPortsConfigInfo", "hasMainOutput", &config, &config.HasMainOutput);
        Offset("AudioPortsConfigInfo", "mainOutputType", &config, &config.MainOutputPortType);
        ClapNoteName name;
        Offset("NoteName", "key", &name, &name.Key);
        Offset("NoteName", "channel", &name, &name.Channel);
        ClapRemoteControlsPage page;
        Offset("RemoteControlsPage", "params", &page, page.ParamIds);
        ClapPresetMetadataReceiver receiver;
        Offset("PresetReceiver", "beginPreset", &receiver, &receiver.BeginPreset);
        Offset("PresetReceiver", "addFeature", &receiver, &receiver.AddFeature);

        Compare(
            "gcc",
            ["-x", "c"],
            $"""
            #include <stddef.h>
            #include "{Repository.File("tests/hosts/clap/abi.h")}"
            """
        );
    }

    private void Size<T>(string c)
        where T : unmanaged => _facts.Add(($"sizeof({c})", sizeof(T)));

    private void Offset(string c, string member, void* start, void* field) =>
        _facts.Add(($"offsetof({c}, {member})", (byte*)field - (byte*)start));

    private void Compare(string compiler, string[] options, string head)
    {
        var source = new StringBuilder("#include <stdio.h>\n").AppendLine(head).AppendLine("int main(void) {");
        foreach ((string c, _) in _facts)
            source.AppendLine(CultureInfo.InvariantCulture, $"printf(\"%d\\n\", (int){c});");
        source.AppendLine("return 0; }");
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string program = Path.Combine(folder.FullName, "layout"),
                file = program + ".c";
            File.WriteAllText(file, source.ToString());
            Run(compiler, [.. options, file, "-o", program]);
            string[] answers = Run(program, []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            IEnumerable<string> compiled = _facts.Zip(answers, (fact, answer) => $"{fact.C} = {answer}");
            Assert.Equal(compiled, _facts.Select(fact => $"{fact.C} = {fact.Managed}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException($"{program} is not installed");
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return output;
        }
    }
}
