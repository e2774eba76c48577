using LakhNes.Score.Beats;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Beats;

/// <summary>A MIDI file's own tempo and time signature, believed where its notes lie on them.</summary>
public class StatedBarsTests
{
    private const int Quarter = 480,
        Step = Quarter / Metre.StepsPerQuarter;

    // of any one bar all but the last sixteenth but one: nothing in the notes tells 3/4 from 6/8, or 60 from 120
    private static readonly int[] Rhythm = [0, 6, 12, 18, 24, 36, 42, 48, 60];

    public static TheoryData<int, int, int> Stated
    {
        get
        {
            TheoryData<int, int, int> all = [];
            foreach (int tempo in (int[])[60, 120, 180])
            {
                foreach (
                    (int numerator, int denominator) in ((int, int)[])[(4, 4), (3, 4), (6, 8), (2, 4), (5, 4), (7, 8), (12, 8)]
                )
                    all.Add(tempo, numerator, denominator);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Stated))]
    public void TempoMetreAndPlacesAreTheFiles(int tempo, int numerator, int denominator)
    {
        var metre = new Metre(numerator, denominator);
        long[] steps = Rhythmic(8, metre.StepsPerBar);
        NesScore? score = InBars(steps, [(0, tempo)], [(0, metre)]);
        Assert.NotNull(score);
        Assert.Equal(8, score.Bars.Length);
        Assert.All(score.Bars, bar => Assert.Equal((metre, tempo), (bar.Metre, bar.Tempo)));
        Assert.Equal(steps, Onsets(score));
    }

    [Theory]
    [InlineData(2, 2, 4, 4)]
    [InlineData(4, 8, 2, 4)]
    public void BarsOfOtherBeatsAreThoseAsLong(int numerator, int denominator, int asNumerator, int asDenominator)
    {
        var metre = new Metre(numerator, denominator);
        NesScore? score = InBars(Rhythmic(8, metre.StepsPerBar), [(0, 120)], [(0, metre)]);
        Assert.Equal(new Metre(asNumerator, asDenominator), score!.Bars[3].Metre);
    }

    [Fact]
    public void ASongKeepsItsChangesOfMetreAndTempo()
    {
        // two bars of 4/4, two of 3/4, then of 6/8 and quicker
        long[] steps = Rhythmic(8, 48);
        NesScore? score = InBars(
            steps,
            [(0, 100), (192 + 144, 150)],
            [(0, Metre.Common), (192, new Metre(3, 4)), (192 + 144, new Metre(6, 8))]
        );
        Assert.NotNull(score);
        Assert.Equal(
            [(0, "4/4", 100), (96, "4/4", 100), (192, "3/4", 100), (264, "3/4", 100), (336, "6/8", 150)],
            score.Bars.Select(bar => ((int)bar.Start, $"{bar.Metre}", bar.Tempo))
        );
        Assert.Equal(steps, Onsets(score));
    }

    [Fact]
    public void EmptyBarsBeforeTheFirstNoteAreLeftOutAndAnUpbeatStaysInItsBar()
    {
        NesScore? score = InBars([.. Rhythmic(4, 96).Select(step => step + (3 * 96) + 84)], [(0, 120)], [(0, Metre.Common)]);
        Assert.NotNull(score);
        Assert.Equal(5, score.Bars.Length);
        Assert.Equal(84, Onsets(score)[0]);
    }

    [Fact]
    public void TripletsStandInThirds()
    {
        long[] steps = [.. Enumerable.Range(0, 48).Select(i => i * 8L)];
        Assert.Equal(steps, Onsets(InBars(steps, [(0, 120)], [(0, Metre.Common)])!));
        long[] swung = [.. Enumerable.Range(0, 48).Select(i => i / 2 * 24L + (i % 2 * 16))];
        Assert.Equal(swung, Onsets(InBars(swung, [(0, 110)], [(0, Metre.Common)])!));
    }

    [Fact]
    public void WhatIsPlayedToAClickIsOnItsBeats()
    {
        var random = new Random(4);
        long[] steps = Rhythmic(8, 96);
        // within 12 ms of the beat at 100 a minute
        NesScore? score = InBars(
            steps,
            [(0, 100)],
            [(0, Metre.Common)],
            step => (step * Step) + (step == 0 ? 0 : random.Next(-9, 10))
        );
        Assert.Equal(steps, Onsets(score!));
    }

    [Theory]
    [InlineData(137)]
    [InlineData(93)]
    [InlineData(151)]
    public void ATempoThatTheNotesDoNotKeepToIsNotBelieved(int played) =>
        Assert.Null(
            InBars(Rhythmic(16, 96), [(0, 120)], [(0, Metre.Common)], step => (long)Math.Round(step * Step * 120.0 / played))
        );

    [Fact]
    public void NotesAtRandomKeepToNoTempo()
    {
        var random = new Random(3);
        long tick = 0;
        Assert.Null(InBars(Rhythmic(16, 96), [(0, 120)], [(0, Metre.Common)], _ => tick += random.Next(40, 700)));
    }

    [Theory]
    [InlineData(20, 4, 4)]
    [InlineData(400, 4, 4)]
    [InlineData(120, 5, 8)]
    [InlineData(120, 3, 2)]
    public void WhatTheTextHasNoSymbolForIsNotTakenOver(int tempo, int numerator, int denominator)
    {
        var metre = new Metre(numerator, denominator);
        Assert.Null(InBars(Rhythmic(8, metre.StepsPerBar), [(0, tempo)], [(0, metre)]));
    }

    [Fact]
    public void ABarThatIsCutShortBetweenNotesIsNotTakenOverAndTheLastOneIs()
    {
        long[] steps = Rhythmic(4, 96);
        Assert.Null(InBars(steps, [(0, 120)], [(0, Metre.Common), (144, Metre.Common with { Numerator = 3 })]));
        // as programs mark a song's end, where the last note ends or later
        foreach (int after in new[] { 4, 6, 36 })
        {
            NesScore? ended = InBars(steps, [(0, 120)], [(0, Metre.Common), (steps[^1] + after, new Metre(1, 1))]);
            Assert.True(ended is not null, $"{after} steps");
        }
    }

    [Fact]
    public void TicksOfSecondsHaveNoBars()
    {
        MidiFile file = new(MidiFileFormat.SingleTrack, MidiDivision.Smpte(25, 40), [Track([0, 240, 480, 720])]);
        Assert.Null(MidiBars.Of(file, Song(file)));
    }

    private static long[] Rhythmic(int bars, int stepsPerBar) =>
        [
            .. Enumerable
                .Range(0, bars)
                .SelectMany(bar => Rhythm.Where(step => step < stepsPerBar).Select(step => ((long)bar * stepsPerBar) + step)),
        ];

    private static MidiTrack Track(IEnumerable<long> ticks) =>
        new([
            .. ticks
                .SelectMany(
                    (tick, i) =>
                        new[]
                        {
                            MidiEvent.NoteOn(tick, 0, 60 + (i * 5 % 12), 100),
                            MidiEvent.NoteOff(tick + Quarter / 6, 0, 60 + (i * 5 % 12)),
                        }
                )
                .OrderBy(e => e.Tick)
                .ThenBy(e => e.IsNoteOn ? 1 : 0),
        ]);

    private static NesScore? InBars(
        long[] steps,
        (long Step, int Tempo)[] tempos,
        (long Step, Metre Metre)[] metres,
        Func<long, long>? tickOf = null
    )
    {
        long[] ticks = [.. steps.Select(step => tickOf?.Invoke(step) ?? step * Step)];
        MidiTrack conductor = new([
            .. tempos
                .Select(change => MidiEvent.Tempo(change.Step * Step, 60_000_000 / change.Tempo))
                .Concat(
                    metres.Select(change =>
                        MidiEvent.TimeSignature(change.Step * Step, change.Metre.Numerator, change.Metre.Denominator)
                    )
                )
                .OrderBy(e => e.Tick),
        ]);
        MidiFile file = new(MidiFileFormat.Simultaneous, MidiDivision.Musical(Quarter), [conductor, Track(ticks)]);
        NesScore song = Song(file);
        return MidiBars.Of(file, song) is { } stated && SongBars.Stated(song, stated) is { } bars
            ? BarQuantiser.Quantise(bars)
            : null;
    }

    // as a file's notes come, in console frames
    private static NesScore Song(MidiFile file)
    {
        MidiTempoMap tempos = file.TempoMap();
        return new NesScore(
            TimeUnit.Frame,
            [
                .. file.Tracks[^1]
                    .Events.Select(e =>
                    {
                        long frame = (long)Math.Round(tempos.SecondsOfTick(e.Tick) * TimeUnit.Frame.PerSecond);
                        return e.IsNoteOn
                            ? NesEvent.NoteOn(frame, NesVoice.Pulse1, e.Data1)
                            : NesEvent.NoteOff(frame, NesVoice.Pulse1);
                    }),
            ]
        );
    }

    private static long[] Onsets(NesScore score) =>
        [.. score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time)];
}
