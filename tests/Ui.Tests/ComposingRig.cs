using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;

namespace LakhNes.Ui.Tests;

/// <summary>What composes, for tests of the window.</summary>
internal static class ComposingRig
{
    private const long SamplesPerBar = 96_000; // at 120 quarters a minute

    /// <summary>A window on an engine that has answered a phrase with the shipped model and goes on composing.</summary>
    public static WindowRig Start()
    {
        var rig = new WindowRig { SongRuns = true };
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Set("Mode", (int)GeneratorMode.Continue);
        rig.Set("Answer Length", (double)AnswerLength.Endless);
        rig.Set("Choose From", 1); // quick enough to get ahead on a busy machine, too
        rig.Set("Run", 1);
        rig.Show("compose");
        foreach (short key in (short[])[60, 64, 67, 72, 67, 64])
        {
            rig.Play(0.22, new EngineEvent(EngineEventKind.NoteOn, 0, 0, key, Value: 0.8));
            rig.Play(0.02, new EngineEvent(EngineEventKind.NoteOff, 0, 0, key));
            rig.Frame();
        }

        Composed(rig);
        return rig;
    }

    /// <summary>A window on an engine with everything at its defaults that has heard a phrase and answers it.</summary>
    /// <param name="script">The phrase: see tests/hosts/common/script.h.</param>
    public static WindowRig Answering(string script)
    {
        var rig = new WindowRig { SongRuns = true };
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Show("compose");
        string[][] lines = [.. File.ReadLines(script).Where(line => line[0] != '#').Select(line => line.Split(' ', 3))];
        foreach (string[] line in lines.Where(line => line[1] == "set"))
        {
            string[] setting = line[2].Split('=');
            Assert.True(ParameterTable.Find(setting[0])!.TryParse(setting[1], out double value));
            rig.Set(setting[0], value);
        }

        rig.Await(() => rig.Engine.GeneratorStatus == GeneratorStatus.Ready);
        long bar = (rig.Sample + SamplesPerBar - 1) / SamplesPerBar * SamplesPerBar;
        (long At, EngineEvent Event)[] notes =
        [
            .. lines.Where(line => line[1].StartsWith("note", StringComparison.Ordinal)).Select(Note),
        ];
        for (int next = 0; next < notes.Length; )
        {
            var events = new List<EngineEvent>();
            for (; next < notes.Length && bar + notes[next].At < rig.Sample + WindowRig.BlockFrames; next++)
                events.Add(notes[next].Event with { Offset = (int)(bar + notes[next].At - rig.Sample) });
            rig.Block([.. events]);
        }

        return rig;
    }

    private static (long At, EngineEvent Event) Note(string[] line)
    {
        string[] note = line[2].Split(' ');
        EngineEventKind kind = line[1] == "note-on" ? EngineEventKind.NoteOn : EngineEventKind.NoteOff;
        return (
            long.Parse(line[0]),
            new EngineEvent(kind, 0, short.Parse(note[0]), short.Parse(note[1]), Value: double.Parse(note[2]))
        );
    }

    // an answer that goes on until it is stopped
    private static void Composed(WindowRig rig)
    {
        rig.Set("Answer Length", (double)AnswerLength.Endless);
        rig.Await(() => rig.Engine.GeneratorStatus == GeneratorStatus.Ready);
        rig.Play(0.2, new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Value: 0.8));
        rig.Play(0.2, new EngineEvent(EngineEventKind.NoteOff, 0, 0, 60));
        rig.Await(() => rig.Engine.LeadBeats > 4);
    }
}
