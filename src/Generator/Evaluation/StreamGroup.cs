using LakhNes.Generator.Decoding;
using LakhNes.Generator.Recall;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Evaluation;

/// <summary>
/// Neighbours among the streams that songs are dealt to, computed in one run. Groups share nothing, so each may be on another
/// thread.
/// </summary>
internal sealed class StreamGroup : IDisposable
{
    private readonly EvaluationOptions _options;
    private readonly bool _sameLength;
    private readonly TransformerXlDecoder _decoder;
    private readonly RecallMixture[] _memories;
    private readonly int[][] _before; // tokens that are computed anew with the next segment
    private int _extended;

    /// <summary>Prepares empty streams.</summary>
    /// <param name="model">Loaded for a window of <see cref="EvaluationOptions.Window"/> tokens at least.</param>
    /// <param name="options">Lengths.</param>
    /// <param name="first">The first stream.</param>
    /// <param name="end">The stream after the last one.</param>
    /// <param name="longest">Tokens of the longest song.</param>
    public StreamGroup(TransformerXlModel model, EvaluationOptions options, int first, int end, int longest)
    {
        int count = end - first;
        _options = options;
        Streams = first..end;
        _sameLength = model.Dimensions.SameLength;
        _decoder = new TransformerXlDecoder(
            model,
            new DecoderOptions
            {
                Streams = count,
                MemoryLength = options.MemoryLength,
                MaximumRows = count * (options.SegmentLength + options.ExtendedLength),
                Rewind = options.ExtendedLength,
            }
        );
        RecallWeights weights = options.Recall ?? model.Recall;
        _memories = [.. Enumerable.Range(0, count).Select(_ => new RecallMixture(model.Vocabulary, weights, longest))];
        _before = [.. Enumerable.Range(0, count).Select(_ => Array.Empty<int>())];
    }

    /// <summary>The streams' places among all.</summary>
    public Range Streams { get; }

    /// <summary>Runs the model on a segment of each stream.</summary>
    /// <param name="inputs">Their tokens, stream after stream.</param>
    public void Run(ReadOnlySpan<int> inputs)
    {
        _extended = _before[0].Length;
        _decoder.Begin();
        for (int stream = 0; stream < _before.Length; stream++)
            Add(stream, inputs.Slice(stream * _options.SegmentLength, _options.SegmentLength));
        _decoder.Run();
    }

    /// <summary>Judges what the model expected of the segments.</summary>
    /// <param name="inputs">Their tokens.</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="likeliest">Gets the token that is held likeliest in each place.</param>
    /// <param name="losses">
    /// Gets the negative log-likelihood of each stream's targets in nats, without and with what is recalled.
    /// </param>
    /// <param name="training">Hears what is recalled, and what came.</param>
    public void Judge(
        ReadOnlySpan<int> inputs,
        ReadOnlySpan<int> targets,
        Span<int> likeliest,
        Span<(double Plain, double Recalled)> losses,
        RecallTraining? training
    )
    {
        losses.Clear();
        for (int row = 0; row < inputs.Length; row++)
        {
            int stream = row / _options.SegmentLength;
            Span<float> logits = _decoder.Logits(row + ((stream + 1) * _extended));
            losses[stream].Plain += Evaluator.NegativeLogLikelihood(logits, targets[row]);
            likeliest[row] = Likeliest(logits);

            // a song recalls nothing of the one before
            RecallMixture memory = _memories[stream];
            if (inputs[row] == TokenVocabulary.Start)
                memory.Rewind(0);
            memory.Take(inputs[row]);
            if (training is not null)
                training.Hear(memory, logits, targets[row]);
            else
                memory.Mix(logits);
            losses[stream].Recalled += Evaluator.NegativeLogLikelihood(logits, targets[row]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    // every token of a segment, and of the tokens that are computed anew with it, attends to the same memory and to those up to
    // itself
    private void Add(int stream, ReadOnlySpan<int> segment)
    {
        if (!_decoder.Rewind(_extended, stream))
            throw new InvalidOperationException("the decoder was made for fewer tokens that are computed anew");
        int memory = Math.Min(_decoder.Position(stream), _options.MemoryLength);
        int[] tokens = [.. _before[stream], .. segment];
        for (int place = 0; place < tokens.Length; place++)
        {
            int window = memory + place + 1;
            _decoder.Add(stream, tokens[place], _sameLength ? Math.Min(window, _options.MemoryLength + 1) : window);
        }

        _before[stream] = tokens[^Math.Min(tokens.Length, _options.ExtendedLength)..];
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
}
