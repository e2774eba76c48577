using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;

namespace LakhNes.Plugin.Core;

/// <summary>
/// Plays everything once into nowhere: tables, presets and whatever else comes into being at first use would otherwise be made in
/// some host's audio thread, in the middle of a song.
/// </summary>
internal static class WarmUp
{
    private const int Frames = 16;

    /// <summary>Runs an instance of its own through every kind of event and every choice of every parameter.</summary>
    public static void Run()
    {
        var instance = new PluginInstance(model: null);
        instance.TryActivate(48_000, Frames);
        foreach (Parameter parameter in ParameterTable.All)
        {
            for (int choice = 0; choice < parameter.Range.Choices.Length; choice++)
            {
                instance.Engine.SetParameter(parameter.Index, choice);
                Play(instance, wide: (choice & 1) != 0);
            }
        }
    }

    private static unsafe void Play(PluginInstance instance, bool wide)
    {
        double* samples = stackalloc double[Frames];
        void** voices = stackalloc void*[PluginInstance.VoiceCount];
        for (int voice = 0; voice < PluginInstance.VoiceCount; voice++)
            voices[voice] = samples;
        // a channel for each voice, and the drums
        ReadOnlySpan<short> channels = [0, 1, 2, 3, 4, 9];
        for (int kind = 0; kind <= (int)EngineEventKind.NoteVibrato; kind++)
        {
            // a note with an index names its voice
            uint index = (EngineEventKind)kind == EngineEventKind.NoteOn ? 0u : 1;
            foreach (short channel in channels)
                instance.Events.Add(
                    new EngineEvent((EngineEventKind)kind, kind, channel, Key: 60, NoteId: channel, Index: index, Value: 0.5)
                );
        }

        var block = new AudioBlock
        {
            Frames = Frames,
            DoublePrecision = wide,
            Left = samples,
            Right = samples,
            Voices = voices,
        };
        instance.Run(ref block);
    }
}
