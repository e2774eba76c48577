using LakhNes.Score.Tokens;

namespace LakhNes.Score.Tests.Tokens;

public class OriginalVocabularyTests
{
    [SkippableFact]
    public void TheGeneratedVocabulariesAreTheOriginals()
    {
        Assert.Equal(File.ReadAllLines(Shared.Path("fixtures", "tx1_vocab.txt")), TokenVocabulary.Tx1.Symbols.Skip(1));
        Assert.Equal(File.ReadAllLines(Shared.Path("fixtures", "tx2_vocab.txt")), TokenVocabulary.Tx2.Symbols.Skip(1));
        Assert.Equal(File.ReadAllLines(Shared.Path("models", "nes-frames", "vocab.txt")), TokenVocabulary.Txf.Symbols.Skip(1));
    }

    [SkippableFact]
    public void EveryWaitBecomesTheTokenThatTheOriginalGivesIt()
    {
        TokenVocabulary tx1 = TokenVocabulary.Tx1;
        long next = 1;
        foreach (string line in File.ReadLines(Shared.Path("fixtures", "wait_quantization.csv")).Skip(1))
        {
            long[] row = [.. line.Split(',').Select(long.Parse)];
            Assert.Equal(next, row[0]);
            for (long wait = row[0]; wait <= row[1]; wait++)
                Assert.True(row[2] == tx1.WaitOf(tx1.IdOfWait(wait)), $"wait {wait}");
            next = row[1] + 1;
        }
        Assert.Equal(1_000_001, next);
        Assert.Equal(100_000, tx1.WaitOf(tx1.IdOfWait(long.MaxValue)));
    }
}
