using FsCheck.Xunit;
using LakhNes.Corpus.Augmentation;
using LakhNes.Score;
using LakhNes.Score.Randomness;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Corpus.Tests.Augmentation;

[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 200)]
public class VariableSongTests
{
    // each voice, a voice's highest note, and waits that become halves at half the speed
    private const string Song = """
        WT_9
        P1_NOTEON_60
        TR_NOTEON_24
        WT_5
        P2_NOTEON_108
        NO_NOTEON_5
        WT_4
        P1_NOTEOFF
        P2_NOTEOFF
        WT_8
        P1_NOTEON_33
        TR_NOTEOFF
        WT_1
        P1_NOTEOFF
        NO_NOTEOFF
        WT_7
        """;

    [Theory]
    // as it is: without the silence before and after
    [InlineData(
        15,
        false,
        0,
        1.0,
        "P1_NOTEON_60 TR_NOTEON_24 WT_5 P2_NOTEON_108 NO_NOTEON_5 WT_4 P1_NOTEOFF P2_NOTEOFF WT_8 P1_NOTEON_33 TR_NOTEOFF WT_1 P1_NOTEOFF NO_NOTEOFF"
    )]
    // the pulses change places but not the order of their events; what is too high goes, its note-off stays; noise is not
    // transposed
    [InlineData(
        15,
        true,
        1,
        1.0,
        "P2_NOTEON_61 TR_NOTEON_25 WT_5 NO_NOTEON_5 WT_4 P2_NOTEOFF P1_NOTEOFF WT_8 P2_NOTEON_34 TR_NOTEOFF WT_1 P2_NOTEOFF NO_NOTEOFF"
    )]
    // below the lowest notes of pulse (33) and triangle (21); the triangle's own waits are summed up
    [InlineData(
        15,
        false,
        -4,
        1.0,
        "P1_NOTEON_56 WT_5 P2_NOTEON_104 NO_NOTEON_5 WT_4 P1_NOTEOFF P2_NOTEOFF WT_8 TR_NOTEOFF WT_1 P1_NOTEOFF NO_NOTEOFF"
    )]
    // times 5, 9, 17, 18 over 2: 2.5, 4.5, 8.5, 9, halves to even: 2, 4, 8, 9
    [InlineData(
        15,
        false,
        0,
        2.0,
        "P1_NOTEON_60 TR_NOTEON_24 WT_2 P2_NOTEON_108 NO_NOTEON_5 WT_2 P1_NOTEOFF P2_NOTEOFF WT_4 P1_NOTEON_33 TR_NOTEOFF WT_1 P1_NOTEOFF NO_NOTEOFF"
    )]
    // only the pulses; times are those of the whole song
    [InlineData(3, false, 0, 1.0, "P1_NOTEON_60 WT_5 P2_NOTEON_108 WT_4 P1_NOTEOFF P2_NOTEOFF WT_8 P1_NOTEON_33 WT_1 P1_NOTEOFF")]
    // triangle and noise are too short a song
    [InlineData(12, false, 0, 1.0, "")]
    public void AVariationIsWhatLakhNesMakesOfASong(int voices, bool swap, int transposition, double speed, string expected)
    {
        string[] symbols = expected.Length == 0 ? [] : ["<S>", .. expected.Split(' '), "<S>"];
        NesScore score = NesText.Parse(Song, TimeUnit.Frame, "song");
        Assert.Equal(
            symbols,
            Symbols(
                Encode(score, TokenVocabulary.Txf, new SongVariation(voices, swap, transposition, speed)),
                TokenVocabulary.Txf
            )
        );
    }

    [Property]
    public void TheOriginalVariationIsTheSongItself(NesScore score)
    {
        foreach (TokenVocabulary vocabulary in new[] { TokenVocabulary.Tx1, TokenVocabulary.TxfExpression })
        {
            int[] tokens = [0, .. Tokeniser.Encode(Tokeniser.Fit(score, vocabulary), vocabulary), 0];
            Assert.Equal(tokens.Length < Tokeniser.ShortestSong ? [] : tokens, Encode(score, vocabulary, SongVariation.Original));
        }
    }

    [Property]
    public void AVariationHoldsTheKeptVoicesNotesTransposed(NesScore score, ulong seed)
    {
        var random = new Pcg32(seed);
        SongVariation variation = SongVariation.Draw(new AugmentationOptions(), ref random);
        NesScore music = Tokeniser.Fit(score, TokenVocabulary.Txf).WithoutExpression();
        NesEvent[] expected =
        [
            .. music
                .Events.Where(e => (variation.Voices >> (int)e.Voice & 1) != 0)
                .Select(e =>
                    e with
                    {
                        Time = 0,
                        Voice =
                            variation.SwapPulses && e.Voice == NesVoice.Pulse1 ? NesVoice.Pulse2
                            : variation.SwapPulses && e.Voice == NesVoice.Pulse2 ? NesVoice.Pulse1
                            : e.Voice,
                        Value = (byte)(
                            e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise
                                ? e.Value + variation.Transposition
                                : e.Value
                        ),
                    }
                )
                .Where(e => e.Kind == NesEventKind.NoteOff || e.Voice.Plays(e.Value)),
        ];
        List<int> tokens = Encode(score, TokenVocabulary.Txf, variation);
        if (tokens.Count == 0)
            Assert.True(expected.Length < Tokeniser.ShortestSong - 2);
        else
            Assert.Equal(
                expected,
                tokens.Where(id => id != 0 && !TokenVocabulary.Txf.IsWait(id)).Select(TokenVocabulary.Txf.EventOf)
            );
    }

    [Fact]
    public void SongsAreAddedBehindOneAnother()
    {
        var song = new VariableSong(NesText.Parse(Song, TimeUnit.Frame, "song"), TokenVocabulary.Txf);
        List<int> tokens = [];
        song.Encode(SongVariation.Original, tokens);
        int first = tokens.Count;
        song.Encode(SongVariation.Original with { Voices = 12 }, tokens);
        song.Encode(SongVariation.Original, tokens);
        Assert.Equal(tokens[..first], tokens[first..]);
    }

    internal static List<int> Encode(NesScore score, TokenVocabulary vocabulary, SongVariation variation)
    {
        List<int> tokens = [];
        new VariableSong(score, vocabulary).Encode(variation, tokens);
        return tokens;
    }

    private static IEnumerable<string> Symbols(IEnumerable<int> ids, TokenVocabulary vocabulary) =>
        ids.Select(id => vocabulary.Symbols[id]);
}
