using System.Diagnostics;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views.Compose;

namespace LakhNes.Ui.Tests;

/// <summary>The generator in the window, with the model that is shipped.</summary>
public class ComposeViewTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void ItSaysWhatToDoUntilSomethingIsComposed()
    {
        using var rig = new WindowRig();
        rig.Show("compose");
        Assert.StartsWith("Choose Continue", Guide(rig));
        rig.Engine.SetParameter(ParameterTable.Find("Mode")!.Index, (int)GeneratorMode.Continue);
        rig.Play(0.1);
        Assert.StartsWith("Switch Run on", Guide(rig));
        rig.Click(rig.Control("Run"));
        rig.Play(0.1);
        Assert.StartsWith("No model is installed", Guide(rig));
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Await(() => rig.Engine.GeneratorStatus == GeneratorStatus.Ready);
        Assert.EndsWith("at the next bar line.", Guide(rig));
        rig.Set("Begin", 1);
        rig.Play(0.1);
        Assert.EndsWith("as soon as you are silent.", Guide(rig));
        rig.Play(0.2, new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Value: 0.8));
        rig.Play(0.2, new EngineEvent(EngineEventKind.NoteOff, 0, 0, 60));
        rig.Await(() => Guide(rig).StartsWith("Composing"));
    }

    [Fact]
    public void AModelThatCannotBeReadIsNamedWithTheReason()
    {
        using var rig = new WindowRig();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".onnx");
        File.WriteAllText(path, "no model");
        try
        {
            rig.Engine.UseModel(new ModelSource(path));
            rig.Set("Mode", (int)GeneratorMode.Free);
            rig.Set("Run", 1);
            rig.Show("compose");
            rig.Await(() => rig.Engine.GeneratorStatus == GeneratorStatus.Failed);
            Assert.Contains(Path.GetFileName(path), Guide(rig));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void AMissingModelOfTheProjectIsSaidOnce()
    {
        using var rig = new WindowRig();
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        using var other = new ChipEngine(rig.Engine.InstalledModel);
        string own = Path.GetTempFileName();
        other.UseModel(new ModelSource(own));
        byte[] project = other.SaveState();
        File.Delete(own);
        Assert.True(rig.Engine.TryLoadState(project, out string error), error);
        rig.Show("compose");
        rig.Frame();
        Assert.Contains(own, rig.Find<TextBlock>(text => text.Parent is Notice).Text);
        rig.Click(rig.Named("Close"));
        rig.Frame();
        Assert.Null(rig.Editor.Scene.Popup);
        Assert.Equal("Not the project's model", rig.Find<Label>(label => label.Parent is ModelPicker).Text);

        rig.Engine.UseModel(rig.Engine.InstalledModel);
        rig.Frame();
        Assert.Equal("Model", rig.Find<Label>(label => label.Parent is ModelPicker).Text);
    }

    [Fact]
    public void WhatActsOnceIsAButtonAndNoSwitch()
    {
        using var rig = new WindowRig();
        rig.Show("compose");
        TabBar tabs = rig.Find<TabBar>(bar => bar.Parent is ComposerPanel);
        for (int page = 0; page < tabs.Titles.Length; page++)
        {
            tabs.Select(page);
            rig.Frame();
            Assert.DoesNotContain(
                WindowRig.All(rig.Editor.Scene.Root).OfType<ParameterWidget>(),
                control =>
                    control.Parameter.Name is "Keep Take" or "Undo Take" or "Clear Takes"
                    || (control is Toggle && control.Parameter.Name == "Trigger")
            );
        }

        tabs.Select(2);
        rig.Frame();
        ParameterWidget answer = rig.Control("Trigger");
        rig.Press(answer.Bounds.X + 10, answer.Bounds.Bottom - 8);
        Assert.Equal(1, rig.Value("Trigger"));
        rig.Release(answer.Bounds.X + 10, answer.Bounds.Bottom - 8);
        Assert.Equal(0, rig.Value("Trigger"));
        Assert.Equal(["begin Trigger", "move Trigger", "move Trigger", "end Trigger"], rig.Host.Log);
    }

    [Fact]
    public void TheFormIsChosenOnAPageOfItsOwn()
    {
        using WindowRig rig = ComposingRig.Start();
        TabBar tabs = rig.Find<TabBar>(bar => bar.Parent is ComposerPanel);
        tabs.Select(Array.IndexOf(tabs.Titles, "Form"));
        rig.Frame();
        rig.Set("Form", (int)FormKind.Aaba);
        rig.Frame();
        Assert.Equal((0, 25), (rig.Value("Section Bars"), rig.Value("Vary")));
        foreach (string name in (string[])["Form", "Section Bars", "Vary", "Loop Answer"])
            Assert.InRange(rig.Control(name).Bounds.Right, 1, rig.Canvas.Width);
        TextField letters = rig.Find<TextField>(field => field.Parent is FormField);
        Assert.InRange(letters.Bounds.Right, 1, rig.Canvas.Width);
        rig.Click(letters);
        rig.Type("A8 B0");
        rig.Key(Key.Enter);
        Assert.StartsWith("a section has 1 to 64 bars", letters.Problem);
        Assert.Equal(((int)FormKind.Aaba, true), ((int)rig.Value("Form"), rig.Engine.OwnForm.IsNone));
        rig.Key(Key.Backspace);
        rig.Type("4 A");
        rig.Key(Key.Enter);
        rig.Frame();
        Assert.Equal(
            ((int)FormKind.Own, "A8 B4 A", ""),
            ((int)rig.Value("Form"), rig.Engine.OwnForm.ToString(), letters.Problem)
        );
        rig.Type("z", Modifiers.Control);
        rig.Frame();
        Assert.Equal(((int)FormKind.Aaba, ""), ((int)rig.Value("Form"), letters.Text));
        rig.Type("y", Modifiers.Control);
        rig.Frame();
        Assert.Equal(((int)FormKind.Own, "A8 B4 A"), ((int)rig.Value("Form"), letters.Text));
        rig.Play(3);
        rig.Frame();
        rig.UpdatePicture("form.png");
    }

    [Fact]
    public void WhatTheGeneratorWaitsForFitsTheModelBesideIt()
    {
        using var rig = new WindowRig();
        rig.Show("compose");
        HealthMeter health = rig.Find<HealthMeter>();
        Assert.Equal("no model is installed", health.Idle);
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Frame();
        Assert.Equal("off", health.Idle);
        rig.Set("Mode", (int)GeneratorMode.Free);
        rig.Frame();
        Assert.Equal("waits for Run", health.Idle);
        rig.Set("Run", 1);
        rig.Await(() => rig.Engine.GeneratorStatus == GeneratorStatus.Ready);
        rig.Frame();
        Assert.Equal("", health.Idle);
    }

    [Fact]
    public void FramesAllocateNothingWhileItComposes()
    {
        using WindowRig rig = ComposingRig.Start();
        // the first rounds still compile: the plugin is compiled beforehand
        const int frames = 60;
        long allocated = long.MaxValue;
        int drawn = 0;
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience && allocated > 0; )
        {
            allocated = drawn = 0;
            int revision = rig.Engine.TakesRevision;
            for (int frame = 0; frame < frames; frame++)
            {
                rig.Play(0.02);
                long before = GC.GetAllocatedBytesForCurrentThread();
                drawn += rig.Frame();
                // the list of takes is made anew where it changed
                if (rig.Engine.TakesRevision == revision)
                    allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                revision = rig.Engine.TakesRevision;
            }
        }

        Assert.True(drawn > frames / 2, $"only {drawn} areas were drawn");
        Assert.Equal(0, allocated);
    }

    private static string Guide(WindowRig rig)
    {
        rig.Frame();
        return rig.Find<GuideText>().CurrentTip!;
    }
}
