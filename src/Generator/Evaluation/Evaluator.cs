using System.Runtime.Intrinsics;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Recall;
using LakhNes.Score;

namespace LakhNes.Generator.Evaluation;

/// <summary>Measures how well a model predicts songs, by LakhNES' protocol.</summary>
public static class Evaluator
{
    /// <summary>Predicts every token of the songs from those before it.</summary>
    /// <param name="model">Loaded for a window of <see cref="EvaluationOptions.Window"/> tokens at least.</param>
    /// <param name="songs">The songs in order.</param>
    /// <param name="options">Batch and lengths.</param>
    /// <param name="progress">Told the share of songs that have been dealt.</param>
    /// <param name="training">Hears what is recalled, and what came.</param>
    /// <returns>The result, or null where the songs do not fill one segment of every stream.</returns>
    public static EvaluationResult? Evaluate(
        TransformerXlModel model,
        IReadOnlyList<EvaluationSong> songs,
        EvaluationOptions options,
        IProgress<double>? progress = null,
        RecallTraining? training = null
    )
    {
        int rows = options.BatchSize * options.SegmentLength,
            longest = songs.Count > 0 ? songs.Max(song => song.Tokens.Length) : 0,
            count = Math.Min(options.Threads, options.BatchSize);
        StreamGroup[] groups =
        [
            .. Enumerable
                .Range(0, count)
                .Select(group => new StreamGroup(model, options, First(group), First(group + 1), longest)),
        ];
        var dealer = new SongDealer(songs, options.BatchSize);
        int[] inputs = new int[rows],
            targets = new int[rows],
            choices = new int[rows];
        var losses = new (double Plain, double Recalled)[options.BatchSize];
        var likeliest = new List<int>();
        int segments = 0;
        double sum = 0,
            recalledSum = 0;
        try
        {
            for (; dealer.TryDeal(options.SegmentLength, inputs, targets); segments++)
            {
                ParallelWork.For(
                    count,
                    options.Threads,
                    group =>
                    {
                        groups[group].Run(inputs.AsSpan(RowsOf(group)));
                        if (training is null)
                            Judge(group);
                    }
                );
                // training hears all streams, in their order
                for (int group = 0; training is not null && group < count; group++)
                    Judge(group);
                likeliest.AddRange(choices);
                sum += losses.Sum(loss => loss.Plain) / rows;
                recalledSum += losses.Sum(loss => loss.Recalled) / rows;
                progress?.Report(dealer.Progress);
            }
        }
        finally
        {
            foreach (StreamGroup group in groups)
                group.Dispose();
        }

        int First(int group) => group * options.BatchSize / count;

        Range RowsOf(int group) => (First(group) * options.SegmentLength)..(First(group + 1) * options.SegmentLength);

        void Judge(int group)
        {
            Range own = RowsOf(group);
            groups[group]
                .Judge(
                    inputs.AsSpan(own),
                    targets.AsSpan(own),
                    choices.AsSpan(own),
                    losses.AsSpan(groups[group].Streams),
                    training
                );
        }

        if (segments == 0)
            return null;
        return EvaluationResult.Of(sum / segments, segments, options.SegmentLength, songs) with
        {
            Likeliest = likeliest,
            Recalled = EvaluationResult.Of(recalledSum / segments, segments, options.SegmentLength, songs),
        };
    }

    /// <summary>Feeds a stream with all tokens but the last, which is left to whoever composes on.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="tokens">The prompt.</param>
    /// <param name="stream">The stream that it continues.</param>
    /// <returns>Mean negative log-likelihood of each token after the first, in nats; 0 where there is none.</returns>
    public static double Prime(TransformerXlDecoder decoder, ReadOnlySpan<int> tokens, int stream = 0)
    {
        double sum = 0;
        for (int first = 0; first < tokens.Length - 1; first += decoder.RowCount)
        {
            decoder.Begin();
            for (int i = first; i < Math.Min(first + decoder.MaximumRows, tokens.Length - 1); i++)
                decoder.Add(stream, tokens[i]);
            decoder.Run();
            for (int row = 0; row < decoder.RowCount; row++)
                sum += NegativeLogLikelihood(decoder.Logits(row), tokens[first + row + 1]);
        }

        return sum / Math.Max(1, tokens.Length - 1);
    }

    /// <summary>-ln of the probability that logits give to a token.</summary>
    public static double NegativeLogLikelihood(ReadOnlySpan<float> logits, int token)
    {
        float peak = float.NegativeInfinity;
        foreach (float logit in logits)
            peak = Math.Max(peak, logit);
        int lanes = Vector128<float>.Count,
            i = 0;
        var peaks = Vector128.Create(peak);
        Vector128<float> sums = default;
        for (; i <= logits.Length - lanes; i += lanes)
            sums += Vector128.Exp(Vector128.Create(logits[i..]) - peaks);
        double total = Vector128.Sum(sums);
        for (; i < logits.Length; i++)
            total += Math.Exp(logits[i] - peak);
        return Math.Log(total) + peak - logits[token];
    }
}
