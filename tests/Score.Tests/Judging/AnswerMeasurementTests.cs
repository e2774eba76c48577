using LakhNes.Score.Judging;

namespace LakhNes.Score.Tests.Judging;

public sealed class AnswerMeasurementTests
{
    private static readonly int[] Tune = [60, 64, 67, 65, 62, 64, 60, 67];

    private static Phrase Of(int bars, params PhraseNote[] notes) => new([.. notes.OrderBy(note => note.Start)], bars, 4);

    private static PhraseNote Note(double start, double length, int key, NesVoice voice = NesVoice.Pulse1) =>
        new(voice, key, start, start + length);

    // notes of half a beat, bar after bar
    private static PhraseNote[] Line(int bars, Func<int, int> key, NesVoice voice = NesVoice.Pulse1) =>
        [.. Enumerable.Range(0, bars * 8).Select(i => Note(i * 0.5, 0.5, key(i), voice))];

    private static double Value(AnswerMeasurement measured, string name) => Value(measured.Values, name);

    private static double Value(double[] values, string name) =>
        values[AnswerMeasure.All.Select((measure, i) => (measure.Name, i)).Single(one => one.Name == name).i];

    private static double Value(string name, Phrase prompt, Phrase answer) => Value(AnswerMeasurement.Of(prompt, answer), name);

    [Fact]
    public void TheSameBarsAgainAreTheSong()
    {
        Phrase tune = Of(8, Line(8, i => Tune[i % 8]));
        AnswerMeasurement measured = AnswerMeasurement.Of(tune, tune);
        Assert.Equal(1, Value(measured, "key"));
        Assert.Equal(0, Value(measured, "rhythm"), 1e-9);
        Assert.Equal(1, Value(measured, "voices"));
        Assert.Equal(0, Value(measured, "silence"), 1e-9);
        Assert.Equal(0.5, Value(measured, "longestNote"));
        Assert.Equal(0, Value(measured, "stuck"));
        Assert.Equal(1, Value(measured, "patterns"));
        Assert.Equal(1, Value(measured, "motifs"));
        Assert.Equal(1, Value(measured, "ownPatterns"));
        Assert.Equal(1, Value(measured, "bars"));
        Assert.Equal(0, Value(measured, "density"), 1e-9);
        Assert.Equal(1, Value(measured, "copied"));
        Assert.Equal(0, Value(measured, "standing"));
        Assert.Equal(0, Value(measured, "register"));
        Assert.Equal(0, Value(measured, "leaps"));
        Assert.Equal(0, Value(measured, "crossing"));
        Assert.Equal(4, measured.Windows.Length);
        Assert.All(measured.Windows, window => Assert.Equal(1, Value(window, "patterns")));
    }

    [Fact]
    public void ATransposedTuneIsRecalledAndOneWithOtherIntervalsIsNot()
    {
        Phrase tune = Of(2, Line(2, i => Tune[i % 8])),
            higher = Of(2, Line(2, i => Tune[i % 8] + 5));
        Assert.Equal((1.0, 1.0), (Value("patterns", tune, higher), Value("motifs", tune, higher)));
        Phrase other = Of(2, Line(2, i => 60 + (i * i % 13)));
        Assert.Equal((0.0, 0.0), (Value("patterns", tune, other), Value("motifs", tune, other)));
    }

    [Fact]
    public void AMotifHasItsRhythmAPatternDoesNot()
    {
        Phrase tune = Of(2, Line(2, i => Tune[i % 8])),
            slow = Of(4, [.. Line(2, i => Tune[i % 8]).Select(note => note with { Start = note.Start * 2, End = note.End * 2 })]);
        Assert.Equal((1.0, 0.0), (Value("patterns", tune, slow), Value("motifs", tune, slow)));
        Assert.Equal(1, Value("rhythm", tune, slow), 1e-9); // eighths and quarters share nothing
    }

    [Fact]
    public void RepeatedKeysAreNoPattern()
    {
        Phrase repeats = Of(2, Line(2, _ => 60));
        Assert.True(double.IsNaN(Value("patterns", repeats, repeats)));
        Assert.Equal(0, Value("motifs", repeats, repeats));
    }

    [Fact]
    public void DensityIsOfTwoBarsAfterTwoBars()
    {
        // as many notes in all, but two bars of none and two of twice as many
        Phrase prompt = Of(4, Line(4, i => Tune[i % 8])),
            uneven = Of(4, [.. Enumerable.Range(0, 32).Select(i => Note(8 + (i * 0.25), 0.25, Tune[i % 8]))]);
        Assert.Equal((Math.Log2(9) + Math.Log2(17.0 / 9)) / 2, Value("density", prompt, uneven), 1e-9);
    }

    [Theory]
    [InlineData("P1", 0)] // the same line in another key
    [InlineData("", 3.17)] // from 8 notes a bar to none
    [InlineData("P1 TR", 1.585)] // another voice comes in
    [InlineData("TR", 3.17)] // one for the other
    public void DensityTellsVoicesThatFallSilentOrComeIn(string voices, double density)
    {
        Phrase prompt = Of(4, Line(4, i => Tune[i % 8])),
            answer = Of(
                4,
                [
                    .. voices.Contains("P1") ? Line(4, i => Tune[i % 8] + 2) : [],
                    .. voices.Contains("TR") ? Line(4, i => Tune[i % 8] - 12, NesVoice.Triangle) : [],
                ]
            );
        Assert.Equal(density, Value("density", prompt, answer), 2);
    }

    [Theory]
    [InlineData(4, 1, 0.5)] // held for a bar of two
    [InlineData(0.5, 8, 0.5)] // repeated for a bar
    [InlineData(3.9, 1, 0)] // shorter than four beats
    public void AVoiceThatHoldsOrRepeatsAKeyForFourBeatsIsStuck(double length, int times, double stuck)
    {
        PhraseNote[] notes = [.. Enumerable.Range(0, times).Select(i => Note(i * length, length, 60)), Note(5, 0.5, 62)];
        Assert.Equal(stuck, Value("stuck", Of(2, notes), Of(2, notes)), 1e-9);
    }

    [Fact]
    public void ARestOfMoreThanABeatEndsWhatIsStuck()
    {
        Phrase answer = Of(2, Note(0, 2, 60), Note(3.5, 2, 60), Note(6, 1, 62));
        Assert.Equal(0, Value("stuck", answer, answer));
        Phrase nearer = Of(2, Note(0, 2, 60), Note(3, 2, 60), Note(6, 1, 62));
        Assert.Equal(5.0 / 8, Value("stuck", nearer, nearer), 1e-9);
    }

    [Fact]
    public void WhatIsHeldAcrossTwoBarsCountsInBothWindows()
    {
        Phrase answer = Of(4, Note(0, 0.5, 62), Note(6, 6, 60), Note(13, 0.5, 62));
        AnswerMeasurement measured = AnswerMeasurement.Of(answer, answer);
        Assert.Equal(2.0 / 8, Value(measured.Windows[0], "stuck"), 1e-9);
        Assert.Equal(4.0 / 8, Value(measured.Windows[1], "stuck"), 1e-9);
        Assert.Equal(1 - (4.5 / 8), Value(measured.Windows[1], "silence"), 1e-9);
    }

    [Fact]
    public void SilenceIsWhereNoPitchSounds()
    {
        Phrase answer = Of(2, Note(0, 2, 60), Note(1, 3, 48, NesVoice.Triangle), Note(6, 2, 3, NesVoice.Noise));
        Assert.Equal(0.5, Value("silence", answer, answer), 1e-9);
        Assert.Equal(1, Value("silence", answer, Of(2)));
    }

    [Fact]
    public void BarsAreComparedWithThoseFourBefore()
    {
        Phrase tune = Of(8, [.. Line(8, i => 60 + (i % 16)), .. Line(8, i => i < 32 ? 3 : 4, NesVoice.Noise)]);
        Assert.Equal(8.0 / 24, Value("bars", tune, tune), 1e-9); // eight of both bars' twenty-four different notes are shared
        Assert.True(double.IsNaN(Value("bars", tune, tune.Cut(0, 4))));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(23, 1)]
    [InlineData(7, 0)]
    [InlineData(12, 0)]
    public void HarshIsTheIntervalOfTheOuterVoices(int interval, double harsh)
    {
        Phrase answer = Of(1, Note(0, 4, 50 + interval), Note(0, 4, 50, NesVoice.Triangle));
        Assert.Equal(harsh, Value("harsh", answer, answer));
        Phrase inner = Of(1, [.. answer.Notes, Note(0, 4, 38, NesVoice.Pulse2), Note(0, 4, 98)]); // five octaves apart
        Assert.Equal(0, Value("harsh", inner, inner));
    }

    [Fact]
    public void EachBarIsComparedWithTheBarOfThePromptThatItIsMostLike()
    {
        Phrase prompt = Of(4, Line(4, i => Tune[i % 8] + (i / 8))),
            backwards = Of(4, Line(4, i => Tune[i % 8] + 3 - (i / 8))),
            half = Of(4, Line(4, i => i % 8 < 4 ? Tune[i % 8] : 40)),
            other = Of(4, Line(4, i => Tune[i % 8] + 12)),
            later = Of(
                4,
                [.. Line(3, i => Tune[i % 8]).Select(note => note with { Start = note.Start + 4, End = note.End + 4 })]
            );
        Assert.Equal(1, Value("copied", prompt, backwards));
        Assert.Equal(1.0 / 3, Value("copied", prompt, half), 1e-9);
        Assert.Equal(0, Value("copied", prompt, other));
        Assert.Equal(1, Value("copied", prompt, later));
        Assert.Equal(0, Value("copied", Of(4), prompt));
    }

    [Fact]
    public void BarsAreAsLongAsThePromptsMetreSays()
    {
        Phrase waltz = new([.. Enumerable.Range(0, 12).Select(i => Note(i, 1, 60 + i))], 4, 3);
        Assert.Equal(1, Value("copied", waltz, waltz.Cut(1, 3)));
        Assert.Equal(0, Value("copied", waltz with { QuartersPerBar = 4, Bars = 3 }, waltz.Cut(1, 3)));
    }

    [Fact]
    public void AVoiceStandsThatIsStuckAndWasNot()
    {
        PhraseNote[] tune = Line(4, i => Tune[i % 8]),
            pedal = [Note(0, 16, 36, NesVoice.Triangle)],
            bass = Line(4, i => 36 + (i % 2), NesVoice.Triangle);
        Assert.Equal(1, Value("standing", Of(4, [.. tune, .. bass]), Of(4, [.. tune, .. pedal])));
        Assert.Equal(1, Value("standing", Of(4, tune), Of(4, [.. tune, .. pedal])));
        Assert.Equal(0, Value("standing", Of(4, [.. tune, .. pedal]), Of(4, [.. tune, .. pedal])));
        Assert.Equal(0, Value("standing", Of(4, [.. tune, .. pedal]), Of(4, [.. tune, .. bass])));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(12, 6)]
    [InlineData(-5, 2.5)]
    public void RegisterIsOfTwoBarsAfterTwoBars(int higher, double distance)
    {
        Phrase prompt = Of(4, [.. Line(4, i => Tune[i % 8]), .. Line(4, _ => 50, NesVoice.Triangle)]),
            answer = Of(4, Line(4, i => Tune[i % 8] + (i < 16 ? 0 : higher)));
        Assert.Equal(distance, Value("register", prompt, answer), 1e-9);
    }

    [Fact]
    public void RhythmIsOfEachVoice()
    {
        // the voices change places: together they have the same rhythms, each has another
        PhraseNote[] eighths = Line(2, i => Tune[i % 8]),
            halves = [.. Enumerable.Range(0, 4).Select(i => Note(2 * i, 2, 40 + i, NesVoice.Triangle))];
        Phrase prompt = Of(2, [.. eighths, .. halves]),
            changed = Of(
                2,
                [
                    .. eighths.Select(note => note with { Voice = NesVoice.Triangle }),
                    .. halves.Select(note => note with { Voice = NesVoice.Pulse1 }),
                ]
            );
        Assert.Equal(1, Value("rhythm", prompt, changed), 1e-9);
        Assert.Equal(0, Value("rhythm", prompt, Of(2, eighths)), 1e-9); // of the voices that play in both
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)] // down as up
    [InlineData(7, 6)]
    public void LeapsAreHowMuchFurtherAVoiceGoesFromNoteToNote(int interval, double leaps)
    {
        Phrase prompt = Of(2, [.. Line(2, i => 60 + i), .. Line(2, _ => 40, NesVoice.Triangle)]);
        Assert.Equal(leaps, Value("leaps", prompt, Of(2, Line(2, i => 60 + (i % 2 * interval)))), 1e-9);
        Phrase both = Of(2, [.. Line(2, i => 60 + (i % 2 * interval)), .. Line(2, _ => 45, NesVoice.Triangle)]);
        Assert.Equal(leaps / 2, Value("leaps", prompt, both), 1e-9); // in the mean over the voices
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(60, 0)] // in unison no voice is above
    [InlineData(61, 0.5)]
    public void VoicesCrossThatChangeTheirOrder(int lower, double crossing)
    {
        foreach (NesVoice voice in (NesVoice[])[NesVoice.Pulse2, NesVoice.Triangle])
        {
            // they need not sound together in the prompt
            Phrase prompt = Of(2, Note(0, 4, 60), Note(4, 4, 50, voice)),
                answer = Of(2, Note(0, 8, 60), Note(0, 4, 48, voice), Note(4, 4, lower, voice));
            Assert.Equal(crossing, Value("crossing", prompt, answer), 1e-9);
        }
    }

    [Fact]
    public void VoicesThatCrossedInThePromptMayGoOnSo()
    {
        Phrase crossed = Of(2, Note(0, 8, 60), Note(0, 6, 48, NesVoice.Pulse2), Note(6, 2, 62, NesVoice.Pulse2)),
            above = Of(2, Note(0, 8, 60), Note(0, 8, 62, NesVoice.Pulse2)),
            strange = Of(2, Note(0, 8, 60), Note(0, 8, 62, NesVoice.Triangle));
        Assert.Equal(0, Value("crossing", crossed, crossed), 1e-9);
        Assert.Equal(0.75, Value("crossing", crossed, above), 1e-9);
        Assert.Equal(0, Value("crossing", crossed, Of(2, Note(0, 8, 60), Note(0, 8, 48, NesVoice.Pulse2)))); // less is none
        Assert.Equal(0, Value("crossing", crossed, strange)); // what the prompt does not have, has no place there
    }

    [Fact]
    public void AnEmptyAnswerHasNoNotesToMeasure()
    {
        Phrase tune = Of(2, Line(2, i => Tune[i % 8]));
        AnswerMeasurement measured = AnswerMeasurement.Of(tune, Of(2));
        Assert.Equal((1.0, 0.0, 0.0), (Value(measured, "silence"), Value(measured, "voices"), Value(measured, "stuck")));
        Assert.All(
            new[] { "key", "rhythm", "copied", "standing", "register", "leaps" },
            name => Assert.True(double.IsNaN(Value(measured, name)))
        );
    }
}
