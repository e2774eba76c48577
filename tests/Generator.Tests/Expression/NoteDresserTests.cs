using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Generator.Tests.Expression;

/// <summary>How composed notes are played.</summary>
public class NoteDresserTests
{
    private readonly NoteDresser _dresser = new(ExpressionNetwork.Default);

    [Fact]
    public void TheSameNotesAreAlwaysPlayedTheSameAndAnotherSeedPlaysOthers()
    {
        NoteExpression[] once = Play(1);
        Assert.Equal(once, Play(1));
        Assert.Contains(Enumerable.Range(2, 8), seed => !Play((ulong)seed).SequenceEqual(once));
    }

    [Fact]
    public void EveryVoiceIsPlayedWithinItsRange()
    {
        _dresser.Begin(3);
        foreach (ExpressedNote note in Band(16))
        {
            NoteExpression expression = _dresser.Dress(in note);
            if (note.Voice == NesVoice.Triangle)
            {
                Assert.True(expression.IsNone);
                continue;
            }

            Assert.InRange(expression.Volume, 1, 15);
            Assert.InRange(expression.Shape, 1, VolumeShapes.Count);
            Assert.InRange(expression.Timbre, 0, note.Voice.Timbres() - 1);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    public void ItGoesOnAsLoudAsWhatWasHeard(byte volume)
    {
        _dresser.Begin(1);
        for (int i = 0; i < 32; i++)
            _dresser.Hear(Note(NesVoice.Pulse1, i * 0.5, new NoteExpression(volume, 2)));
        double mean = Enumerable.Range(32, 16).Average(i => _dresser.Dress(Note(NesVoice.Pulse1, i * 0.5)).Volume);
        Assert.InRange(mean, volume - 2, volume + 2);
    }

    [Fact]
    public void OtherSurroundingsDrawAnew()
    {
        // a network to which all are equally likely
        var dresser = new NoteDresser(new ExpressionNetwork(new float[ExpressionNetwork.ParameterCount]));
        dresser.Begin(1);
        NoteExpression[] played =
        [
            .. Band(8).Where(note => note.Voice != NesVoice.Triangle).Select(note => dresser.Dress(in note)),
        ];
        Assert.Equal(15, played.Select(expression => expression.Volume).Distinct().Count());
        Assert.Equal(VolumeShapes.Count, played.Select(expression => expression.Shape).Distinct().Count());
    }

    [Fact]
    public void NothingIsAllocated()
    {
        Play(1);
        ExpressedNote[] notes = Band(4);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _dresser.Begin(2);
        foreach (ref readonly ExpressedNote note in notes.AsSpan())
        {
            _dresser.Dress(in note);
            _dresser.Hear(note with { Key = 0, Time = note.Time + 0.25 });
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private NoteExpression[] Play(ulong seed)
    {
        _dresser.Begin(seed);
        return [.. Band(8).Select(note => _dresser.Dress(in note))];
    }

    private static ExpressedNote[] Band(int bars) =>
        [
            .. Enumerable
                .Range(0, bars * 8)
                .SelectMany(i =>
                    new[]
                    {
                        Note(NesVoice.Pulse1, i * 0.5) with
                        {
                            Key = (byte)(60 + (i % 5)),
                        },
                        Note(NesVoice.Pulse2, i * 0.5) with
                        {
                            Key = (byte)(55 + (i % 3)),
                        },
                        Note(NesVoice.Triangle, i * 0.5) with
                        {
                            Key = 40,
                        },
                        Note(NesVoice.Noise, i * 0.5) with
                        {
                            Key = (byte)(i % 4 == 2 ? 5 : 13),
                        },
                    }
                ),
        ];

    private static ExpressedNote Note(NesVoice voice, double time, NoteExpression expression = default) =>
        new(voice, 60, time, 4, expression);
}
