using System.Runtime.Intrinsics;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Recall;
using LakhNes.Score.Tokens;

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
        int rows = options.BatchSize * options.SegmentLength;
        using var decoder = new TransformerXlDecoder(
            model,
            new DecoderOptions
            {
                Streams = options.BatchSize,
                MemoryLength = options.MemoryLength,
                MaximumRows = rows + (options.BatchSize * options.ExtendedLength),
                Rewind = options.ExtendedLength,
            }
        );
        var dealer = new SongDealer(songs, options.BatchSize);
        int[] inputs = new int[rows],
            targets = new int[rows];
        int[][] before = [.. Enumerable.Range(0, options.BatchSize).Select(_ => Array.Empty<int>())];
        var likeliest = new List<int>();
        int segments = 0,
            longest = songs.Count > 0 ? songs.Max(song => song.Tokens.Length) : 0;
        double sum = 0,
            recalledSum = 0;
        RecallMixture[] memories =
        [
            .. Enumerable
                .Range(0, options.BatchSize)
                .Select(_ => new RecallMixture(model.Vocabulary, options.Recall ?? model.Recall, longest)),
        ];
        int[] choices = new int[rows];
        var losses = new (double Plain, double Recalled)[options.BatchSize];
        // streams share nothing but what learns from all of them in their order
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = training is null ? options.Threads : 1 };
        for (; dealer.TryDeal(options.SegmentLength, inputs, targets); segments++)
        {
            int extended = AddSegment(decoder, inputs, before, options, model.Dimensions.SameLength);
            decoder.Run();
            if (parallel.MaxDegreeOfParallelism > 1)
                Parallel.For(0, options.BatchSize, parallel, stream => Score(stream, extended));
            else
            {
                for (int stream = 0; stream < options.BatchSize; stream++)
                    Score(stream, extended);
            }

            likeliest.AddRange(choices);
            sum += losses.Sum(loss => loss.Plain) / rows;
            recalledSum += losses.Sum(loss => loss.Recalled) / rows;
            progress?.Report(dealer.Progress);
        }

        void Score(int stream, int extended)
        {
            double loss = 0,
                recalledLoss = 0;
            RecallMixture memory = memories[stream];
            for (int row = stream * options.SegmentLength; row < (stream + 1) * options.SegmentLength; row++)
            {
                Span<float> logits = decoder.Logits(row + ((stream + 1) * extended));
                loss += NegativeLogLikelihood(logits, targets[row]);
                choices[row] = Likeliest(logits);

                // a song recalls nothing of the one before
                if (inputs[row] == TokenVocabulary.Start)
                    memory.Rewind(0);
                memory.Take(inputs[row]);
                if (training is not null)
                    training.Hear(memory, logits, targets[row]);
                else
                    memory.Mix(logits);
                recalledLoss += NegativeLogLikelihood(logits, targets[row]);
            }

            losses[stream] = (loss, recalledLoss);
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

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int token = 1; token < logits.Length; token++)
        {
            if (logits[token] > logits[best])
                best = token;
        }

        return best;
    }

    // every token of a segment, and of the tokens that are computed anew with it, attends to the same memory and to those up to
    // itself; how many were computed anew is returned, the tokens that may be the next time are kept
    private static int AddSegment(
        TransformerXlDecoder decoder,
        ReadOnlySpan<int> inputs,
        int[][] before,
        EvaluationOptions options,
        bool sameLength
    )
    {
        int extended = before[0].Length;
        decoder.Begin();
        for (int stream = 0; stream < before.Length; stream++)
        {
            if (!decoder.Rewind(extended, stream))
                throw new InvalidOperationException("the decoder was made for fewer tokens that are computed anew");
            int memory = Math.Min(decoder.Position(stream), options.MemoryLength);
            int[] tokens = [.. before[stream], .. inputs.Slice(stream * options.SegmentLength, options.SegmentLength)];
            for (int place = 0; place < tokens.Length; place++)
            {
                int window = memory + place + 1;
                decoder.Add(stream, tokens[place], sameLength ? Math.Min(window, options.MemoryLength + 1) : window);
            }

            before[stream] = tokens[^Math.Min(tokens.Length, options.ExtendedLength)..];
        }

        return extended;
    }
}
