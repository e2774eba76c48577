using System.Text;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Engine.State;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Form;
using LakhNes.Score;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>Sections: a letter that comes again is the same music, and what was played is the first A.</summary>
public class FormTests
{
    private const int Quarter = SongRig.Rate / 2;
    private const int Bar = 4 * Quarter;

    // two bars
    private static readonly int[] Keys = [60, 64, 67, 72, 67, 64, 62, 60, 65, 69, 72, 77, 76, 74, 71, 67];

    // with nothing recalled it is the form alone that brings music again; with recall it keeps what is new from being the same
    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(1, 0.5)]
    [InlineData(4, 0.5)]
    public void WhatWasPlayedComesAgainWhereItsLetterDoes(int chooseFrom, double recall)
    {
        using SongRig rig = Made(FormKind.Aaba, vary: 0, chooseFrom, recall).Render(14 * Bar, Phrase, 512);

        // phrase in bars 1 and 2, a bar of silence, then A B A
        Assert.Equal(Keys, Melody(rig, 3, 2).Select(e => (int)e.Key));
        Assert.Equal(
            Enumerable.Range(0, Keys.Length).Select(i => i * Quarter / 2),
            Melody(rig, 3, 2).Select(e => e.Offset - (3 * Bar))
        );
        Assert.NotEqual(Notes(rig, 3, 2), Notes(rig, 5, 2));
        Assert.NotEmpty(Notes(rig, 5, 2));
        Assert.Equal(Notes(rig, 3, 2), Notes(rig, 7, 2));
        Assert.Empty(Notes(rig, 9, 4));
        ContinueTests.AssertPaired(rig.Sent);
        Assert.Equal(0, rig.Engine.GeneratorAllocatedBytes + rig.AllocatedBytes);
    }

    [Fact]
    public void VaryLeavesTheBeginningAndComposesTheEndOfASectionAnew()
    {
        using SongRig rig = Played(FormKind.Aaba, vary: 50, chooseFrom: 4);
        Assert.Equal(Keys.Take(8), Melody(rig, 3, 1).Select(e => (int)e.Key));
        Assert.Equal(Keys.Take(8), Melody(rig, 7, 1).Select(e => (int)e.Key));
        Assert.False(
            Notes(rig, 4, 1).SequenceEqual(Notes(rig, 8, 1))
                && Keys.Skip(8).SequenceEqual(Melody(rig, 4, 1).Select(e => (int)e.Key))
        );
        using SongRig all = Played(FormKind.Aaba, vary: 100, chooseFrom: 4);
        Assert.NotEqual(Keys, Melody(all, 3, 2).Select(e => (int)e.Key));
    }

    [Fact]
    public void ItIsTheSameInAnyBlockSizeAndWhenItsTakeIsStored()
    {
        using SongRig rig = Played(FormKind.Abac, vary: 25, chooseFrom: 2),
            other = Played(FormKind.Abac, vary: 25, chooseFrom: 2, 64, 1, 777);
        Assert.Equal(rig.Sent, other.Sent);
        using SongRig again = Made(FormKind.Abac, vary: 25, chooseFrom: 2);
        Assert.True(again.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        again.Render(14 * Bar, Phrase, 512);
        Assert.Equal(rig.Sent, again.Sent);
        Assert.Single(again.Engine.Takes);
    }

    [Theory]
    [InlineData("Form", 0)]
    [InlineData("Vary", 100)]
    [InlineData("Section Bars", 1)]
    public void ATakeIsNotReplayedInAnotherForm(string name, double value)
    {
        using SongRig rig = Played(FormKind.Aaba, vary: 0, chooseFrom: 1);
        using SongRig other = Made(FormKind.Aaba, vary: 0, chooseFrom: 1);
        Assert.True(other.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        other.Set(name, value);
        other.Render(14 * Bar, Phrase, 512);
        Assert.NotEqual(rig.Sent, other.Sent);
        Assert.Equal(2, other.Engine.Takes.Length);
    }

    [Theory]
    [InlineData(2.5)] // in the silence
    [InlineData(4.25)] // in A
    [InlineData(5.5)] // in B
    [InlineData(7.25)] // in A again
    public void SavedInTheMiddleItGoesOnInItsForm(double bar)
    {
        int at = (int)(bar * Bar);
        using SongRig whole = Played(FormKind.Aaba, vary: 50, chooseFrom: 1),
            saved = Made(FormKind.Aaba, vary: 50, chooseFrom: 1).Render(at, Phrase, 480);
        using SongRig resumed = Made(FormKind.Aaba, vary: 50, chooseFrom: 1);
        Assert.True(resumed.Engine.TryLoadState(saved.Engine.SaveState(), out string error), error);
        resumed.Host = SongRig.At(120, bar * 4);
        resumed.Render((14 * Bar) - at, [], 512);
        Assert.Equal(
            whole.Sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Offset >= at).Select(e => (e.Offset - at, e.Key)),
            resumed.Sent.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (e.Offset, e.Key))
        );
    }

    [Fact]
    public void OwnLettersAreComposedInEachWithItsBars()
    {
        using SongRig rig = Own("A B3 C1 A", vary: 0).Render(14 * Bar, Phrase, 512);

        // phrase in bars 1 and 2, a bar of silence, then B, C and A, which is as long as the phrase
        Assert.NotEmpty(Notes(rig, 3, 3));
        Assert.Equal(Keys, Melody(rig, 7, 2).Select(e => (int)e.Key));
        Assert.Empty(Notes(rig, 9, 5));
        Assert.Equal(6, Assert.Single(rig.Engine.Takes).Bars);
        Assert.Equal(0, rig.Engine.GeneratorAllocatedBytes + rig.AllocatedBytes);

        using SongRig again = Own("A", vary: 0);
        Assert.True(again.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        Assert.Equal("A B3 C1 A", again.Engine.OwnForm.ToString());
        again.Render(14 * Bar, Phrase, 333);
        Assert.Equal(rig.Sent, again.Sent);
        Assert.Single(again.Engine.Takes);
    }

    [Fact]
    public void ATakeIsNotReplayedWithOtherLettersOfOnesOwn()
    {
        using SongRig rig = Own("ABA", vary: 0).Render(14 * Bar, Phrase, 512),
            other = Own("A", vary: 0);
        Assert.True(other.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        other.Engine.OwnForm = SongForm.Parse("AAB", 0, out _)!.Value;
        other.Render(14 * Bar, Phrase, 512);
        Assert.Equal(2, other.Engine.Takes.Length);
        Assert.Equal(Keys, Melody(other, 3, 2).Select(e => (int)e.Key));
        Assert.NotEqual(Keys, Melody(rig, 3, 2).Select(e => (int)e.Key));
    }

    [Fact]
    public void AFormOfOneLetterIsComposedWhole()
    {
        using SongRig rig = Own("A3", vary: 0).Render(10 * Bar, Phrase, 512);
        Assert.Equal(3, Assert.Single(rig.Engine.Takes).Bars);
        Assert.NotEmpty(Notes(rig, 3, 3));
        Assert.Empty(Notes(rig, 6, 4));
    }

    [Fact]
    public void WithoutLettersOfOnesOwnAnAnswerIsAsLongAsEver()
    {
        using SongRig rig = Made(FormKind.Own, vary: 0, chooseFrom: 1).Render(10 * Bar, Phrase, 512);
        Assert.Equal(4, Assert.Single(rig.Engine.Takes).Bars);
    }

    [Theory]
    [InlineData("\"A0\"")]
    [InlineData("\"4\"")]
    [InlineData("7")]
    public void AStateWithLettersThatAreNoFormIsRefused(string letters)
    {
        Assert.False(
            StateJson.TryRead(Encoding.UTF8.GetBytes($"{{\"generator\":{{\"ownForm\":{letters}}}}}"), out _, out string error)
        );
        Assert.Contains("ownForm", error);
    }

    [Fact]
    public void FreeGoesRoundAndRound()
    {
        using var rig = new SongRig(
            parameters:
            [
                ("Mode", 4),
                ("Run", 1),
                ("Form", (double)FormKind.Abab),
                ("Section Bars", 2),
                ("Vary", 0),
                ("Recall", 0),
            ]
        );
        rig.Render(18 * Bar, [], 512);
        int first = (int)(rig.Onsets.First() / Bar);
        first += rig.Onsets.First() % Bar == 0 ? 0 : 1;
        for (int round = 1; round < 4; round++)
        {
            Assert.Equal(Notes(rig, first, 2), Notes(rig, first + (4 * round), 2));
            Assert.Equal(Notes(rig, first + 2, 2), Notes(rig, first + 2 + (4 * round), 2));
        }

        Assert.NotEqual(Notes(rig, first, 2), Notes(rig, first + 2, 2));
    }

    [Fact]
    public void AnEndlessAnswerGoesRoundToo()
    {
        using SongRig rig = Made(FormKind.Abab, vary: 0, chooseFrom: 1);
        rig.Set("Answer Length", (double)AnswerLength.Endless);
        rig.Render(14 * Bar, Phrase, 512);
        Assert.Equal(Notes(rig, 3, 2), Notes(rig, 7, 2));
        Assert.Equal(Keys, Melody(rig, 5, 2).Select(e => (int)e.Key));
        Assert.Equal(Keys, Melody(rig, 9, 2).Select(e => (int)e.Key));
    }

    [Fact]
    public void AnotherAnswerHasTheSameSections()
    {
        using SongRig rig = Played(FormKind.Aaba, vary: 0, chooseFrom: 1);
        Take first = Assert.Single(rig.Engine.Takes),
            other = Infill(rig, new TakeInfill(1, 1, first.Bars, VoiceSet.All));

        // A B A after what was played, which is the first A
        Assert.Equal((6, 6, 12.0), (first.Bars, other.Bars, other.Start));
        Assert.Equal(Keys, Melody(other, 1, 2));
        Assert.Equal(Notes(other, 1, 2), Notes(other, 5, 2));
        Assert.NotEmpty(Notes(other, 3, 2));
        Assert.NotEqual(Notes(first, 3, 2), Notes(other, 3, 2));
    }

    [Fact]
    public void APartOfAnAnswerIsComposedAnewWithoutItsForm()
    {
        using SongRig rig = Played(FormKind.Aaba, vary: 0, chooseFrom: 1);
        Take part = Infill(rig, new TakeInfill(1, 5, 6, VoiceSet.All));
        Assert.Equal(Notes(part, 1, 2), Notes(Assert.Single(rig.Engine.Takes, take => take.Number == 1), 5, 2));
        Assert.NotEqual(Notes(part, 1, 2), Notes(part, 5, 2));
        Assert.NotEqual(Notes(part, 3, 2), Notes(part, 5, 2));
    }

    private static EngineEvent[] Phrase => SongRig.Phrase(0, 120, Keys);

    private static SongRig Played(FormKind form, double vary, int chooseFrom, params int[] blocks) =>
        Made(form, vary, chooseFrom).Render(14 * Bar, Phrase, blocks.Length > 0 ? blocks : [512]);

    private static SongRig Own(string letters, double vary)
    {
        SongRig rig = Made(FormKind.Own, vary, chooseFrom: 1);
        rig.Engine.OwnForm = SongForm.Parse(letters, 0, out _)!.Value;
        return rig;
    }

    private static SongRig Made(FormKind form, double vary, int chooseFrom, double recall = 0) =>
        new(
            parameters:
            [
                ("Mode", 1),
                ("Run", 1),
                ("Answer Length", (double)AnswerLength.FourBars),
                ("Form", (double)form),
                ("Vary", vary),
                ("Choose From", chooseFrom),
                ("Recall", recall),
                ("Seed", 1),
            ]
        );

    // onsets of some bars, counted from their beginning
    private static (int, short, short)[] Notes(SongRig rig, int bar, int bars) =>
        [
            .. rig
                .Sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Offset >= bar * Bar && e.Offset < (bar + bars) * Bar)
                .Select(e => (e.Offset - (bar * Bar), e.Channel, e.Key)),
        ];

    // of the voice that the phrase was played on
    private static EngineEvent[] Melody(SongRig rig, int bar, int bars) =>
        [
            .. rig.Sent.Where(e =>
                e.Kind == EngineEventKind.NoteOn && e.Channel == 0 && e.Offset >= bar * Bar && e.Offset < (bar + bars) * Bar
            ),
        ];

    // onsets of some bars of a take, counted from their beginning
    private static (double, NesVoice, byte)[] Notes(Take take, int bar, int bars) =>
        [
            .. take
                .Notes.Skip(take.PromptLength)
                .Where(note =>
                    note.Note > 0 && note.Position >= take.StartOfBar(bar) && note.Position < take.StartOfBar(bar + bars)
                )
                .Select(note => (Math.Round(note.Position - take.StartOfBar(bar), 6), note.Voice, note.Note)),
        ];

    private static IEnumerable<int> Melody(Take take, int bar, int bars) =>
        Notes(take, bar, bars).Where(note => note.Item2 == NesVoice.Pulse1).Select(note => (int)note.Item3);

    private static Take Infill(SongRig rig, TakeInfill wanted)
    {
        Assert.True(rig.Engine.TryInfillTake(in wanted, out InfillTask? task, out string error, variation: 1), error);
        Eventually.True(() => task.IsDone);
        Assert.Equal("", task.Error);
        return Assert.Single(rig.Engine.Takes, take => take.Number == task.Number);
    }
}
