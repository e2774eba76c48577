namespace LakhNes.Generator.Recall;

/// <summary>
/// What followed the longest matches of a sequence: tokens with their shares, and features that tell how far they are to be
/// trusted. Allocates nothing after construction.
/// </summary>
/// <param name="room">Symbols that there is room for from the start.</param>
/// <param name="shortest">Fewer symbols that are the same are no match.</param>
/// <param name="endsNote">Whether a symbol is the end of a note.</param>
internal sealed class RecallSource(int room, int shortest, Func<int, bool> endsNote)
{
    /// <summary>
    /// 1; the longest match's logarithm, and itself in <see cref="RecallIndex.LongestMatch"/>s; the logarithm of how many places
    /// agree with the likeliest token, and its share; what the model expects of it, in nats, and what it expects of its own
    /// likeliest; the likeliest is a wait.
    /// </summary>
    public const int FeatureCount = 8;

    private const int MostMatches = 64;

    // a place that is a symbol shorter than the longest counts so much of it
    private const double Shorter = 0.8;
    private const double LeastNats = -12;

    private readonly RecallMatch[] _matches = new RecallMatch[MostMatches];
    private readonly int[] _tokens = new int[MostMatches];
    private readonly double[] _shares = new double[MostMatches];
    private readonly double[] _ends = new double[MostMatches];
    private readonly double[] _features = new double[FeatureCount];
    private int _places;
    private int _longest;

    /// <summary>The sequence.</summary>
    public RecallIndex Index { get; } = new(room, shortest);

    /// <summary>How many symbols of the longest match are the same.</summary>
    public int Longest => _longest;

    /// <summary>How many tokens are expected; 0: nothing is recalled.</summary>
    public int Count { get; private set; }

    /// <summary>What is expected.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>How likely each is; together 1.</summary>
    public ReadOnlySpan<double> Shares => _shares.AsSpan(0, Count);

    /// <summary>Where an expected token came before, the end of a note mostly followed it.</summary>
    public bool LeadsToEnd(int place) => _ends[place] > _shares[place] / 2;

    /// <summary>See <see cref="FeatureCount"/>; valid after <see cref="Describe"/>.</summary>
    public ReadOnlySpan<double> Features => _features;

    /// <summary>Recalls what followed.</summary>
    /// <param name="options">What may be recalled.</param>
    /// <param name="relative">Turns symbols into tokens; null: they are tokens.</param>
    public void Recall(RecallOptions options, RelativeTokens? relative)
    {
        Count = _places = _longest = 0;
        int found = Index.Find(_matches, options);
        for (int i = 0; i < found; i++)
            _longest = Math.Max(_longest, _matches[i].Length);
        double sum = 0;
        for (int i = 0; i < found; i++)
        {
            int symbol = Index[_matches[i].Position + 1],
                token = relative is null ? symbol : relative.TokenOf(symbol);
            if (token < 0)
                continue;
            double vote = Math.Pow(Shorter, _longest - _matches[i].Length);
            int place = Tokens.IndexOf(token);
            if (place < 0)
            {
                place = Count++;
                _tokens[place] = token;
                _shares[place] = _ends[place] = 0;
            }

            _shares[place] += vote;
            int after = _matches[i].Position + 2;
            if (after < Index.Count && endsNote(Index[after]))
                _ends[place] += vote;
            sum += vote;
        }

        for (int i = 0; i < Count; i++)
        {
            _shares[i] /= sum;
            _ends[i] /= sum;
        }

        if (Count == 0)
            return;
        int likeliest = Likeliest;
        for (int i = 0; i < found; i++)
        {
            int symbol = Index[_matches[i].Position + 1];
            if ((relative is null ? symbol : relative.TokenOf(symbol)) == _tokens[likeliest])
                _places++;
        }
    }

    /// <summary>Works the features out.</summary>
    /// <param name="nats">What the model expects of each token: the logarithm of its probability.</param>
    /// <param name="highest">The same of its likeliest token.</param>
    /// <param name="isWait">Whether a token is a wait.</param>
    public void Describe(ReadOnlySpan<float> nats, double highest, Func<int, bool> isWait)
    {
        int likeliest = Likeliest;
        _features[0] = 1;
        _features[1] = Math.Log(_longest);
        _features[2] = (double)_longest / RecallIndex.LongestMatch;
        _features[3] = Math.Log(_places);
        _features[4] = _shares[likeliest];
        _features[5] = Math.Max(LeastNats, nats[_tokens[likeliest]]);
        _features[6] = Math.Max(LeastNats, highest);
        _features[7] = isWait(_tokens[likeliest]) ? 1 : 0;
    }

    private int Likeliest
    {
        get
        {
            int best = 0;
            for (int i = 1; i < Count; i++)
            {
                if (_shares[i] > _shares[best])
                    best = i;
            }

            return best;
        }
    }
}
