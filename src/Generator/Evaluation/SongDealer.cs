namespace LakhNes.Generator.Evaluation;

/// <summary>
/// Deals songs to streams as LakhNES' evaluation does: in order, the next song to the stream whose own is used up. A song's
/// last token is only ever a target, and a segment may hold the end of one song and the beginning of the next.
/// </summary>
internal sealed class SongDealer
{
    private readonly IReadOnlyList<EvaluationSong> _songs;
    private readonly (int[] Song, int At)[] _streams;
    private int _next;

    /// <summary>Prepares streams.</summary>
    public SongDealer(IReadOnlyList<EvaluationSong> songs, int streams)
    {
        _songs = songs;
        _streams = new (int[], int)[streams];
        Array.Fill(_streams, ([], 0));
    }

    /// <summary>The share of songs that have been dealt, 0 to 1.</summary>
    public double Progress => (double)_next / Math.Max(1, _songs.Count);

    /// <summary>Deals the next segment of every stream.</summary>
    /// <param name="length">Tokens of a stream.</param>
    /// <param name="inputs">Gets the tokens, stream after stream.</param>
    /// <param name="targets">Gets the token that follows each.</param>
    /// <returns>False where a stream could not be filled.</returns>
    public bool TryDeal(int length, Span<int> inputs, Span<int> targets)
    {
        for (int i = 0; i < _streams.Length * length; i++)
        {
            ref (int[] Song, int At) stream = ref _streams[i / length];
            while (stream.At >= stream.Song.Length - 1)
            {
                if (_next == _songs.Count)
                    return false;
                stream = (_songs[_next++].Tokens, 0);
            }

            inputs[i] = stream.Song[stream.At++];
            targets[i] = stream.Song[stream.At];
        }

        return true;
    }
}
