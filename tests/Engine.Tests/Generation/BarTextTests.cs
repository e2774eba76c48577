using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Harmony;
using LakhNes.Score.Judging;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// What a model whose text knows bars is told, and where in the song what it composes stands. Its weights are random.
/// </summary>
public sealed class BarTextTests : IDisposable
{
    private const int Step = Metre.StepsPerQuarter;

    private static readonly TokenVocabulary Text = TokenVocabulary.Txb;

    private readonly string _file = Path.GetTempFileName();
    private readonly SharedModel _model;

    public BarTextTests()
    {
        SmallModel.Write(_file, Text);
        _model = SharedModel.Acquire(_file);
    }

    public void Dispose()
    {
        _model.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public void WhatWasPlayedStandsInTheSongsBars()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 4.5, 5);
        Play(history, NesVoice.Triangle, 48, 8.25, 9.02); // a hand is late by half a step
        using LiveComposer composer = Begin(history, Request(start: 12));
        Assert.Equal(
            "<S> BAR METRE_4_4 TEMPO_120 POS_12 P1_NOTEON_60 POS_24 P1_NOTEOFF BAR POS_6 TR_NOTEON_48 POS_24 TR_NOTEOFF BAR POS_0",
            Written(composer.AllTokens)
        );
    }

    [Fact]
    public void OfLongRestsWholeBarsAreLeftOut()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 1, 2);
        Play(history, NesVoice.Pulse1, 62, 19, 20); // 17 quarters later
        using LiveComposer composer = Begin(history, Request(start: 20));
        Assert.Equal(
            "<S> BAR METRE_4_4 TEMPO_120 POS_24 P1_NOTEON_60 POS_48 P1_NOTEOFF POS_72 P1_NOTEON_62 POS_95 P1_NOTEOFF BAR POS_0",
            Written(composer.AllTokens)
        );
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(28)]
    public void TheBarsInWhichAnAnswerWasWaitedForAreLeftOut(double start)
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 4, 7);
        Play(history, NesVoice.Triangle, 48, 4, 8);
        using LiveComposer composer = Begin(history, Request(start));
        Assert.Equal(
            "<S> BAR METRE_4_4 TEMPO_120 POS_0 P1_NOTEON_60 TR_NOTEON_48 POS_72 P1_NOTEOFF POS_95 TR_NOTEOFF BAR POS_0",
            Written(composer.AllTokens)
        );
    }

    [Fact]
    public void AnAnswerThatBeginsBetweenBarLinesBeginsThereToTheModelToo()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        using LiveComposer composer = Begin(history, Request(start: 2));
        Assert.EndsWith(" P1_NOTEOFF POS_48", Written(composer.AllTokens), StringComparison.Ordinal);
        Assert.True(Composed(composer, 300).First().Position == 2);
    }

    [Fact]
    public void WhoAccompaniesStandsWhereTheSongStands()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Request(start: 4.5);
        request.Settings.Mode = GeneratorMode.Accompany;
        using LiveComposer composer = Begin(history, request);
        Assert.EndsWith(" P1_NOTEOFF BAR POS_12", Written(composer.AllTokens), StringComparison.Ordinal);

        // out of nothing too
        using LiveComposer free = Begin(new CaptureHistory(), request);
        Assert.Equal("<S> BAR METRE_4_4 TEMPO_120 POS_12", Written(free.AllTokens));
    }

    // else the others would be composed to the rhythm of a voice that never plays
    [Fact]
    public void WhatThePlayerMayGoOnWithIsImaginedAndNeverHeard()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Request(start: 4);
        request.Settings.Mode = GeneratorMode.Accompany;
        request.Players = default(VoiceSet).With(NesVoice.Pulse1);
        request.Settings.Voices = VoiceSet.All.Without(NesVoice.Noise);
        using LiveComposer composer = Begin(history, request);
        int told = composer.AllTokens.Length;
        Assert.Contains("VOICES_P1_P2_TR ", Written(composer.AllTokens), StringComparison.Ordinal);
        List<HeardNote> heard = Composed(composer, 600);
        string imagined = Written(composer.AllTokens[told..]);
        Assert.Contains("P1_NOTEON", imagined, StringComparison.Ordinal);
        Assert.DoesNotContain("NO_NOTEON", imagined, StringComparison.Ordinal);
        Assert.Equal([NesVoice.Pulse2, NesVoice.Triangle], heard.Select(note => note.Voice).Distinct().Order());
    }

    [Fact]
    public void WhatWasImaginedIsForgottenOnceThePlayerHasPlayed()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Request(start: 4);
        request.Settings.Mode = GeneratorMode.Accompany;
        request.Players = default(VoiceSet).With(NesVoice.Pulse1);
        request.Settings.Voices = request.Players;
        request.CapturedCount = 2;
        using LiveComposer composer = Begin(history, request);
        Assert.Empty(Composed(composer, 600));
        Play(history, NesVoice.Pulse1, 64, 5, 6);
        (request.Kind, request.Start, request.StartTime, request.CapturedCount) = (RequestKind.Revise, 8, 8, 4);
        composer.Take(in request);
        Assert.Equal(
            ["P1_NOTEON_60", "P1_NOTEON_64"],
            Written(composer.AllTokens).Split(' ').Where(token => token.Contains("NOTEON", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void ThePlayersKeyIsFollowedWhileTheBandPlays()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Request(start: 4);
        request.Settings.Mode = GeneratorMode.Accompany;
        request.Players = default(VoiceSet).With(NesVoice.Pulse1);
        request.CapturedCount = 2;
        using LiveComposer composer = Begin(history, request);
        Composed(composer, 100);
        Assert.Null(composer.Style.Key);
        int[] minor = [57, 59, 60, 62, 64, 65, 67, 69];
        for (int i = 0; i < minor.Length; i++)
            Play(history, NesVoice.Pulse1, (byte)minor[i], 4 + (i * 0.5), 4.5 + (i * 0.5));
        (request.Kind, request.Start, request.StartTime, request.CapturedCount) = (RequestKind.Revise, 8, 8, 18);
        composer.Take(in request);
        Assert.Equal(new MusicalKey(9, IsMinor: true), composer.Style.Key);
    }

    [Theory]
    [InlineData(100, false, 0.95, 1)]
    [InlineData(100, true, 0.95, 1)] // a chord that is held comes first
    [InlineData(0, false, 0, 0.5)]
    public void TheBandFollowsTheHarmonyOfThePlayersLastBar(double follow, bool holdsOther, double least, double most)
    {
        int[] played = [65, 69, 72, 60, 64, 67]; // F in the first bar, C in the second
        var history = new CaptureHistory();
        for (int i = 0; i < played.Length; i++)
            Play(history, NesVoice.Pulse1, (byte)played[i], (i / 3 * 4) + (i % 3), (i / 3 * 4) + (i % 3) + 1);
        CompositionRequest request = Request(start: 8);
        request.Settings.Mode = GeneratorMode.Accompany;
        request.Settings.Follow = follow;
        request.Players = default(VoiceSet).With(NesVoice.Pulse1);
        Assert.True(Chord.TryParse(holdsOther ? "F#" : "C", out Chord chord));
        request.Chord = holdsOther ? chord : default;
        using LiveComposer composer = Begin(history, request);
        HeardNote[] onBeats =
        [
            .. Composed(composer, 2000)
                .Where(note => note is { Note: > 0, Voice: not NesVoice.Noise } && note.Position == Math.Round(note.Position)),
        ];
        Assert.True(onBeats.Length > 20);
        Assert.InRange(onBeats.Count(note => chord.Contains(note.Note)) / (double)onBeats.Length, least, most);
    }

    [Theory]
    [InlineData(4, 4, "4_4")]
    [InlineData(3, 4, "3_4")]
    [InlineData(3, 8, "6_8")]
    [InlineData(3.5, 8, "7_8")]
    [InlineData(4.5, 8, "9_8")]
    [InlineData(6, 8, "12_8")]
    [InlineData(2, 4, "2_4")]
    [InlineData(5, 4, "5_4")]
    [InlineData(2, 2, "2_4")]
    [InlineData(5.5, 8, "4_4")] // there is no symbol for 11/8
    [InlineData(0, 0, "4_4")]
    public void TheSongTellsTheMetre(double barLength, int beatUnit, string metre)
    {
        using LiveComposer composer = Begin(new CaptureHistory(), Request(start: 0, barLength, beatUnit));
        Assert.Equal($"<S> BAR METRE_{metre} TEMPO_120 POS_0", Written(composer.AllTokens));
    }

    [Fact]
    public void EachBarIsToldTheScene()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 4.5, 5);
        Play(history, NesVoice.Triangle, 48, 8.25, 9);
        CompositionRequest request = Request(start: 12);
        request.Settings.Scene = GameScene.GameOver;
        using LiveComposer composer = Begin(history, request);
        Assert.Equal(
            "<S> BAR SCENE_GAMEOVER METRE_4_4 TEMPO_120 POS_12 P1_NOTEON_60 POS_24 P1_NOTEOFF "
                + "BAR SCENE_GAMEOVER POS_6 TR_NOTEON_48 POS_24 TR_NOTEOFF BAR SCENE_GAMEOVER POS_0",
            Written(composer.AllTokens)
        );
        int prompt = composer.AllTokens.Length;
        Composed(composer, 600);
        AssertEachBarIsTold(composer.AllTokens[prompt..], "SCENE_GAMEOVER");
    }

    [Theory]
    [InlineData(15, "")]
    [InlineData(6, "VOICES_P1_P2_TR ")]
    [InlineData(1, "VOICES_P1 ")]
    public void WhereNotAllVoicesAreComposedThoseThatPlayAreTold(int voices, string told)
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 4.5, 5);
        CompositionRequest request = Request(start: 8);
        request.Settings.Voices = new VoiceSet(voices);
        using LiveComposer composer = Begin(history, request);
        Assert.Equal(
            $"<S> BAR {told}METRE_4_4 TEMPO_120 POS_12 P1_NOTEON_60 POS_24 P1_NOTEOFF BAR {told}POS_0",
            Written(composer.AllTokens)
        );
    }

    [Fact]
    public void AnotherSceneCountsFromTheRevisionOn()
    {
        CompositionRequest request = Request(start: 8);
        request.Settings.Scene = GameScene.Title;
        using LiveComposer composer = Begin(new CaptureHistory(), request);
        HeardNote[] before = [.. Composed(composer, 200)];
        CompositionRequest revised = request;
        (revised.Kind, revised.Start) = (RequestKind.Revise, 12);
        revised.Settings.Scene = GameScene.Boss;
        composer.Take(in revised);
        int prompt = composer.AllTokens.Length;
        Composed(composer, 600);
        AssertEachBarIsTold(composer.AllTokens[prompt..], "SCENE_BOSS");
        Assert.NotEmpty(before);
    }

    [Fact]
    public void ASceneIsAnotherTake()
    {
        CompositionRequest any = Request(start: 8),
            boss = Request(start: 8);
        boss.Settings.Scene = GameScene.Boss;
        using LiveComposer composer = Begin(new CaptureHistory(), any),
            other = Begin(new CaptureHistory(), boss);
        Assert.NotEqual(composer.KeyOf(1), other.KeyOf(1));
        Assert.NotEqual(Composed(composer, 500), Composed(other, 500));
    }

    private static void AssertEachBarIsTold(ReadOnlySpan<int> tokens, string scene)
    {
        string[] symbols = Written(tokens).Split(' ');
        int[] bars = [.. Enumerable.Range(0, symbols.Length - 1).Where(i => symbols[i] == "BAR")];
        Assert.True(bars.Length > 3, $"{bars.Length} bars");
        Assert.All(bars, bar => Assert.Equal(scene, symbols[bar + 1]));
        Assert.All(symbols.Where(symbol => symbol.StartsWith("SCENE_")), symbol => Assert.Equal(scene, symbol));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3.5, 8)]
    [InlineData(4, 4)]
    public void ABarOfTheTextIsABarOfTheSong(double barLength, int beatUnit)
    {
        CompositionRequest request = Request(start: 5 * barLength, barLength, beatUnit);
        request.Settings.Quantise = 0;
        request.Settings.Recall = 0;
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 4 * barLength, (4 * barLength) + 1);
        using LiveComposer composer = Begin(history, request);
        double line = request.Start;
        int bars = 0;
        double end = double.NaN;
        for (int i = 0; i < 2000; i++)
        {
            composer.Step();
            string symbol = Text.Symbols[composer.AllTokens[^1]];
            if (symbol == "BAR")
                (line, bars) = (line + barLength, bars + 1);
            else if (symbol.StartsWith("POS_", StringComparison.Ordinal))
                end = line + (int.Parse(symbol[4..]) / (double)Step);
            while (composer.TryTake(out HeardNote note))
            {
                // it has passed at least the note's own place
                Assert.True(note.Position <= Math.Max(end, line) + 1e-9);
                Assert.Equal(Math.Round(note.Position * Step), note.Position * Step, 6);
            }
        }

        Assert.True(bars > 5, $"{bars} bars");
    }

    [Theory]
    [InlineData(QuantiseGrid.Eighth, 100)]
    [InlineData(QuantiseGrid.Auto, 0)]
    public void TheTextIsStraightAndSwingsAsItSounds(QuantiseGrid grid, double swing)
    {
        CompositionRequest request = Request(start: 4);
        request.Settings.Swing = swing;
        request.Settings.Grid = grid;
        var history = new CaptureHistory();
        for (int i = 0; i < 4; i++)
        {
            // eighths, every second one late by a third
            Play(history, NesVoice.Pulse1, 60, i, i + 0.25);
            Play(history, NesVoice.Pulse1, 67, i + 2.0 / 3, i + 0.9);
        }

        using LiveComposer composer = Begin(history, request);
        Assert.Equal(
            "0 6 12 24 30 36 48 54 60 72 78 84",
            string.Join(
                ' ',
                Written(composer.AllTokens)
                    .Split(' ')
                    .Where(symbol => symbol.StartsWith("POS_", StringComparison.Ordinal))
                    .SkipLast(1)
                    .Select(symbol => int.Parse(symbol[4..]))
                    .Where(at => at % 6 == 0)
            )
        );
        double[] begun = [.. Composed(composer, 1000).Where(note => note.Note > 0).Select(note => (note.Position % 1) + 1e-9)];
        Assert.All(begun, at => Assert.True(at < 1e-6 || Math.Abs(at - (2.0 / 3)) < 1e-6, $"{at}"));
        Assert.Contains(begun, at => at > 0.5);
    }

    [Fact]
    public void ByItselfItKeepsMostlyToTheKeyThatWasPlayedAndToItsOwnNotes()
    {
        // D major with a G sharp that is no passing note
        var history = new CaptureHistory();
        int[] keys = [62, 66, 69, 62, 64, 67, 71, 73, 68, 62];
        for (int i = 0; i < keys.Length; i++)
            Play(history, NesVoice.Pulse1, (byte)keys[i], i, i + 0.9);
        int[] heard = [2, 4, 6, 7, 8, 9, 11, 1],
            other = [0, 3, 5, 10];
        double Share(ScaleKind scale, IEnumerable<int> classes)
        {
            CompositionRequest request = Request(start: 12);
            request.Settings.Scale = scale;
            request.Settings.Recall = 0;
            (request.Settings.Temperature, request.Settings.TopK) = (1, 0);
            using LiveComposer composer = Begin(history, request);
            HeardNote[] notes = [.. Composed(composer, 4000).Where(note => note is { Note: > 0, Voice: not NesVoice.Noise })];
            return notes.Count(note => classes.Contains(note.Note % 12)) / (double)notes.Length;
        }

        // of weights at random each of twelve is as likely: 4 in 12, and 4 of which each is e^1.5 times less likely than each of
        // the 8
        Assert.InRange(Share(ScaleKind.Chromatic, other), 0.28, 0.39);
        Assert.InRange(Share(ScaleKind.Auto, other), 0.05, 0.15);
        Assert.InRange(Share(ScaleKind.Auto, [8]), 0.07, 0.15);
        Assert.Equal(1, Share(ScaleKind.Auto, [.. heard, .. other]));
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(9, 9)]
    public void ANoteIsHeldForABarAtMostOrAsLongAsWhatWasPlayed(double played, double longest)
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, played);
        CompositionRequest request = Request(start: 12);
        request.Settings.Recall = 0;
        (request.Settings.Temperature, request.Settings.TopK) = (1, 0);

        // the triangle has one note, among many of the noise: it would be held for long
        request.Settings.Voices = default(VoiceSet).With(NesVoice.Triangle).With(NesVoice.Noise);
        (request.Settings.LowestKey, request.Settings.HighestKey) = (60, 60);
        using LiveComposer composer = Begin(history, request);
        var walk = new TokenWalk(composer, Text, request.Start, 120, TempoReading.AsPlayed);
        double begun = double.NaN,
            held = 0;
        for (int i = 0; i < 6000; i++)
        {
            if (walk.Step() is not { Voice: NesVoice.Triangle } e)
                continue;
            if (!double.IsNaN(begun))
                held = Math.Max(held, walk.Position - begun);
            begun = e.Kind == NesEventKind.NoteOn ? walk.Position : double.NaN;
        }

        Assert.Equal(longest, held, 6);
    }

    [Fact]
    public void OfTwoNotesNoKeyIsTold()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 62, 0, 1);
        Play(history, NesVoice.Pulse1, 69, 1, 2);
        CompositionRequest one = Request(start: 4),
            chromatic = Request(start: 4);
        (one.Settings.Scale, chromatic.Settings.Scale) = (ScaleKind.Auto, ScaleKind.Chromatic);
        using LiveComposer composer = Begin(history, one),
            other = Begin(history, chromatic);
        Assert.Equal(Composed(other, 500), Composed(composer, 500));
    }

    [Fact]
    public void WhatWasComposedBeforeInAnotherMetreChangesNothing()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest waltz = Request(start: 12, barLength: 3),
            common = Request(start: 12);
        using LiveComposer composer = Begin(history, waltz),
            other = Begin(history, common);
        Composed(composer, 500);
        composer.Take(in common);
        Assert.Equal(Composed(other, 500), Composed(composer, 500));
    }

    [Fact]
    public void LongPiecesKeepToTheirBars()
    {
        CompositionRequest request = Request(start: 8);
        request.Settings.Quantise = 0;
        using var composer = new LiveComposer(_model.Model, new CaptureHistory(), capacity: 256);
        composer.Take(in request);
        HeardNote[] notes = [.. Composed(composer, 3000)];
        Assert.True(notes[^1].Position > 100);
        Assert.All(notes, note => Assert.Equal(Math.Round(note.Position * Step), note.Position * Step, 6));
        NesScore last = Tokeniser.Decode(composer.AllTokens, Text);
        Assert.NotEmpty(last.Events);
    }

    private static CompositionRequest Request(double start, double barLength = 4, int beatUnit = 4) =>
        new()
        {
            Kind = RequestKind.Begin,
            CapturedCount = 1000,
            Start = start,
            StartTime = start,
            End = double.PositiveInfinity,
            Tempo = 120,
            BarLine = barLength > 0 ? Math.Floor(start / barLength) * barLength : 0,
            BarLength = barLength,
            BeatUnit = beatUnit,
            Settings = new GeneratorSettings
            {
                Mode = GeneratorMode.Continue,
                Run = true,
                Candidates = 1,
            },
        };

    private LiveComposer Begin(CaptureHistory history, CompositionRequest request)
    {
        var composer = new LiveComposer(_model.Model, history);
        composer.Take(in request);
        return composer;
    }

    private static void Play(CaptureHistory history, NesVoice voice, byte note, double from, double to)
    {
        history.Add(new HeardNote(from, voice, note, NoteOrigin.Played));
        history.Add(new HeardNote(to, voice, 0, NoteOrigin.Played));
    }

    private static List<HeardNote> Composed(LiveComposer composer, int tokens)
    {
        var notes = new List<HeardNote>();
        for (int i = 0; i < tokens; )
        {
            if (composer.Step())
                i++;
            while (composer.TryTake(out HeardNote note))
                notes.Add(note);
        }

        return notes;
    }

    private static string Written(ReadOnlySpan<int> tokens) =>
        string.Join(' ', tokens.ToArray().Select(token => Text.Symbols[token]));
}
