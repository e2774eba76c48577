using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Recall;

/// <summary>
/// Mixes what a model expects with what followed the longest matches of the piece so far, with the same keys or transposed. Music
/// repeats itself over more tokens than a model remembers. What comes out is a distribution too. Can be taken back like a
/// decoder; allocates nothing unless it outgrows its room; one thread at a time.
/// </summary>
public sealed class RecallMixture : IMixture
{
    /// <summary>So many tokens that are the same are a match.</summary>
    public const int Shortest = 6;

    /// <summary>The same where only what stands at the same place in its bar is recalled.</summary>
    public const int ShortestInBar = 1;

    // beyond, what is recalled would be certain
    private const double MostShare = 0.995;
    private const double Least = 1e-12;

    // so many tokens that are the same are a copy, and by so many nats its next note is less likely
    private const int ShortestCopy = 8;
    private const double CopyStrength = 4;

    private readonly IMusicText _text;
    private readonly RecallWeights _weights;
    private readonly RecallSource _exact;
    private readonly RecallSource _transposed;
    private readonly RelativeTokens _relative;
    private readonly Func<int, bool> _isWait;
    private readonly bool[] _leads;

    /// <summary>Makes a mixture that has heard nothing.</summary>
    /// <param name="text">What tokens mean.</param>
    /// <param name="weights">How far matches are to be trusted.</param>
    /// <param name="room">Tokens that there is room for from the start.</param>
    /// <param name="shortest">
    /// Fewer tokens that are the same are no match: where bars are known <see cref="ShortestInBar"/> will do.
    /// </param>
    public RecallMixture(IMusicText text, RecallWeights weights, int room, int shortest = Shortest)
    {
        _text = text;
        _weights = weights;
        _exact = new RecallSource(room, shortest, EndsNote);
        _transposed = new RecallSource(room, shortest, EndsNote);
        _relative = new RelativeTokens(text, room);
        _isWait = text.IsWait;
        _leads = new bool[text.Count];
    }

    /// <summary>How much is recalled; may be changed between tokens.</summary>
    public RecallOptions Options { get; set; } = RecallOptions.Likeliest;

    /// <summary>How many tokens it has heard.</summary>
    public int Count => _exact.Index.Count;

    /// <summary>Bytes that it holds.</summary>
    public long MemoryBytes => _exact.Index.MemoryBytes + _transposed.Index.MemoryBytes;

    /// <summary>What is recalled with the same keys.</summary>
    internal RecallSource Exact => _exact;

    /// <summary>What is recalled with the same intervals.</summary>
    internal RecallSource Transposed => _transposed;

    /// <inheritdoc/>
    public void Take(int token)
    {
        long time = _text.TimeAfter(token, Count > 0 ? _exact.Index.TimeAt(Count - 1) : 0);
        _exact.Index.Add(token, time);
        _transposed.Index.Add(_relative.SymbolOf(token), time);
        _relative.Add(token);
    }

    /// <inheritdoc/>
    public void Rewind(int count)
    {
        for (int last = Count - 1; last >= count; last--)
            _relative.Remove(_exact.Index[last]);
        _exact.Index.Rewind(count);
        _transposed.Index.Rewind(count);
    }

    /// <summary>
    /// Mixes: logits become logarithms of the mixture's probabilities. Where nothing is recalled they stay as they are.
    /// </summary>
    /// <param name="logits">What the model expects, a logit for each token.</param>
    /// <param name="since">
    /// What came before this time of the piece is not recalled; notes that would go on with a copy of it are less likely.
    /// </param>
    public void Mix(Span<float> logits, long since = long.MinValue)
    {
        Array.Clear(_leads);
        if (since > long.MinValue)
            Avoid(logits, since);
        double amount = Options.Amount;
        if (!(amount > 0) || !Look(logits, Options with { Since = since }))
            return;
        double shift = Math.Log(amount / Math.Max(1 - amount, Least));
        double exact = ShareOf(_exact, _weights.Exact.AsSpan(), shift),
            transposed = (1 - exact) * ShareOf(_transposed, _weights.Transposed.AsSpan(), shift);
        float own = (float)Math.Log(1 - exact - transposed);
        for (int token = 0; token < logits.Length; token++)
            logits[token] += own;
        Add(logits, _exact, exact);
        Add(logits, _transposed, transposed);
    }

    /// <summary>
    /// What the last <see cref="Mix"/> made of a token is mostly recalled, rather than the model's own, and it came before the
    /// end of a note.
    /// </summary>
    public bool LeadsToEnd(int token) => _leads[token];

    /// <summary>
    /// Recalls, and works out what tells how far that is to be trusted; logits become logarithms of probabilities.
    /// </summary>
    /// <returns>False where nothing is recalled; logits stay as they are then.</returns>
    internal bool Look(Span<float> logits) => Look(logits, Options);

    private bool Look(Span<float> logits, RecallOptions options)
    {
        _exact.Recall(options, null);
        _transposed.Recall(options, _relative);
        if (_exact.Count + _transposed.Count == 0)
            return false;
        double highest = Normalize(logits);
        if (_exact.Count > 0)
            _exact.Describe(logits, highest, _isWait);
        if (_transposed.Count > 0)
            _transposed.Describe(logits, highest, _isWait);
        return true;
    }

    /// <summary>The share of the mixture that weighted features stand for.</summary>
    internal static double ShareOf(ReadOnlySpan<double> features, ReadOnlySpan<double> weights, double shift)
    {
        double sum = shift;
        for (int i = 0; i < features.Length; i++)
            sum += features[i] * weights[i];
        return MostShare / (1 + Math.Exp(-sum));
    }

    private static double ShareOf(RecallSource source, ReadOnlySpan<double> weights, double shift) =>
        source.Count > 0 ? ShareOf(source.Features, weights, shift) : 0;

    private void Add(Span<float> nats, RecallSource source, double share)
    {
        for (int i = 0; i < source.Count && share > 0; i++)
        {
            ref float of = ref nats[source.Tokens[i]];
            double before = Math.Exp(of),
                recalled = share * source.Shares[i];
            _leads[source.Tokens[i]] |= recalled > before && source.LeadsToEnd(i);
            of = (float)Math.Log(before + recalled);
        }
    }

    // a rhythm may come again, and so may drums
    private void Avoid(Span<float> logits, long since)
    {
        _exact.Recall(Options with { Bars = 1, Until = since }, null);
        for (int i = 0; i < _exact.Count && _exact.Longest >= ShortestCopy; i++)
        {
            int token = _exact.Tokens[i];
            if (IsPitch(token))
                logits[token] -= (float)(CopyStrength * _exact.Shares[i]);
        }
    }

    private bool IsPitch(int token) =>
        token != TokenVocabulary.Start
        && !_text.IsWait(token)
        && _text.EventOf(token) is { Kind: NesEventKind.NoteOn, Voice: not NesVoice.Noise };

    private bool EndsNote(int symbol) =>
        symbol < _text.Count
        && symbol != TokenVocabulary.Start
        && !_text.IsWait(symbol)
        && _text.EventOf(symbol).Kind == NesEventKind.NoteOff;

    private static double Normalize(Span<float> logits)
    {
        float peak = float.NegativeInfinity;
        foreach (float logit in logits)
            peak = Math.Max(peak, logit);
        double sum = 0;
        foreach (float logit in logits)
            sum += Math.Exp(logit - peak);
        float total = (float)(peak + Math.Log(sum));
        for (int token = 0; token < logits.Length; token++)
            logits[token] -= total;
        return peak - total;
    }
}
