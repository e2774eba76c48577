using LakhNes.Drawing;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views.Compose;

namespace LakhNes.Ui.Tests;

/// <summary>Answers to one phrase side by side, with the model that is shipped.</summary>
public class AnswersPanelTests
{
    [Fact]
    public void AnotherAnswerToThePhraseIsComposedAndStandsBesideTheFirst()
    {
        using WindowRig rig = Answered();
        Take first = Assert.Single(rig.Engine.Takes);
        TabBar tabs = rig.Find<TabBar>(bar => bar.Parent is ComposerPanel);
        rig.Click(rig.Find<Button>(button => button.Text == "Another" && button.Parent == rig.Named("Infill").Parent));
        AwaitAnswer(rig, 2);
        Assert.Equal("Answers", tabs.Titles[tabs.Selected]);
        AwaitAnswers(rig, 3);
        rig.Click(rig.Find<Button>(button => button.Text == "Another" && button.Parent == rig.Named("Infill").Parent));
        AwaitAnswer(rig, 4);
        Assert.Equal([2, 3, 4], Shown(rig));

        Take[] others = [.. rig.Engine.Takes.Skip(1)];
        Assert.All(others, take => Assert.Equal((first.Start, first.End), (take.Start, take.End)));
        Assert.All(others, take => Assert.Equal(Prompt(first), Prompt(take)));
        Assert.Equal(4, rig.Engine.Takes.Select(take => string.Join(' ', Composed(take))).Distinct().Count());
        Assert.All(others, take => Assert.True(Composed(take).Length > 4));
    }

    [Fact]
    public void ThreeAnswersStandSideBySideUnaskedAndTheFirstStaysChosen()
    {
        using WindowRig rig = Answered();
        rig.Find<TabBar>(bar => bar.Parent is ComposerPanel).Select(6);
        rig.Frame();
        Assert.Equal([1], Shown(rig));
        AwaitAnswers(rig, 3);
        Assert.Equal([1, 2, 3], Shown(rig));
        Assert.Equal(1, rig.Find<TakePanel>().Chosen!.Number);
        rig.UpdatePicture("answers.png");
    }

    [Fact]
    public void WhatIsUndoneIsNotOfferedAgain()
    {
        using WindowRig rig = Answered();
        rig.Find<TabBar>(bar => bar.Parent is ComposerPanel).Select(6);
        AwaitAnswers(rig, 3);
        rig.Click(rig.Named("Undo"));
        rig.Frame();
        Assert.Equal([1, 2], Shown(rig));
        rig.Play(1);
        Assert.Equal([1, 2], Shown(rig));
        rig.Click(rig.Find<Button>(button => button.Text == "Another" && button.Parent!.Parent!.Parent is AnswersPanel));
        AwaitAnswers(rig, 3);
    }

    [Fact]
    public void NothingIsOfferedWhileThePageIsNotShown()
    {
        using WindowRig rig = Answered();
        rig.Play(1);
        rig.Frame();
        Assert.Single(rig.Engine.Takes);
    }

    [Fact]
    public void WithoutAModelNothingIsOfferedAndNothingIsSaid()
    {
        using WindowRig answered = Answered();
        using var rig = new WindowRig();
        Assert.True(rig.Engine.TryLoadState(answered.Engine.SaveState(), out _));
        rig.Engine.UseModel(null);
        rig.Show("compose");
        rig.Find<TabBar>(bar => bar.Parent is ComposerPanel).Select(6);
        for (int i = 0; i < 5; i++)
            rig.Frame();
        Assert.Equal([1], Shown(rig));
        Assert.Single(rig.Engine.Takes);
        Assert.Null(rig.Editor.Scene.Popup);
    }

    [Fact]
    public void AnAnswerIsChosenByAClickAndKeptByADoubleClickOrItsButton()
    {
        using WindowRig rig = Answered();
        rig.Click(rig.Named("Another"));
        AwaitAnswers(rig, 3);
        TakePanel takes = rig.Find<TakePanel>();
        Assert.Equal(2, takes.Chosen!.Number);
        TakeRoll first = rig.Find<TakeRoll>(roll => roll.Take is { Number: 1 });
        rig.Click(first);
        rig.Frame();
        Assert.Equal(1, takes.Chosen!.Number);
        rig.Press(first.Bounds.X + 9, first.Bounds.Y + 9, clicks: 2);
        rig.Release(first.Bounds.X + 9, first.Bounds.Y + 9);
        rig.Frame();
        Assert.Equal([true, false, false], rig.Engine.Takes.Select(take => take.Kept));
        Stack second = (Stack)rig.Find<TakeRoll>(roll => roll.Take is { Number: 2 }).Parent!;
        rig.Click(rig.Find<Button>(button => button.Text == "Keep" && button.Parent!.Parent == second));
        rig.Frame();
        Assert.Equal([true, true, false], rig.Engine.Takes.Select(take => take.Kept));
        foreach (int shown in (int[])[3, 3, 2, 1])
        {
            rig.Click(rig.Named("Undo"));
            rig.Frame();
            Assert.Equal(shown, Shown(rig).Length);
        }
    }

    [Fact]
    public void AnAnswerIsNamedAndMadeAFavouriteWhereItIsLookedAt()
    {
        using WindowRig rig = Answered();
        rig.Click(rig.Named("Another"));
        AwaitAnswers(rig, 3);
        Choose("Rename");
        rig.Type("Bridge");
        rig.Key(Key.Enter);
        rig.Frame();
        Assert.Equal("Bridge", rig.Engine.Takes[0].Name);
        rig.Frame();
        Assert.Contains("1 Bridge", WindowRig.All(rig.Find<AnswersPanel>()).OfType<Label>().Select(label => label.Text));
        Choose("Favourite");
        Assert.Equal([true, false, false], rig.Engine.Takes.Select(take => take.Favourite));
        Assert.Equal(1, rig.Find<TakePanel>().Chosen!.Number);

        void Choose(string item)
        {
            TakeRoll first = rig.Find<TakeRoll>(roll => roll.Take is { Number: 1 });
            rig.Press(first.Bounds.X + 9, first.Bounds.Y + 9, button: PointerButton.Secondary);
            rig.Frame();
            var menu = (Menu)rig.Editor.Scene.Popup!;
            Area at = menu.PlaceOf(menu.Items.ToList().FindIndex(line => line.Text == item));
            rig.Click(at.X + 10, at.Y + 4);
            rig.Frame();
        }
    }

    [Fact]
    public void TheChordThatIsHeldIsNamedWhileItIsComposedTo()
    {
        using var rig = new WindowRig { SongRuns = true };
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Set(GeneratorTable.Mode.Name, (int)GeneratorMode.Free);
        rig.Set(GeneratorTable.ChordKeys.Name, 54);
        rig.Set(GeneratorTable.Run.Name, 1);
        rig.Show("compose");
        HealthMeter line = rig.Find<HealthMeter>();
        Assert.Equal("", line.Chord);
        rig.Play(0.1, [.. ((short[])[45, 48, 52]).Select(key => new EngineEvent(EngineEventKind.NoteOn, 0, 0, key, Value: 0.8))]);
        rig.Await(() => line.Chord == "Am");
        rig.Find<TabBar>(bar => bar.Parent is ComposerPanel).Select(4);
        rig.Frame();
        Assert.Equal(50, rig.Value("Follow"));
        rig.Control("Chord Keys");
        rig.Control("Chord Channel");
        rig.Play(3);
        rig.Frame();
        rig.UpdatePicture("chords.png");
    }

    [Fact]
    public void NothingStandsThereBeforeTheFirstAnswer()
    {
        using var rig = new WindowRig();
        rig.Show("compose");
        rig.Find<TabBar>(bar => bar.Parent is ComposerPanel).Select(6);
        rig.Frame();
        Assert.Empty(Shown(rig));
        Assert.False(rig.Named("Another").CanFocus);
    }

    // composed, listed and chosen
    private static void AwaitAnswer(WindowRig rig, int number) => rig.Await(() => rig.Find<TakePanel>().Chosen?.Number == number);

    private static void AwaitAnswers(WindowRig rig, int count) => rig.Await(() => Shown(rig).Length == count);

    private static int[] Shown(WindowRig rig)
    {
        rig.Frame();
        return
        [
            .. WindowRig
                .All(rig.Editor.Scene.Root)
                .OfType<TakeRoll>()
                .Select(roll => roll.Take)
                .OfType<Take>()
                .Select(take => take.Number),
        ];
    }

    private static HeardNote[] Prompt(Take take) => [.. take.Notes.Take(take.PromptLength)];

    private static (double, byte)[] Composed(Take take) =>
        [.. take.Notes.Skip(take.PromptLength).Where(note => note.Note > 0).Select(note => (note.Position, note.Note))];

    // a phrase of a bar, and an answer of four
    private static WindowRig Answered()
    {
        var rig = new WindowRig { SongRuns = true };
        rig.Engine.UseModel(new ModelSource(Repository.Path("models/default.onnx")));
        rig.Set(GeneratorTable.Mode.Name, (int)GeneratorMode.Continue);
        rig.Set(GeneratorTable.Length.Name, (int)AnswerLength.FourBars);
        rig.Set(GeneratorTable.Run.Name, 1);
        rig.Show("compose");
        foreach (short key in (short[])[60, 64, 67, 72, 67, 64])
        {
            rig.Play(0.22, new EngineEvent(EngineEventKind.NoteOn, 0, 0, key, Value: 0.8));
            rig.Play(0.02, new EngineEvent(EngineEventKind.NoteOff, 0, 0, key));
        }

        rig.Await(() => rig.Engine.Takes is [{ Open: false }]);
        rig.Frame();
        return rig;
    }
}
