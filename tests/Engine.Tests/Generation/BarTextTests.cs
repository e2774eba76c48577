using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Harmony;
using LakhNes.Score.Judging;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// What a model whose text knows bars is told, and where in the song what it composes stands. Its weights are random.
/// </summary>
public sealed class BarTextTests : BarTextRig
{
    private const int Step = Metre.StepsPerQuarter;

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

    [Fact]
    public void OutOfNothingASceneHasAKeyAndVoicesAsItsSongsDo()
    {
        int minor = 0,
            noise = 0,
            count = 0;
        for (int seed = 0; seed < 60; seed++, count++)
        {
            CompositionRequest request = Request(start: 8);
            (request.Settings.Scene, request.Settings.Seed) = (GameScene.Dungeon, seed);
            using LiveComposer composer = Begin(new CaptureHistory(), request);
            bool rests = Written(composer.AllTokens).Contains("SCENE_DUNGEON VOICES_P1_P2_TR ");
            minor += composer.Style.Key!.Value.IsMinor ? 1 : 0;
            noise += rests ? 0 : 1;
            if (seed < 4)
                Assert.Equal(!rests, Composed(composer, 400).Exists(note => note is { Voice: NesVoice.Noise, Note: > 0 }));
        }

        Assert.InRange(minor, 0.4 * count, 0.8 * count); // of the songs .62
        Assert.InRange(noise, 0.25 * count, 0.65 * count); // .46
    }

    [Fact]
    public void PhrasesOfASceneBeginOnTheTriadOfItsKey()
    {
        int begins = 0,
            home = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            CompositionRequest request = Request(start: 8);
            (request.Settings.Scene, request.Settings.Seed) = (GameScene.Boss, seed);
            using LiveComposer composer = Begin(new CaptureHistory(), request);
            (int tonic, bool minor) = composer.Style.Key!.Value;
            foreach (HeardNote note in Composed(composer, 800))
            {
                if (note.Note == 0 || note.Voice == NesVoice.Noise || (note.Position - 8) % 16 != 0)
                    continue;
                int degree = (note.Note + 12 - tonic) % 12;
                begins++;
                home += degree == 0 || (note.Voice != NesVoice.Triangle && (degree == 7 || degree == (minor ? 3 : 4))) ? 1 : 0;
            }
        }

        Assert.True(begins > 12, $"{begins} notes");
        Assert.InRange(home, 0.9 * begins, begins);
    }

    [Fact]
    public void ASceneIsAsBusyAsItsSongsWhateverWasHeard()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 4, 5);
        Assert.True(Length(GameScene.Boss) < 0.9 * Length(GameScene.Unknown));
        Assert.True(Length(GameScene.GameOver) > 1.1 * Length(GameScene.Unknown));

        double Length(GameScene scene)
        {
            double length = 0;
            for (int seed = 0; seed < 8; seed++)
            {
                CompositionRequest request = Request(start: 8);
                (request.Settings.Scene, request.Settings.Seed) = (scene, seed);
                using LiveComposer composer = Begin(history, request);
                HeardNote[] notes = [.. Composed(composer, 600).Where(note => note.Note > 0)];
                length += (notes[^1].Position - 8) / notes.Length;
            }

            return length;
        }
    }

    [Fact]
    public void WhatWasHeardOrChosenCountsForMoreThanAScene()
    {
        var history = new CaptureHistory();
        foreach ((int i, byte key) in new byte[] { 60, 64, 67, 72, 71, 67, 62, 60 }.Index())
            Play(history, NesVoice.Pulse1, key, i / 2.0, (i + 1) / 2.0);
        CompositionRequest request = Request(start: 4);
        request.Settings.Scene = GameScene.Boss;
        for (request.Settings.Seed = 0; request.Settings.Seed < 8; request.Settings.Seed++)
        {
            using LiveComposer composer = Begin(history, request);
            Assert.Equal(new MusicalKey(0, IsMinor: false), composer.Style.Key);
            Assert.DoesNotContain("VOICES_", Written(composer.AllTokens));
            CompositionRequest chosen = request;
            (chosen.Settings.Scale, chosen.Settings.Voices) = (ScaleKind.Chromatic, default(VoiceSet).With(NesVoice.Noise));
            using LiveComposer drums = Begin(new CaptureHistory(), chosen);
            Assert.Null(drums.Style.Key);
            Assert.Contains("SCENE_BOSS VOICES_NO ", Written(drums.AllTokens));
            CompositionRequest held = request;
            held.Chord = Chord.OfKeys(((UInt128)1 << 45) | ((UInt128)1 << 48) | ((UInt128)1 << 52));
            using LiveComposer chords = Begin(new CaptureHistory(), held);
            Assert.Null(chords.Style.Key);
        }
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
        using var composer = new LiveComposer(Model, new CaptureHistory(), capacity: 256);
        composer.Take(in request);
        HeardNote[] notes = [.. Composed(composer, 3000)];
        Assert.True(notes[^1].Position > 100);
        Assert.All(notes, note => Assert.Equal(Math.Round(note.Position * Step), note.Position * Step, 6));
        NesScore last = Tokeniser.Decode(composer.AllTokens, Text);
        Assert.NotEmpty(last.Events);
    }
}
