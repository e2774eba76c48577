using LakhNes.Corpus.Augmentation;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;
using LakhNes.Training.Data;

namespace LakhNes.Training.Tests.Data;

public class EpochStreamsTests
{
    private static readonly IReadOnlyList<VariableSong> Songs =
    [
        .. Enumerable.Range(0, 6).Select(i => new VariableSong(TinyData.Song(i, 10 + i), TokenVocabulary.Txf)),
    ];

    [Fact]
    public void AStreamIsReadFromItsBeginningToItsEnd()
    {
        List<int> whole = Read(new EpochStreams(Songs, TokenVocabulary.Txf, AugmentationOptions.None, 1, 0, 1), 1);
        // one stream holds all songs, each whole, in some order
        List<List<int>> songs =
        [
            .. Songs.Select(song =>
            {
                List<int> tokens = [];
                song.Encode(SongVariation.Original, tokens);
                return tokens;
            }),
        ];
        Assert.Equal(songs.Sum(song => song.Count), whole.Count);
        int at = 0;
        while (at < whole.Count)
        {
            List<int> next = songs.Single(song => whole.Skip(at).Take(song.Count).SequenceEqual(song));
            songs.Remove(next);
            at += next.Count;
        }
    }

    [Theory]
    [InlineData(3, 16)]
    [InlineData(5, 7)]
    public void StreamsAreTheSameTokensCut(int streams, int length)
    {
        List<int> whole = Read(new EpochStreams(Songs, TokenVocabulary.Txf, AugmentationOptions.None, 1, 0, 1), 1);
        var cut = new EpochStreams(Songs, TokenVocabulary.Txf, AugmentationOptions.None, 1, 0, streams);
        int each = whole.Count / streams;
        Assert.Equal(each, cut.Length);
        var cuts = SegmentCuts.Even(each, length);
        Assert.Equal((each - 1) / length, cuts.Count);
        int[] inputs = new int[streams * length],
            targets = new int[inputs.Length];
        for (int segment = 0; segment < cuts.Count; segment++)
        {
            Assert.Equal((segment * length, length), cuts[segment]);
            cut.Read(cuts[segment].From, inputs, targets);
            for (int i = 0; i < inputs.Length; i++)
            {
                int at = i / length * each + segment * length + i % length;
                Assert.Equal((whole[at], whole[at + 1]), (inputs[i], targets[i]));
            }
        }
    }

    [Fact]
    public void EpochsAndSeedsDifferAndRepeat()
    {
        List<int> Of(ulong seed, int epoch) =>
            Read(new EpochStreams(Songs, TokenVocabulary.Txf, new AugmentationOptions(), seed, epoch, 1), 1);
        Assert.Equal(Of(1, 0), Of(1, 0));
        Assert.NotEqual(Of(1, 0), Of(1, 1));
        Assert.NotEqual(Of(1, 0), Of(2, 0));
    }

    [Fact]
    public void WhatIsToldIsExpectedByNobody()
    {
        TokenVocabulary text = TokenVocabulary.Txb;
        NesScore score = BarText.Parse(
            "BAR\nMETRE_4_4\nTEMPO_150\nSCENE_BOSS\nPOS_0\nP1_NOTEON_60\nBAR\nBAR\nPOS_6\nTR_NOTEON_40\nPOS_9\nTR_NOTEOFF",
            "x"
        );
        AugmentationOptions told = AugmentationOptions.None with { Told = 1 };
        var streams = new EpochStreams([new VariableSong(score, text)], text, told, 1, 0, 1);
        int[] inputs = new int[streams.Length],
            targets = new int[streams.Length];
        streams.Read(0, inputs, targets);
        Assert.Equal(3 * 2, inputs.Count(text.IsCondition)); // three bars are told two things
        Assert.DoesNotContain(targets, text.IsCondition);
        for (int i = 0; i + 1 < inputs.Length; i++)
        {
            int next = Array.FindIndex(inputs, i + 1, token => !text.IsCondition(token));
            Assert.Equal(inputs[next], targets[i]);
        }
    }

    private static List<int> Read(EpochStreams streams, int length)
    {
        List<int> tokens = [];
        int[] inputs = new int[length],
            targets = new int[length];
        for (int from = 0; from + length < streams.Length; from += length)
        {
            streams.Read(from, inputs, targets);
            tokens.AddRange(inputs);
        }

        return [.. tokens, .. targets];
    }
}
