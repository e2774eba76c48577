using System.Diagnostics;
using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Score.Midi;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views.Compose;

namespace LakhNes.Ui.Tests;

/// <summary>The generator in the window, with the model that is shipped.</summary>
public class ComposeViewTests
{
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
    public void PlayedComposedAndComingNotesAreToldApart()
    {
        using WindowRig rig = Composing();
        for (int frame = 0; frame < 40; frame++)
        {
            rig.Play(0.05);
            rig.Frame();
        }

        rig.Await(() => rig.Engine.LeadBeats > 4);
        PianoRoll roll = rig.Find<PianoRoll>();
        Color screen = Theme.Dark.Screen;

        // whichever voices are composed; how far that has come by now is the worker's affair
        rig.Await(() =>
        {
            HashSet<Color> colours = Colours(rig, roll);
            return colours.Contains(Theme.Dark.Voices[0])
                && Theme.Dark.Voices.Any(voice => colours.Contains(screen.WithOpacity(0.65).Over(voice)))
                && Theme.Dark.Voices.Any(voice => colours.Contains(voice.WithOpacity(0.2).Over(screen)));
        });
        rig.UpdatePicture("composing.png");
    }

    [Theory]
    [InlineData(0, 127)]
    [InlineData(12, 30)]
    [InlineData(100, 115)]
    [InlineData(60, 64)]
    public void TheRollFollowsItsNotes(short low, short high)
    {
        using WindowRig rig = Played(low, high);
        PianoRoll roll = rig.Find<PianoRoll>();
        Assert.InRange(low, roll.Keys.Lowest, roll.Keys.Highest);
        Assert.InRange(high, roll.Keys.Lowest, roll.Keys.Highest);
        Assert.InRange(roll.Keys.Highest - roll.Keys.Lowest, 48, 127);
        Assert.True(roll.Follows);

        // these are out of sight by then
        rig.Play(12);
        rig.Play(0.2, Note(66), Note(70));
        rig.Frame();
        Assert.Equal(48, roll.Keys.Highest - roll.Keys.Lowest);
        Assert.InRange(66, roll.Keys.Lowest, roll.Keys.Highest - 4);
    }

    [Fact]
    public void NotesThatTheKeysWereScrolledAwayFromAreNotDrawnAtTheEdge()
    {
        using WindowRig rig = Played(84, 86);
        PianoRoll roll = rig.Find<PianoRoll>();
        HashSet<Color> voices = [.. Theme.Dark.Voices.ToArray().Take(3)];
        Assert.True(Colours(rig, roll).Overlaps(voices));
        for (int turn = 0; turn < 40; turn++)
            rig.Editor.Scene.Pointer(new PointerEvent(PointerAction.Wheel, roll.Bounds.X + 6, roll.Bounds.Y + 60, Wheel: -1));
        rig.Frame();
        Assert.Equal(0, roll.Keys.Lowest);
        Assert.False(Colours(rig, roll).Overlaps(voices));
        rig.Play(0.5);
        rig.Frame();
        Assert.Equal((0, false), (roll.Keys.Lowest, roll.Follows));

        (int x, int y) = (roll.Bounds.X + 300, roll.Bounds.Y + 100);
        rig.Press(x, y, clicks: 2);
        rig.Release(x, y);
        rig.Frame();
        Assert.True(roll.Follows);
        Assert.True(Colours(rig, roll).Overlaps(voices));
    }

    [Fact]
    public void TheRollIsDraggedBackAndStaysThereUntilItIsToFollow()
    {
        using WindowRig rig = Played(60, 64);
        rig.Play(8);
        rig.Frame();
        PianoRoll roll = rig.Find<PianoRoll>();
        double now = roll.Position;
        Assert.InRange(now, 16, 18);
        (int x, int y) = (roll.Bounds.X + 300, roll.Bounds.Y + 100);
        rig.Press(x, y);
        rig.Move(x + (4 * 32), y);
        rig.Release(x + (4 * 32), y);
        Assert.Equal(now - 4, roll.Position, 6);
        rig.Play(2);
        rig.Frame();
        Assert.Equal(now - 4, roll.Position, 6);

        // no further back than there are notes
        rig.Press(x, y);
        rig.Move(x + 5000, y);
        rig.Release(x + 5000, y);
        rig.Frame();
        Assert.InRange(roll.Position, 0, 0.1);
        rig.Press(x, y, clicks: 2);
        rig.Release(x, y);
        Assert.InRange(roll.Position, now + 3, now + 5);
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
    public void UndoOfTheTakesWaitsForSomethingToUndo()
    {
        using (var empty = new WindowRig())
        {
            empty.Show("compose");
            Assert.False(empty.Named("Undo").CanFocus);
        }

        using WindowRig rig = Composing();
        rig.Await(() => rig.Engine.Takes.Length > 0);
        rig.Frame();
        Assert.True(rig.Named("Undo").CanFocus);
        rig.Click(rig.Named("Clear"));
        rig.Frame();
        Assert.Empty(rig.Find<TakePanel>().List.Items);
        Assert.True(rig.Named("Undo").CanFocus);
        rig.Click(rig.Named("Undo"));
        rig.Frame();
        Assert.NotEmpty(rig.Find<TakePanel>().List.Items);
    }

    [Fact]
    public void ATakeIsKeptAndExported()
    {
        using WindowRig rig = Composing();
        TakePanel takes = rig.Find<TakePanel>();
        rig.Await(() => takes.List.Items.Count > 0);
        rig.Click(takes.List.PlaceOf(0).X + 20, takes.List.PlaceOf(0).Y + 4);
        rig.Click(rig.Named("Keep"));
        rig.Frame();
        Assert.Equal("kept", takes.List.Items[0].Note);
        Assert.True(rig.Engine.Takes[^1].Kept);

        MidiFile alone = Export(rig);
        int notes = rig
            .Engine.Takes[^1]
            .Notes.Skip(rig.Engine.Takes[^1].PromptLength)
            .Count(note => note is { Origin: NoteOrigin.Composed, Note: > 0 });
        Assert.Equal(notes, alone.Tracks.Sum(track => track.Events.Count(e => e.IsNoteOn)));
        Assert.DoesNotContain(alone.Tracks, track => track.Name.Contains("played"));

        rig.Press(takes.List.PlaceOf(0).X + 20, takes.List.PlaceOf(0).Y + 4, button: PointerButton.Secondary);
        var menu = (Menu)rig.Editor.Scene.Popup!;
        Area with = menu.PlaceOf(menu.Items.ToList().FindIndex(item => item.Text == "With what I played"));
        rig.Click(with.X + 10, with.Y + 4);
        Assert.Contains(Export(rig).Tracks, track => track.Name == "Pulse 1 (played)");
    }

    [Fact]
    public void ATakeIsHeardNamedAndMadeAFavourite()
    {
        using WindowRig rig = Composing();
        TakePanel takes = rig.Find<TakePanel>();
        rig.Play(2);
        rig.Set("Run", 0);
        rig.Await(() => rig.Engine.Takes.Length > 0 && !rig.Engine.Takes[^1].Open);
        rig.Frame();
        Choose(rig, takes, "Rename");
        rig.Type("Bridge: calm?");
        rig.Key(Key.Enter);
        Choose(rig, takes, "Favourite");
        Assert.Equal(("Bridge: calm?", true), (rig.Engine.Takes[^1].Name, rig.Engine.Takes[^1].Favourite));
        Assert.Contains("Bridge: calm?: ", takes.List.Items[0].Text);
        Assert.True(takes.List.Items[0].IsFavourite);
        Assert.Equal($"LakhNES take {rig.Engine.Takes[^1].Number} - Bridge_ calm_.mid", TakeExport.NameOf(rig.Engine.Takes[^1]));
        Choose(rig, takes, "Favourite");
        Assert.False(takes.List.Items[0].IsFavourite);

        // the song stands still, and the host does not render: it is heard, to its end
        rig.SongRuns = false;
        Assert.True(rig.Play(0.2).Max() < 0.01);
        rig.Click(rig.Named("Listen"));
        rig.Frame();
        float loudest = 0;
        for (var since = Stopwatch.StartNew(); loudest < 0.05; Thread.Sleep(5))
        {
            loudest = Math.Max(loudest, rig.Play(0.1).Max());
            Assert.True(since.Elapsed < WindowRig.Patience);
        }

        rig.Frame();
        rig.Click(rig.Named("Stop"));
        rig.Play(0.1);
        Assert.True(rig.Play(0.2).Max() < 0.01);
        rig.Frame();
        rig.Click(rig.Named("Listen"));
        for (
            var since = Stopwatch.StartNew();
            WindowRig.All(takes).OfType<Button>().Any(button => button.Text == "Stop");
            Thread.Sleep(1)
        )
        {
            rig.Play(0.2);
            rig.Frame();
            Assert.True(since.Elapsed < WindowRig.Patience);
        }
    }

    // a line of the newest take's menu
    private static void Choose(WindowRig rig, TakePanel takes, string item)
    {
        rig.Press(takes.List.PlaceOf(0).X + 20, takes.List.PlaceOf(0).Y + 4, button: PointerButton.Secondary);
        rig.Frame();
        var menu = (Menu)rig.Editor.Scene.Popup!;
        Area at = menu.PlaceOf(menu.Items.ToList().FindIndex(line => line.Text == item));
        rig.Click(at.X + 10, at.Y + 4);
        rig.Frame();
    }

    private static MidiFile Export(WindowRig rig)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "take.mid");
        rig.Frame();
        rig.Click(rig.Named("Export"));
        rig.Frame();
        rig.Find<TextField>().Put(path);
        rig.Click(rig.Named("Save"));
        rig.Frame();
        rig.Named("Exported");
        MidiFile written = MidiFile.Read(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return written;
    }

    [Fact]
    public void APartOfATakeIsComposedAnewEachTimeAnotherWay()
    {
        using WindowRig rig = Composing();
        TakePanel takes = rig.Find<TakePanel>();
        rig.Await(() => takes.List.Items.Count > 0);
        rig.Set("Mode", (int)GeneratorMode.Continue);
        rig.Play(4);
        rig.Frame();
        rig.Click(rig.Named("Infill"));
        Assert.Null(rig.Editor.Scene.Popup);
        rig.Set("Run", 0);
        rig.Await(() => !rig.Engine.Takes[^1].Open);
        rig.Frame();
        Take before = rig.Engine.Takes[^1];
        Assert.True(before.Bars >= 3, $"{before.Bars} bars");

        for (int time = 0; time < 2; time++)
        {
            int listed = takes.List.Items.Count;
            rig.Click(takes.List.PlaceOf(time).X + 20, takes.List.PlaceOf(time).Y + 4);
            rig.Frame();
            rig.Click(rig.Named("Infill"));
            rig.Frame();
            Button[] moves = [.. WindowRig.All(rig.Editor.Scene.Popup!).OfType<Button>()];
            rig.Click(moves[1]);
            rig.Click(moves[2]);
            rig.Click(moves[3]);
            rig.Click(moves[3]);
            for (int past = 0; past < before.Bars; past++)
                rig.Click(moves[2]);
            Assert.Equal($"bars 1 to 1 of {before.Bars}", rig.Find<Label>(label => label.Text.StartsWith("bars ")).Text);
            rig.Click(moves[3]);
            rig.Click(rig.Named("Pulse 1"));
            rig.Frame();
            rig.UpdatePicture("infill.png");
            rig.Click(rig.Named("Compose"));
            rig.Await(() => takes.List.Items.Count > listed);
            rig.Frame();
            Assert.StartsWith($"{before.Number + 1 + time}  Infill of {before.Number}", takes.List.Items[0].Text);
            Assert.Equal(0, takes.List.Selected);
        }

        Take[] infills = [.. rig.Engine.Takes.TakeLast(2)];
        Assert.All(infills, take => Assert.Equal(Kept(before), Kept(take)));
        Assert.NotEqual([.. infills[0].Notes], infills[1].Notes.ToArray());
        Assert.Equal([0, 1], infills.Select(take => take.Settings.Variation));

        // bars 1 and 2 without pulse 1
        IEnumerable<HeardNote> Kept(Take take) =>
            take.Notes.Where(note =>
                note.Note > 0 && (note.Voice == 0 || note.Position < before.Start || note.Position >= before.StartOfBar(3))
            );
    }

    [Fact]
    public void AnInfillWithoutAModelSaysWhy()
    {
        using WindowRig rig = Composing();
        TakePanel takes = rig.Find<TakePanel>();
        rig.Await(() => takes.List.Items.Count > 0);
        rig.Set("Run", 0);
        rig.Engine.UseModel(null);
        rig.Await(() => !rig.Engine.Takes[^1].Open);
        rig.Frame();
        int listed = takes.List.Items.Count;
        rig.Click(rig.Named("Infill"));
        rig.Frame();
        rig.Click(rig.Named("Compose"));
        rig.Frame();
        Assert.Contains("there is no model", rig.Find<TextBlock>(text => text.Parent is Notice).Text);
        Assert.Equal(listed, takes.List.Items.Count);
    }

    [Fact]
    public void FramesAllocateNothingWhileItComposes()
    {
        using WindowRig rig = Composing();
        // the first rounds still compile: the plugin is compiled beforehand
        const int frames = 60;
        long allocated = long.MaxValue;
        int drawn = 0;
        for (var since = Stopwatch.StartNew(); since.Elapsed < WindowRig.Patience && allocated > 0; )
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

    private static EngineEvent Note(short key) => new(EngineEventKind.NoteOn, 0, 0, key, Value: 0.8);

    // two notes at the beginning of a song
    private static WindowRig Played(short low, short high)
    {
        var rig = new WindowRig { SongRuns = true };
        rig.Show("compose");
        rig.Set("Voice Mode", 1);
        rig.Play(0.05);
        rig.Frame();
        rig.Play(0.4, Note(low), Note(high));
        rig.Play(0.05, new EngineEvent(EngineEventKind.NoteOff, 0, 0, low), new EngineEvent(EngineEventKind.NoteOff, 0, 0, high));
        rig.Frame();
        return rig;
    }

    private static WindowRig Composing()
    {
        var rig = new WindowRig { SongRuns = true };
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Set("Mode", (int)GeneratorMode.Continue);
        rig.Set("Answer Length", (double)AnswerLength.Endless);
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

    private static string Guide(WindowRig rig)
    {
        rig.Frame();
        return rig.Find<GuideText>().CurrentTip!;
    }

    private static HashSet<Color> Colours(WindowRig rig, Widget widget)
    {
        var colours = new HashSet<Color>();
        for (int y = widget.Bounds.Y; y < widget.Bounds.Bottom; y++)
        {
            for (int x = widget.Bounds.X; x < widget.Bounds.Right; x++)
                colours.Add(Color.FromRgb((int)(rig.Canvas.Pixels[(y * rig.Canvas.Width) + x] & 0xFFFFFF)));
        }

        return colours;
    }
}
