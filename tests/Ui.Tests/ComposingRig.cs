using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;

namespace LakhNes.Ui.Tests;

/// <summary>What composes, for tests of the window.</summary>
internal static class ComposingRig
{
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
