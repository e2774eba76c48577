using LakhNes.Corpus.Augmentation;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Training.Data;

/// <summary>
/// The tokens of one epoch: all songs in random order, each varied, end to end and cut into equal streams. They depend on nothing
/// but the songs, the options, the seed and the epoch, so that a resumed run sees what an uninterrupted one would have. What is
/// told of the music (<see cref="TokenVocabulary.IsCondition"/>) is nobody's target: what follows it is.
/// </summary>
internal sealed class EpochStreams
{
    // streams of the seed below this one are orders of songs, one an epoch; those above belong to songs
    private const ulong FirstSongStream = 1UL << 32;

    private readonly int[] _tokens;
    private readonly int[] _targets; // of each token
    private readonly int _length;

    /// <summary>Makes an epoch's streams.</summary>
    /// <param name="songs">All songs.</param>
    /// <param name="vocabulary">Of their tokens.</param>
    /// <param name="options">How they are varied.</param>
    /// <param name="seed">Of everything that is random.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="streams">How many.</param>
    public EpochStreams(
        IReadOnlyList<VariableSong> songs,
        TokenVocabulary vocabulary,
        AugmentationOptions options,
        ulong seed,
        int epoch,
        int streams
    )
    {
        int[] order = [.. Enumerable.Range(0, songs.Count)];
        var shuffle = new Pcg32(seed, (ulong)epoch);
        shuffle.Draw<int>(order, order.Length);
        var tokens = new List<int>();
        foreach (int song in order)
        {
            var random = new Pcg32(seed, FirstSongStream + ((ulong)epoch << 32 | (uint)song));
            songs[song].Encode(SongVariation.Draw(options, ref random), tokens);
        }

        Streams = streams;
        _tokens = [.. tokens];
        _targets = new int[_tokens.Length];
        for (int i = _tokens.Length - 1, target = TokenVocabulary.Start; i >= 0; i--)
        {
            _targets[i] = target;
            target = vocabulary.IsCondition(_tokens[i]) ? target : _tokens[i];
        }
        _length = _tokens.Length / streams;
    }

    /// <summary>How many streams there are.</summary>
    public int Streams { get; }

    /// <summary>How many tokens there are, those that fill no stream included.</summary>
    public int Tokens => _tokens.Length;

    /// <summary>How many tokens each stream has.</summary>
    public int Length => _length;

    /// <summary>Reads a segment of every stream.</summary>
    /// <param name="first">Its first token in each stream, from 0.</param>
    /// <param name="inputs">Gets the tokens, stream after stream.</param>
    /// <param name="targets">Gets the token that is to be expected after each.</param>
    public void Read(int first, Span<int> inputs, Span<int> targets)
    {
        int length = inputs.Length / Streams;
        for (int stream = 0; stream < Streams; stream++)
        {
            int from = stream * _length + first;
            _tokens.AsSpan(from, length).CopyTo(inputs[(stream * length)..]);
            _targets.AsSpan(from, length).CopyTo(targets[(stream * length)..]);
        }
    }
}
