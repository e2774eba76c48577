using LakhNes.Drawing;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Settings;
using LakhNes.Score.Midi;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views.Compose;

namespace LakhNes.Ui.Tests;

/// <summary>The list of takes: what is done with one.</summary>
public class TakePanelTests
{
    [Fact]
    public void UndoOfTheTakesWaitsForSomethingToUndo()
    {
        using (var empty = new WindowRig())
        {
            empty.Show("compose");
            Assert.False(empty.Named("Undo").CanFocus);
        }

        using WindowRig rig = ComposingRig.Start();
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
        using WindowRig rig = ComposingRig.Start();
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
        using WindowRig rig = ComposingRig.Start();
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
        rig.Await(() => rig.Play(0.1).Max() >= 0.05);
        rig.Click(rig.Named("Stop"));
        rig.Play(0.1);
        Assert.True(rig.Play(0.2).Max() < 0.01);
        rig.Frame();
        rig.Click(rig.Named("Listen"));
        rig.Await(() =>
        {
            rig.Play(0.2);
            return WindowRig.All(takes).OfType<Button>().All(button => button.Text != "Stop");
        });
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
        using WindowRig rig = ComposingRig.Start();
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
        using WindowRig rig = ComposingRig.Start();
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
}
