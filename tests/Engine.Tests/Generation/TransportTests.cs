using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>What the generator makes of whatever a host does with its song: where answers begin and end, in samples.</summary>
public class TransportTests
{
    private const int Block = 64;
    private const int Rate = SongRig.Rate;

    // one bar of listening, one of answering; every onset on a sixteenth
    private static readonly (string, double)[] Trade =
    [
        ("Mode", 2),
        ("Run", 1),
        ("Listen Bars", 1),
        ("Answer Bars", 1),
        ("Quantise", 100),
    ];
    private static readonly (string, double)[] Continue = [("Mode", 1), ("Run", 1), ("Begin", 1), ("Quantise", 100)];

    private static readonly Row[] Rows =
    [
        new("constant tempo", Song(s => 2 * s), Trade, [(96_000, 192_000), (288_000, 384_000)]),
        new(
            "tempo change",
            Song(s => s < 1 ? 2 * s : 2 + (4 * (s - 1)), s => s < 1 ? 120 : 240),
            Trade,
            [(72_000, 120_000), (168_000, 216_000)],
            260_000
        ),
        // beats are at t + t²/4: the fourth at 2 (sqrt 5 - 1) s, the eighth at 4 s
        new("tempo ramp", Song(s => s + (s * s / 4), s => 60 + (30 * s)), Trade, [(118_663, 192_000)], 200_000),
        new("waltz", Song(s => 2 * s, bar: 3), Trade, [(72_000, 144_000), (216_000, 288_000)], 350_000),
        new("6/8", Song(s => 2 * s, bar: 3, denominator: 8), Trade, [(72_000, 144_000)], 200_000),
        new("signature change while it listens", Changing(4, 3), Trade, [(96_000, 168_000), (240_000, 312_000)], 330_000),
        new(
            "signature change while it answers",
            Changing(8, 3),
            [.. Trade, ("Answer Bars", 2)],
            [(96_000, 264_000), (336_000, 480_000)],
            500_000
        ),
        new("loop that repeats", Song(s => 2 * s % 8, loop: 8), Trade, [(96_000, 192_000), (288_000, 384_000)]),
        new(
            "loop that continues",
            Song(s => 2 * s % 8, loop: 8),
            [.. Trade, ("Loop", 1)],
            [(96_000, 192_000), (288_000, 384_000)]
        ),
        new(
            "loop of three bars that repeats",
            Song(s => 2 * s % 12, loop: 12),
            Trade,
            [(96_000, 192_000), (384_000, 480_000)],
            500_000
        ),
        new(
            "loop of three bars that continues",
            Song(s => 2 * s % 12, loop: 12),
            [.. Trade, ("Loop", 1)],
            [(96_000, 192_000), (288_000, 384_000)]
        ),
        new(
            "loop whose ends are no bar lines",
            Song(s => s < 5 ? 2 * s : 2 + ((2 * s - 10) % 8), loop: 10, loopStart: 2),
            [.. Trade, ("Loop", 1)],
            [(96_000, 192_000), (288_000, 384_000)]
        ),
        new("seek while it listens", Song(s => s < 1 ? 2 * s : 8 + (2 * (s - 1))), Trade, [(144_000, 240_000)], 330_000),
        new(
            "seek while it answers",
            Song(s => s < 3 ? 2 * s : 8 + (2 * (s - 3))),
            Trade,
            [(96_000, 144_000), (240_000, 336_000)],
            400_000
        ),
        new("song that starts in the middle of an answer", Song(s => 6 + (2 * s)), Trade, [(144_000, 240_000)], 300_000),
        new("song before its beginning", Song(s => (2 * s) - 4), Trade, [(192_000, 288_000)], 300_000),
        new("punch-in and out", Recorded(Song(s => 2 * s)), Trade, [(96_000, 192_000), (288_000, 384_000)]),
        new("start from stop", s => Song(t => 2 * (t - 1))(s) with { Playing = s >= Rate }, Trade, [(144_000, 240_000)], 300_000),
        new(
            "stop while it answers",
            s => Song(t => 2 * t)(s) with { Playing = s < 144_000 },
            Trade,
            [(96_000, 144_000)],
            200_000
        ),
        new(
            "stopped, the host's tempo",
            s => Song(_ => 3, _ => 90)(s) with { Playing = false },
            Continue,
            [(2_000 + (4 * 32_000), 400_000)],
            400_000,
            2_000,
            90
        ),
        new("stopped, no tempo", s => default, Continue, [(2_000 + (4 * 24_000), 400_000)], 400_000, 2_000),
        new(
            "no transport, its tempo changes",
            s => new Transport { Tempo = s < 50_000 ? 120 : 60 },
            Continue,
            [(145_952, 400_000)],
            400_000,
            2_000
        ),
        new(
            "playing without a position",
            s => new Transport { Playing = true, Tempo = 120 },
            Continue,
            [(2_000 + (4 * 24_000), 400_000)],
            400_000,
            2_000
        ),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnswersBeginAndEndWhereTheSongSays(string name)
    {
        Row row = Rows.Single(other => other.Name == name);
        using var rig = new SongRig(parameters: row.Settings) { Host = row.Host };
        rig.Render(row.Length, SongRig.Phrase(row.PhraseStart, row.Tempo, 60, 64, 67, 72), Block);
        long[] onsets = [.. rig.Onsets];
        foreach ((int start, int end) in row.Answers)
            Assert.Equal(start, onsets.FirstOrDefault(onset => onset >= start - Block && onset < end, -1));
        Assert.All(onsets, onset => Assert.Contains(row.Answers, answer => onset >= answer.Start && onset < answer.End));
        rig.Set("Run", 0);
        rig.Block(Block, []);
        ContinueTests.AssertPaired(rig.Sent);
        Assert.Equal(0, rig.Engine.LateNotes);
    }

    [Theory]
    [InlineData("constant tempo")]
    [InlineData("tempo change")]
    [InlineData("tempo ramp")]
    [InlineData("loop that continues")]
    [InlineData("seek while it answers")]
    public void AtFullQuantiseEveryOnsetStandsOnTheSongsGrid(string name)
    {
        Row row = Rows.Single(other => other.Name == name);
        using var rig = new SongRig(parameters: [.. row.Settings, ("Grid", (double)QuantiseGrid.Sixteenth)]) { Host = row.Host };
        rig.Render(row.Length, SongRig.Phrase(), Block);
        Assert.True(rig.Onsets.Count() > 1);
        Assert.All(
            rig.Onsets,
            onset =>
            {
                // the sample at which the song passes a sixteenth
                double before = row.Host(onset - 1).SongPosition * 4,
                    after = row.Host(onset + 1).SongPosition * 4;
                Assert.True(after < before || Math.Ceiling(before) <= after, $"onset at {onset}");
            }
        );
    }

    [Fact]
    public void ALoopRepeatsOrGoesOnAsIsChosen()
    {
        const int loop = 192_000;
        Row repeats = Rows.Single(row => row.Name == "loop that repeats"),
            continues = Rows.Single(row => row.Name == "loop that continues");
        EngineEvent[] twice = [.. SongRig.Phrase(), .. SongRig.Phrase(loop)];
        using SongRig same = new SongRig(parameters: repeats.Settings) { Host = repeats.Host }.Render(2 * loop, twice, Block);
        using SongRig other = new SongRig(parameters: continues.Settings) { Host = continues.Host }.Render(
            2 * loop,
            twice,
            Block
        );
        Assert.Equal(Pass(same, 0), Pass(same, loop));
        Assert.Equal(Pass(same, 0), Pass(other, 0));
        Assert.NotEqual(Pass(other, 0), Pass(other, loop));

        static List<(int, short, short)> Pass(SongRig rig, int from) =>
            [
                .. rig
                    .Sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Offset >= from && e.Offset < from + loop)
                    .Select(e => (e.Offset - from, e.Channel, e.Key)),
            ];
    }

    [Theory]
    [InlineData("Silence", 1, 144_000)]
    [InlineData("Silence", 2.25, 168_000)]
    [InlineData("Silence", 4, 216_000)]
    [InlineData("Bar", 1, 192_000)]
    public void ACueSaysWhenAnAnswerBegins(string cue, double silence, int expected)
    {
        // the phrase ends 0.05 beats before the fourth, the lead is half a beat
        using var rig = new SongRig(parameters: [.. Continue, ("Cue", cue == "Bar" ? 1 : 0), ("Silence", silence)]);
        EngineEvent[] phrase =
        [
            .. SongRig.Phrase(),
            new(EngineEventKind.NoteOn, 97_000, 0, 60, Value: 1),
            new(EngineEventKind.NoteOff, 98_000, 0, 60),
        ];
        rig.Render(300_000, cue == "Bar" ? phrase : SongRig.Phrase(), Block);
        Assert.Equal(expected, rig.Onsets.First());
    }

    // the phrase ends 0.05 beats before the fourth, then come a beat of silence and half a beat of lead
    [Theory]
    [InlineData(4, 4, 0, 8)]
    [InlineData(3, 4, 0, 6)]
    [InlineData(7, 8, 0, 7)]
    [InlineData(4, 4, 3, 7)]
    [InlineData(4, 4, 1.75, 5.75)]
    public void AnAnswerBeginsAtABarLineOfTheSong(int numerator, int denominator, double firstLine, double expected)
    {
        using var rig = new SongRig(parameters: [.. Continue, ("Begin", 0)]);
        double bar = 4.0 * numerator / denominator;
        Func<long, Transport> song = rig.Host;
        rig.Host = sample =>
            song(sample) with
            {
                Numerator = numerator,
                Denominator = denominator,
                BarStart = firstLine + (Math.Floor((song(sample).SongPosition - firstLine) / bar) * bar),
            };
        rig.Render(300_000, SongRig.Phrase(), Block);
        Assert.Equal(expected, rig.Onsets.First() / 24_000.0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ATriggerNoteOrAutomationBeginsAnAnswer(bool note)
    {
        using var rig = new SongRig(parameters: [.. Continue, ("Cue", 2), ("Trigger Key", 24)]);
        EngineEvent[] trigger = note
            ? [new(EngineEventKind.NoteOn, 150_000, 0, 24, Value: 1), new(EngineEventKind.NoteOff, 151_000, 0, 24)]
            : [SongRig.Set(150_000, "Trigger", 1)];
        using SongRig untriggered = new SongRig(parameters: [.. Continue, ("Cue", 2), ("Trigger Key", 24)]).Render(
            300_000,
            SongRig.Phrase(),
            Block
        );
        rig.Render(300_000, [.. SongRig.Phrase(), .. trigger], Block);
        Assert.Empty(untriggered.Sent);

        // 6.25 beats and half a beat of lead
        Assert.Equal(168_000, rig.Onsets.First());
        Assert.Equal(untriggered.Heard[..168_000], rig.Heard[..168_000]);
    }

    [Fact]
    public void SettingsThatChangeDuringAnAnswerMakeNoNoteLate()
    {
        using var rig = new SongRig(parameters: [.. Continue, ("Cue", 2), ("Lead", 4)]);
        rig.Render(200_000, SongRig.Phrase(), Block);
        rig.Set("Lead", 0.125);
        rig.Set("Cue", 0);
        rig.Render(300_000, [], Block);
        Assert.NotEmpty(rig.Sent);
        Assert.Equal(0, rig.Engine.LateNotes);
    }

    // a song whose position and tempo are functions of seconds
    private static Func<long, Transport> Song(
        Func<double, double> position,
        Func<double, double>? tempo = null,
        double bar = 4,
        int denominator = 4,
        double loop = 0,
        double loopStart = 0
    ) =>
        sample =>
        {
            double seconds = sample / (double)Rate;
            return new Transport
            {
                Playing = true,
                HasSongPosition = true,
                Tempo = tempo?.Invoke(seconds) ?? 120,
                SongPosition = position(seconds),
                BarStart = Math.Floor((position(seconds) + 1e-9) / bar) * bar,
                Numerator = (int)(bar * denominator / 4),
                Denominator = denominator,
                Looping = loop > 0,
                LoopStart = loopStart,
                LoopEnd = loop,
            };
        };

    // 4/4 up to a bar line, then bars of some quarters
    private static Func<long, Transport> Changing(double at, int bar) =>
        sample =>
        {
            double position = 2 * sample / (double)Rate;
            Transport song = Song(_ => position)(sample);
            return position < at - 1e-9
                ? song
                : song with
                {
                    Numerator = bar,
                    BarStart = at + (Math.Floor((position - at + 1e-9) / bar) * bar),
                };
        };

    private static Func<long, Transport> Recorded(Func<long, Transport> song) =>
        sample => song(sample) with { Recording = sample / Rate % 2 == 1 };

    private sealed record Row(
        string Name,
        Func<long, Transport> Host,
        (string, double)[] Settings,
        (int Start, int End)[] Answers,
        int Length = 400_000,
        int PhraseStart = 0,
        double Tempo = 120
    );
}
