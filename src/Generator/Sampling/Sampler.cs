namespace LakhNes.Generator.Sampling;

/// <summary>Draws tokens. Allocates nothing after construction; one thread at a time.</summary>
/// <param name="tokenCount">Size of the vocabulary.</param>
public sealed class Sampler(int tokenCount)
{
    private readonly ulong[] _order = new ulong[tokenCount];
    private readonly double[] _sums = new double[tokenCount];

    /// <summary>With what probability the last token was drawn, after temperature and cuts.</summary>
    public double Probability { get; private set; }

    /// <summary>Draws a token. With one candidate, or temperature 0, the random stream is not touched.</summary>
    /// <param name="logits">A logit for each token; those of negative infinity (or no number) cannot be drawn.</param>
    /// <param name="options">Temperature and cuts.</param>
    /// <param name="random">Gives one number.</param>
    /// <returns>The token, or -1 where none can be drawn.</returns>
    public int Sample(ReadOnlySpan<float> logits, SamplingOptions options, ref Pcg32 random)
    {
        int count = Rank(logits);
        Probability = 1;
        if (count == 0)
            return -1;
        if (count == 1 || !(options.Temperature > 0))
            return TokenAt(0);
        if (options.TopK > 0)
            count = Math.Min(count, options.TopK);

        // probabilities up to a factor, summed from the likeliest on
        double peak = logits[TokenAt(0)],
            sum = 0;
        for (int rank = 0; rank < count; rank++)
        {
            sum += Math.Exp((logits[TokenAt(rank)] - peak) / options.Temperature);
            _sums[rank] = sum;
        }

        if (options.TopP < 1)
            count = 1 + FirstAbove(options.TopP * sum, count - 1, orAt: true);
        if (count == 1)
            return TokenAt(0);
        int drawn = FirstAbove(random.NextDouble() * _sums[count - 1], count - 1, orAt: false);
        Probability = (_sums[drawn] - (drawn > 0 ? _sums[drawn - 1] : 0)) / _sums[count - 1];
        return TokenAt(drawn);
    }

    /// <summary>Orders the tokens by their logits, the likeliest first, equals by their ids.</summary>
    private int Rank(ReadOnlySpan<float> logits)
    {
        int count = 0;
        for (int token = 0; token < logits.Length; token++)
        {
            if (!(logits[token] > float.NegativeInfinity))
                continue;

            // whole numbers in the order of the floats that they are made of
            uint bits = BitConverter.SingleToUInt32Bits(logits[token]);
            bits = (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
            _order[count++] = (ulong)~bits << 32 | (uint)token;
        }

        _order.AsSpan(0, count).Sort();
        return count;
    }

    private int TokenAt(int rank) => (int)(uint)_order[rank];

    private int FirstAbove(double threshold, int last, bool orAt)
    {
        int rank = 0;
        while (rank < last && (orAt ? _sums[rank] < threshold : _sums[rank] <= threshold))
            rank++;
        return rank;
    }
}
