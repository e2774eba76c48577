using System.Collections.Concurrent;
using LakhNes.Generator.Decoding;
using LakhNes.Score;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Composes many pieces on several threads: each thread takes a group of pieces after another, and has a decoder of its own over
/// the one model. In int8 the tokens are the same for any number of threads and any groups.
/// </summary>
public static class PieceGroups
{
    /// <summary>Composes until all pieces are complete.</summary>
    /// <param name="model">Best loaded for one thread where there are several workers.</param>
    /// <param name="options">Of each decoder; its streams are as many as the largest group needs.</param>
    /// <param name="groups">
    /// Pieces that are composed side by side. Pieces of different groups share nothing that changes: no constraint with room for
    /// its own work.
    /// </param>
    /// <param name="workers">Threads.</param>
    /// <param name="progress">Told, by one thread at a time, that there are more tokens.</param>
    public static void Compose(
        TransformerXlModel model,
        DecoderOptions options,
        IReadOnlyList<Piece[]> groups,
        int workers,
        IProgress<int>? progress = null
    )
    {
        if (groups.Count == 0)
            return;
        options = options with { Streams = groups.Max(group => group.Length) };
        var decoders = new ConcurrentBag<TransformerXlDecoder>();
        IProgress<int>? told = progress is null ? null : new OneAtATime(progress);
        try
        {
            ParallelWork.For(
                groups.Count,
                workers,
                i =>
                {
                    if (!decoders.TryTake(out TransformerXlDecoder? decoder))
                        decoder = new TransformerXlDecoder(model, options);
                    try
                    {
                        new Composer(decoder).Compose(groups[i], told);
                    }
                    finally
                    {
                        decoders.Add(decoder);
                    }
                }
            );
        }
        finally
        {
            foreach (TransformerXlDecoder decoder in decoders)
                decoder.Dispose();
        }
    }

    private sealed class OneAtATime(IProgress<int> progress) : IProgress<int>
    {
        private readonly Lock _gate = new();

        public void Report(int value)
        {
            lock (_gate)
                progress.Report(value);
        }
    }
}
