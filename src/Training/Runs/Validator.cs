using LakhNes.Generator;
using LakhNes.Generator.Evaluation;

namespace LakhNes.Training.Runs;

/// <summary>Measures a model in training by LakhNES' protocol (<see cref="EvaluationOptions"/>), in single precision.</summary>
internal static class Validator
{
    private const int SongsOfStream = 4; // at least; what little music there is fills fewer streams

    /// <summary>Predicts songs.</summary>
    /// <param name="dimensions">The model's sizes and variants.</param>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="songs">The songs in order.</param>
    /// <param name="mostSegments">Segments of each stream at most; 0: all.</param>
    /// <param name="threads">Threads that share the work.</param>
    /// <param name="stop">Ends the measurement.</param>
    /// <returns>The result, or null where the songs do not fill one segment of every stream, or it was told to stop.</returns>
    public static EvaluationResult? Measure(
        TransformerXlDimensions dimensions,
        ParameterVector parameters,
        IReadOnlyList<EvaluationSong> songs,
        int mostSegments,
        int threads,
        CancellationToken stop
    )
    {
        var options = new EvaluationOptions();
        using var model = new SegmentModel(
            dimensions,
            parameters,
            null,
            new TrainerOptions
            {
                SegmentLength = options.SegmentLength,
                MemoryLength = options.MemoryLength,
                Dropout = 0,
                Threads = threads,
            }
        );
        int streams = Math.Clamp(songs.Count / SongsOfStream, 1, options.BatchSize);
        model.Begin(streams);
        var dealer = new SongDealer(songs, streams);
        int[] inputs = new int[streams * options.SegmentLength],
            targets = new int[inputs.Length];
        int segments = 0;
        double sum = 0;
        for (
            ;
            (mostSegments == 0 || segments < mostSegments) && dealer.TryDeal(options.SegmentLength, inputs, targets);
            segments++
        )
        {
            if (stop.IsCancellationRequested)
                return null;
            sum += model.Run(inputs, targets);
        }

        return segments == 0 ? null : EvaluationResult.Of(sum / segments, segments, options.SegmentLength, songs);
    }
}
