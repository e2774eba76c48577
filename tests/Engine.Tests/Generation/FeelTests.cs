using FsCheck.Xunit;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>How a phrase divides its beats is told by where its notes begin.</summary>
public sealed class FeelTests
{
    private static readonly double[] Straight = [0, 0.5],
        Sixteenths = [0, 0.25, 0.5, 0.75],
        Swung = [0, 2.0 / 3],
        Triplets = [0, 1.0 / 3, 2.0 / 3],
        Dotted = [0, 0.75];

    public static TheoryData<string, double, double> Phrases =>
        new()
        {
            { nameof(Straight), 0.25, 0 },
            { nameof(Sixteenths), 0.25, 0 },
            { nameof(Dotted), 0.25, 0 },
            { nameof(Swung), 0.5, 1 },
            { nameof(Triplets), 1.0 / 3, 0 },
        };

    [Theory]
    [MemberData(nameof(Phrases))]
    public void ItIsWhatWasPlayedHoweverAHandStrays(string name, double step, double swing)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            HeardNote[] notes = Played(Of(name), beats: 8, stray: 0.025, seed);
            Assert.Equal(new Feel(step, swing), Feel.Of(notes, double.NegativeInfinity, 0));

            // heard on another clock, and after something else
            HeardNote[] later =
            [
                new(0.4, NesVoice.Pulse1, 60),
                .. notes.Select(note => note with { Position = note.Position + 0.7 }),
            ];
            Assert.Equal(new Feel(step, swing), Feel.Of(later, from: 0.5, offset: -0.7));
        }
    }

    [Fact]
    public void AFewNotesTellNothing()
    {
        Assert.Equal(Feel.Straight, Feel.Of([], double.NegativeInfinity, 0));
        Assert.Equal(Feel.Straight, Feel.Of(Played(Swung, beats: 3, stray: 0, seed: 1), double.NegativeInfinity, 0));
        Assert.Equal(Feel.Straight, Feel.Of(Played([0], beats: 16, stray: 0, seed: 1), double.NegativeInfinity, 0));
    }

    [Theory]
    [InlineData(ScaleKind.Auto, QuantiseGrid.Auto, "A minor, swing")]
    [InlineData(ScaleKind.Major, QuantiseGrid.Auto, "swing")]
    [InlineData(ScaleKind.Auto, QuantiseGrid.Sixteenth, "A minor")]
    [InlineData(ScaleKind.Major, QuantiseGrid.Sixteenth, "")]
    public void WhatAutoTookFromThePhraseIsTold(ScaleKind scale, QuantiseGrid grid, string expected)
    {
        const int beat = SongRig.Rate / 2;
        using var rig = new SongRig(
            parameters: [("Mode", 1), ("Run", 1), ("Scale", (double)scale), ("Grid", (double)grid), ("Answer Length", 1)]
        );
        Assert.Equal("", rig.Engine.Style.Text);
        EngineEvent[] played =
        [
            .. ((int[])[69, 71, 72, 76, 74, 72, 71, 68, 69, 76, 72, 69]).SelectMany(
                (key, i) => Struck((int)(((i / 2) + (i % 2 * 2 / 3.0)) * beat), (short)key)
            ),
        ];
        rig.Render(16 * beat, played, 512);
        Assert.Equal(expected, rig.Engine.Style.Text);

        static EngineEvent[] Struck(int at, short key) =>
            [new(EngineEventKind.NoteOn, at, 0, key, Value: 0.8), new(EngineEventKind.NoteOff, at + (beat / 4), 0, key)];
    }

    // two phrases that are the same tokens to the model, yet the one swings: a take of the one is none of the other's
    [Theory]
    [InlineData(QuantiseGrid.Auto, true)]
    [InlineData(QuantiseGrid.Sixteenth, false)]
    public void AStoredTakeIsNotReplayedInAnotherFeel(QuantiseGrid grid, bool changes)
    {
        const int beats = 8;
        double straight = 0.5,
            swung = 2.0 / 3;
        while (swung - straight > 1e-9)
        {
            double middle = (straight + swung) / 2;
            if (FeelOf(middle) == Feel.Straight)
                straight = middle;
            else
                swung = middle;
        }

        Assert.NotEqual(FeelOf(straight), FeelOf(swung));
        string file = Path.GetTempFileName();
        SmallModel.Write(file, TokenVocabulary.Txf);
        using (SharedModel model = SharedModel.Acquire(file))
        {
            Assert.Equal(KeyOf(swung), KeyOf(swung));
            Assert.Equal(changes, KeyOf(straight) != KeyOf(swung));

            ulong KeyOf(double offBeat)
            {
                var history = new CaptureHistory();
                foreach (HeardNote note in Played([0, offBeat], beats, stray: 0, seed: 1))
                    history.Add(in note);
                using var composer = new LiveComposer(model.Model, history);
                composer.Take(
                    new CompositionRequest
                    {
                        Kind = RequestKind.Begin,
                        CapturedCount = 2 * beats,
                        Start = beats,
                        StartTime = beats,
                        End = double.PositiveInfinity,
                        Tempo = 120,
                        BarLine = beats,
                        BarLength = 4,
                        BeatUnit = 4,
                        Settings = new GeneratorSettings
                        {
                            Mode = GeneratorMode.Continue,
                            Run = true,
                            Grid = grid,
                        },
                    }
                );
                return composer.KeyOf(1);
            }
        }

        File.Delete(file);

        static Feel FeelOf(double offBeat) => Feel.Of(Played([0, offBeat], beats, stray: 0, seed: 1), double.NegativeInfinity, 0);
    }

    [Property]
    public void AStyleIsItsNumber(byte tonic, bool minor, byte feel, bool hasKey, bool hasFeel)
    {
        var style = new PhraseStyle(hasKey ? new MusicalKey(tonic % 12, minor) : null, hasFeel ? (PhraseFeel)(feel % 3) : null);
        Assert.Equal(style, PhraseStyle.Of(style.Code));
    }

    private static double[] Of(string name) =>
        name switch
        {
            nameof(Straight) => Straight,
            nameof(Sixteenths) => Sixteenths,
            nameof(Dotted) => Dotted,
            nameof(Swung) => Swung,
            _ => Triplets,
        };

    private static HeardNote[] Played(double[] places, int beats, double stray, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, beats)
                .SelectMany(beat => places.Select(place => beat + place))
                .Select(at => new HeardNote(at + (stray * ((2 * random.NextDouble()) - 1)), NesVoice.Pulse1, 60)),
        ];
    }
}
