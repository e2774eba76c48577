using FsCheck.Xunit;
using LakhNes.Corpus.Augmentation;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Corpus.Tests.Augmentation;

[Properties(Arbitrary = [typeof(BarScoreGenerators)], MaxTest = 200)]
public class BarTokensTests
{
    private static readonly TokenVocabulary Vocabulary = TokenVocabulary.Txb;

    [Property]
    public void AScoreComesBackFromItsTokens(NesScore score)
    {
        // a bar that has only begun at the end is not there yet
        NesScore music = score.Trimmed().In(GameScene.Unknown); // models are told it where one chooses to
        NesScore back = Tokeniser.Decode([.. Tokeniser.Encode(music, Vocabulary)], Vocabulary);
        ScoreAssert.Same(music, back);
        Assert.Equal([.. music.Bars], back.Bars.ToArray());
    }

    [Property]
    public void TheOriginalVariationIsTheSongItself(NesScore score)
    {
        int[] tokens = [0, .. Tokeniser.Encode(Tokeniser.Fit(score, Vocabulary), Vocabulary), 0];
        Assert.Equal(tokens.Length < Tokeniser.ShortestSong ? [] : tokens, Vary(score, SongVariation.Original));
    }

    [Theory]
    [InlineData(
        15,
        true,
        2,
        1.0,
        "TEMPO_150 POS_0 P1_NOTEON_69 P2_NOTEON_62 NO_NOTEON_5 POS_24 P2_NOTEOFF BAR POS_6 TR_NOTEON_42"
    )]
    [InlineData(
        15,
        false,
        0,
        1.05,
        "TEMPO_158 POS_0 P1_NOTEON_60 P2_NOTEON_67 NO_NOTEON_5 POS_24 P1_NOTEOFF BAR POS_6 TR_NOTEON_40"
    )]
    // a position without events goes too
    [InlineData(14, false, 0, 1.0, "TEMPO_150 POS_0 P2_NOTEON_67 NO_NOTEON_5 BAR POS_6 TR_NOTEON_40")]
    public void AVariationKeepsToTheBars(int voices, bool swap, int transposition, double speed, string expected)
    {
        NesScore score = BarText.Parse(
            "BAR\nMETRE_4_4\nTEMPO_150\nPOS_0\nP1_NOTEON_60\nP2_NOTEON_67\nNO_NOTEON_5\nPOS_24\nP1_NOTEOFF\nBAR\nPOS_6\nTR_NOTEON_40",
            "x"
        );
        string[] symbols =
        [
            .. Vary(score, new SongVariation(voices, swap, transposition, speed)).Select(id => Vocabulary.Symbols[id]),
        ];
        Assert.Equal(["<S>", "BAR", "METRE_4_4", .. expected.Split(' '), "<S>"], symbols);
    }

    [Theory]
    [InlineData(true, true, 15, "SCENE_BOSS VOICES_P2_TR")]
    [InlineData(true, false, 15, "SCENE_BOSS")]
    [InlineData(false, true, 15, "VOICES_P2_TR")]
    [InlineData(false, true, 4, "VOICES_TR")]
    public void EachBarIsToldTheSceneAndTheVoicesThatPlay(bool scene, bool voices, int kept, string told)
    {
        NesScore score = BarText.Parse(
            "BAR\nMETRE_4_4\nTEMPO_150\nSCENE_BOSS\nPOS_0\nP1_NOTEON_60\nBAR\nBAR\nPOS_6\nTR_NOTEON_40\nPOS_9\nTR_NOTEOFF",
            "x"
        );
        var variation = new SongVariation(kept, SwapPulses: true, 0, 1) { TellsScene = scene, TellsVoices = voices };
        string first = kept == 15 ? "POS_0 P2_NOTEON_60 " : "";
        Assert.Equal(
            $"<S> BAR {told} METRE_4_4 TEMPO_150 {first}BAR {told} BAR {told} POS_6 TR_NOTEON_40 POS_9 TR_NOTEOFF <S>",
            string.Join(' ', Vary(score, variation).Select(id => Vocabulary.Symbols[id]))
        );
    }

    [Theory]
    [InlineData(0, "POS_0 P1_NOTEON_60 TR_NOTEON_40 BAR POS_24 P1_NOTEOFF TR_NOTEON_43 BAR POS_6 TR_NOTEOFF POS_9 TR_NOTEON_45")]
    [InlineData(0.34, "POS_24 TR_NOTEON_43 BAR POS_6 TR_NOTEOFF POS_9 TR_NOTEON_45")] // what P1 played is not there
    [InlineData(0.99, "POS_9 TR_NOTEON_45 POS_12 TR_NOTEOFF")]
    public void ASongMayBeginAtAnyOfItsBars(double start, string begins)
    {
        NesScore score = BarText.Parse(
            (
                "BAR METRE_4_4 TEMPO_150 POS_0 P1_NOTEON_60 TR_NOTEON_40 BAR POS_24 P1_NOTEOFF TR_NOTEON_43 BAR "
                + "POS_6 TR_NOTEOFF POS_9 TR_NOTEON_45 POS_12 TR_NOTEOFF POS_15 TR_NOTEON_46 POS_18 TR_NOTEOFF"
            ).Replace(' ', '\n'),
            "x"
        );
        string text = string.Join(
            ' ',
            Vary(score, SongVariation.Original with { Start = start, TellsVoices = true }).Select(id => Vocabulary.Symbols[id])
        );
        string told = start == 0 ? "VOICES_P1_TR" : "VOICES_TR";
        Assert.StartsWith($"<S> BAR {told} METRE_4_4 TEMPO_150 {begins}".Replace(" BAR POS", $" BAR {told} POS"), text);
    }

    [Property]
    public void AnExcerptIsTheEndOfTheSongAndKeepsToTheGrammar(NesScore score, byte start)
    {
        int[] whole = Vary(score, SongVariation.Original),
            part = Vary(score, SongVariation.Original with { Start = start / 256.0 });
        if (part.Length == 0)
            return;
        NesScore song = Tokeniser.Decode(whole, Vocabulary),
            excerpt = Tokeniser.Decode(part, Vocabulary);
        int first = (int)(start / 256.0 * song.Bars.Length);
        Assert.Equal(
            song.Bars[first..].Select(bar => (bar.Metre, bar.Tempo)),
            excerpt.Bars.Select(bar => (bar.Metre, bar.Tempo))
        );
        long shift = song.Bars[first].Start;
        NesEvent[] later = [.. song.Events.Where(e => e.Time >= shift).Select(e => e with { Time = e.Time - shift })];
        Assert.Equal(later.Where(e => e.Kind == NesEventKind.NoteOn), excerpt.Events.Where(e => e.Kind == NesEventKind.NoteOn));
        foreach (IGrouping<NesVoice, NesEvent> voice in excerpt.Events.GroupBy(e => e.Voice))
            Assert.True(first == 0 || voice.First().Kind == NesEventKind.NoteOn);
    }

    [Fact]
    public void AModelWithoutSymbolsForItIsToldNothing()
    {
        var plain = new TokenVocabulary(
            Vocabulary.Symbols.Where((_, id) => id != TokenVocabulary.Start && !Vocabulary.IsCondition(id)),
            TimeUnit.Step
        );
        NesScore score = BarText.Parse(
            "BAR\nMETRE_4_4\nTEMPO_150\nSCENE_BOSS\nPOS_0\nP1_NOTEON_60\nPOS_6\nP1_NOTEON_62\nPOS_9\nP1_NOTEOFF",
            "x"
        );
        List<int> told = [],
            original = [];
        var song = new VariableSong(score, plain);
        song.Encode(SongVariation.Original with { TellsScene = true, TellsVoices = true }, told);
        song.Encode(SongVariation.Original, original);
        Assert.Equal(original, told);
        Assert.NotEmpty(told);
    }

    [Property]
    public void ASongInOneMetreAndTempoKeepsToTheGrammar(NesScore score, byte voices)
    {
        if (score.Bars.IsEmpty)
            return;
        Metre metre = score.Bars[0].Metre;
        ScoreBar[] even = [.. score.Bars.Select((_, i) => new ScoreBar((long)i * metre.StepsPerBar, metre, 120))];
        NesScore song = new(TimeUnit.Step, [.. score.Events.Where(e => e.Time < even[^1].End)], even[^1].End, [.. even]);
        BarMusicText text = new(Vocabulary, metre) { Scene = score.Scene, Voices = voices % 16 };
        long time = 0;
        int last = TokenVocabulary.Start;
        foreach (int token in text.Tell([.. Tokeniser.Encode(song, Vocabulary)]))
        {
            Assert.True(text.MayFollow(token, last, time), $"{Vocabulary.Symbols[token]} after {Vocabulary.Symbols[last]}");
            (last, time) = (token, text.IsWait(token) ? text.TimeAfter(token, time) : time);
        }
    }

    [Property(MaxTest = 50)]
    public void WhatTheGrammarAllowsIsAText(int seed)
    {
        var random = new Random(seed);
        Metre metre = BarSymbol.Metres[random.Next(BarSymbol.Metres.Count)];
        var scene = (GameScene)random.Next(Enum.GetValues<GameScene>().Length);
        int voices = random.Next(16);
        BarMusicText text = new(Vocabulary, metre) { Scene = scene, Voices = voices };
        BarReader reader = new();
        long time = 0;
        int last = TokenVocabulary.Start;
        for (int i = 0; i < 60; i++)
        {
            int[] allowed =
            [
                .. Enumerable.Range(1, text.Count - 1).Where(token => text.MayFollow(token, last, time) && InOrder(token, last)),
            ];
            Assert.NotEmpty(allowed);
            last = allowed[random.Next(allowed.Length)];
            if (text.IsWait(last))
                time = text.TimeAfter(last, time);
            Assert.True(BarSymbol.TryParse(Vocabulary.Symbols[last], out BarSymbol symbol));
            Assert.Null(reader.Take(symbol));
        }
        Assert.All(reader.Score().Bars, bar => Assert.Equal(metre, bar.Metre));
        Assert.Equal(scene, reader.Score().Scene);

        bool InOrder(int token, int before) =>
            text.IsWait(token) || text.IsWait(before) || text.EventOf(token).Voice > text.EventOf(before).Voice;
    }

    [Theory]
    [InlineData(96, 97, "POS_1")]
    [InlineData(96, 191, "POS_95")]
    [InlineData(100, 192, "BAR")]
    [InlineData(100, 500, "BAR")]
    public void AWaitLeadsToAPositionOfTheBarOrToTheNextOne(long from, long to, string symbol) =>
        Assert.Equal(symbol, Vocabulary.Symbols[Vocabulary.NearestWait(from, to)]);

    [Fact]
    public void AWaitOverBarsIsWrittenInFull()
    {
        int[] tokens = new int[9];
        int count = Vocabulary.WriteWait(100, 300, tokens);
        Assert.Equal(["BAR", "BAR", "POS_12"], tokens[..count].Select(id => Vocabulary.Symbols[id]));
        Assert.Equal(300, tokens[..count].Aggregate(100L, (time, token) => Vocabulary.TimeAfter(token, time)));
    }

    [Fact]
    public void WhatIsWrittenIsToldAsWhatIsComposed()
    {
        BarMusicText text = new(Vocabulary, Metre.Common) { Scene = GameScene.Town, Voices = 9 };
        int[] tokens = new int[20];
        int count = text.WriteOpening(tokens);
        count += text.WriteWait(96, 300, tokens.AsSpan(count));
        Assert.Equal(
            "BAR SCENE_TOWN VOICES_P1_NO METRE_4_4 TEMPO_120 BAR SCENE_TOWN VOICES_P1_NO BAR SCENE_TOWN VOICES_P1_NO POS_12",
            string.Join(' ', tokens[..count].Select(id => Vocabulary.Symbols[id]))
        );
        Assert.Equal(300, tokens[..count].Aggregate(0L, (time, token) => text.TimeAfter(token, time)));

        // no more than there is room for
        for (int room = 0; room < count; room++)
        {
            int[] few = new int[room];
            int written = text.WriteOpening(few);
            written += text.WriteWait(96, 300, few.AsSpan(written));
            Assert.Equal(tokens[..room], few[..written]);
        }
    }

    [Fact]
    public void AVocabularyOfBarsNeedsAllItsSymbols() =>
        Assert.Throws<ArgumentException>(() =>
            new TokenVocabulary(Vocabulary.Symbols.Skip(1).Where(symbol => symbol != "POS_7"), TimeUnit.Step)
        );

    private static int[] Vary(NesScore score, SongVariation variation)
    {
        List<int> tokens = [];
        new VariableSong(score, Vocabulary).Encode(variation, tokens);
        return [.. tokens];
    }
}
