using LakhNes.Generator.Recall;

namespace LakhNes.Generator.Tests.Recall;

public sealed class RecallIndexTests
{
    private const int Shortest = 6;

    // few symbols with repeated stretches, so that there are many matches
    private static int[] Sequence(ulong seed, int length)
    {
        var random = new Pcg32(seed);
        var symbols = new List<int>();
        while (symbols.Count < length)
        {
            if (symbols.Count > 40 && random.Next(4) == 0)
            {
                int from = random.Next(symbols.Count - 20);
                symbols.AddRange(symbols.GetRange(from, random.Next(20)));
            }
            else
            {
                symbols.Add(random.Next(6));
            }
        }

        return [.. symbols.Take(length)];
    }

    private static RecallMatch[] Found(RecallIndex index, int distance)
    {
        var matches = new RecallMatch[1000];
        return matches[..index.Find(matches, new RecallOptions(1, distance))];
    }

    // by looking at every place
    private static RecallMatch[] Expected(ReadOnlySpan<int> symbols, int distance)
    {
        var matches = new List<RecallMatch>();
        int last = symbols.Length - 1;
        for (int place = last - distance; place >= 0; place--)
        {
            int length = 0;
            while (length <= place && length < RecallIndex.LongestMatch && symbols[place - length] == symbols[last - length])
                length++;
            if (length >= Shortest)
                matches.Add(new RecallMatch(place, length));
        }

        return [.. matches];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void FindsWhatLookingAtEveryPlaceFinds(int distance)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            int[] symbols = Sequence(seed, 220);
            var index = new RecallIndex(symbols.Length, Shortest);
            for (int i = 0; i < symbols.Length; i++)
            {
                index.Add(symbols[i], i);
                Assert.Equal(Expected(symbols.AsSpan(0, i + 1), distance), Found(index, distance));
            }
        }
    }

    [Fact]
    public void TakenBackIsAsIfNeverHeard()
    {
        var random = new Pcg32(3);
        int[] symbols = Sequence(7, 400);
        var index = new RecallIndex(symbols.Length, Shortest);
        for (int round = 0; round < 60; round++)
        {
            while (index.Count < symbols.Length && random.Next(30) > 0)
                index.Add(symbols[index.Count], index.Count);
            index.Rewind(random.Next(index.Count + 1));
            for (int wrong = random.Next(8); wrong > 0 && index.Count < symbols.Length; wrong--)
                index.Add(5, index.Count);
            while (index.Count > 0 && index[index.Count - 1] != symbols[index.Count - 1])
                index.Rewind(index.Count - 1);
            int right = symbols
                .AsSpan(0, index.Count)
                .CommonPrefixLength(Enumerable.Range(0, index.Count).Select(i => index[i]).ToArray());
            index.Rewind(right);
            var fresh = new RecallIndex(symbols.Length, Shortest);
            for (int i = 0; i < right; i++)
                fresh.Add(symbols[i], i);
            Assert.Equal(Found(fresh, 1), Found(index, 1));
        }
    }

    [Fact]
    public void OnlyWhatLiesWholeBarsBackIsFoundWhereBarsAreKnown()
    {
        // a bar is 8 symbols long, and so is what comes back; it also comes back every 4
        var index = new RecallIndex(100, 2);
        for (int i = 0; i < 40; i++)
            index.Add(i % 4, i);
        var matches = new RecallMatch[64];
        Assert.Equal(
            [35, 31, 27, 23, 19, 15, 11, 7, 3],
            matches[..index.Find(matches, new RecallOptions(1, 1))].Select(match => match.Position)
        );
        Assert.Equal([31, 23, 15, 7], matches[..index.Find(matches, new RecallOptions(1, 1, 8))].Select(match => match.Position));
        Assert.Equal([23, 15, 7], matches[..index.Find(matches, new RecallOptions(1, 1, 8, 2))].Select(match => match.Position));
    }

    [Fact]
    public void ClearedFindsNothing()
    {
        var index = new RecallIndex(40, Shortest);
        for (int i = 0; i < 40; i++)
            index.Add(i % 8, i);
        Assert.NotEmpty(Found(index, 1));
        index.Rewind(0);
        for (int i = 0; i < 8; i++)
            index.Add(i, i);
        Assert.Empty(Found(index, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Rewind(9));
    }
}
