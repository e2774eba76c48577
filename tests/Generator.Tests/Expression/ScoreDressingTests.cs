using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Generator.Tests.Expression;

/// <summary>Pieces that get dynamics and timbres.</summary>
public class ScoreDressingTests
{
    private static readonly NesScore Frames = Scale(TimeUnit.Frame, 15, []);
    private static readonly NesScore Steps = Scale(TimeUnit.Step, 12, [.. Enumerable.Range(0, 9).Select(Bar)]);

    public static TheoryData<bool> Both => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public void NotesStayWhereTheyAre(bool bars)
    {
        NesScore plain = bars ? Steps : Frames;
        ExpressedPiece piece = ScoreDressing.Express(plain, 1, 0.5, 1);
        Assert.Equal(plain.Events, piece.Score.WithoutExpression().Events.AsEnumerable());
        Assert.Equal((plain.Length, plain.Unit), (piece.Score.Length, piece.Score.Unit));
        Assert.Equal(plain.In(TimeUnit.Sample).Events, piece.Played.WithoutExpression().Events.AsEnumerable());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void EveryNoteOfAVoiceWithVolumeHasOneAndATimbre(bool bars)
    {
        NesScore dressed = ScoreDressing.Express(bars ? Steps : Frames, 1, 0.5, 1).Score;
        foreach (NesEvent note in dressed.Events.Where(e => e.Kind == NesEventKind.NoteOn))
        {
            NesEvent[] with = [.. dressed.Events.Where(e => e.Time == note.Time && e.Voice == note.Voice && !e.IsNote)];
            NesEventKind[] kinds = note.Voice.HasVelocity() ? [NesEventKind.Velocity, NesEventKind.Timbre] : [];
            Assert.Equal(kinds, with.Select(e => e.Kind));
        }
    }

    [Fact]
    public void NoExpressionIsThePieceItself()
    {
        ExpressedPiece piece = ScoreDressing.Express(Steps, 0, 0.5, 1);
        Assert.Same(Steps, piece.Score);
        Assert.Same(Steps, piece.Played);
    }

    [Fact]
    public void HalfOfItIsHalfAsFarFromFull()
    {
        int[] whole = Volumes(1),
            half = Volumes(0.5),
            little = Volumes(0.1);
        Assert.Contains(whole, volume => volume < 14);
        Assert.All(whole.Zip(half), pair => Assert.InRange(pair.Second, (15 + pair.First) / 2, (16 + pair.First) / 2));
        Assert.All(little, volume => Assert.InRange(volume, 14, 15));
        Assert.DoesNotContain(ScoreDressing.Express(Frames, 0.1, 0.5, 1).Score.Events, e => e.Kind == NesEventKind.Timbre);
        int[] Volumes(double amount) =>
            [
                .. ScoreDressing
                    .Express(Frames, amount, 0.5, 1)
                    .Score.Events.Where(e => e.Kind == NesEventKind.Velocity)
                    .Select(e => (int)e.Value),
            ];
    }

    [Fact]
    public void WhatHasDynamicsKeepsThem()
    {
        NesScore own = Frames.WithExpression();
        Assert.Same(own, ScoreDressing.Express(own, 1, 0.5, 1).Score);
        Assert.Same(own, ScoreDressing.Express(own, 1, 0.5, 1).Played);
    }

    [Fact]
    public void TheCourseOfAVolumeEndsWithItsNote()
    {
        NesScore played = ScoreDressing.Express(Frames, 1, 0.5, 1).Played;
        foreach (NesVoice voice in (ReadOnlySpan<NesVoice>)[NesVoice.Pulse1, NesVoice.Noise])
        {
            bool sounds = false;
            long since = 0;
            foreach (NesEvent e in played.Events.Where(e => e.Voice == voice))
            {
                if (e.IsNote)
                    (sounds, since) = (e.Kind == NesEventKind.NoteOn, e.Time);
                else
                    Assert.True(sounds && e.Time - since <= 32 * 44100 / 60.0, $"{e} without a note");
            }
        }
    }

    private static ScoreBar Bar(int number) => new(number * 96, Metre.Common, 120);

    private static NesScore Scale(TimeUnit unit, int step, ScoreBar[] bars)
    {
        List<NesEvent> events = [];
        for (int i = 0; i < 64; i++)
        {
            events.Add(NesEvent.NoteOn(i * step, NesVoice.Pulse1, 60 + (i % 8)));
            if (i % 2 == 0)
                events.Add(NesEvent.NoteOn(i * step, NesVoice.Triangle, 40));
            events.Add(NesEvent.NoteOn(i * step, NesVoice.Noise, 4 + (i % 4)));
            events.Add(NesEvent.NoteOff((i * step) + (step / 2), NesVoice.Pulse1));
        }

        return new NesScore(unit, [.. events.OrderBy(e => e.Time)], 64 * step, [.. bars]);
    }
}
