using LakhNes.Score.Text;

namespace LakhNes.Score.Tokens;

/// <summary>
/// TXB as it is composed, in one metre and one tempo: a bar, then positions that go on within it, each with events. Time counts
/// steps; the first bar begins at one bar's length, which the first <c>BAR</c> leads to.
/// </summary>
public sealed class BarMusicText : IMusicText
{
    // what nothing else is known of
    private const int NominalTempo = 120;

    private readonly TokenVocabulary _vocabulary;
    private readonly int _bar;
    private readonly int[] _conditions = new int[2]; // what is told of the scene and of the voices; -1: nothing
    private Metre _metre;
    private int _metreToken;
    private int _length;

    /// <summary>Makes a text in a metre, at 120 quarters a minute.</summary>
    /// <param name="vocabulary">Its tokens: <see cref="TokenVocabulary.HasBars"/>.</param>
    /// <param name="metre">The time signature, one of <see cref="BarSymbol.Metres"/>.</param>
    public BarMusicText(TokenVocabulary vocabulary, Metre metre)
    {
        _vocabulary = vocabulary;
        _bar = vocabulary.IdOf(BarSymbol.Bar);
        Metre = metre;
        (Scene, Voices) = (GameScene.Unknown, 0);
    }

    /// <summary>The time signature, one of <see cref="BarSymbol.Metres"/>; changes between two pieces alone.</summary>
    public Metre Metre
    {
        get => _metre;
        set => (_metre, _metreToken, _length) = (value, _vocabulary.IdOf(BarSymbol.OfMetre(value)), value.StepsPerBar);
    }

    /// <summary>Quarter notes a minute, told to the model as the nearest tempo that there is a symbol for.</summary>
    public double Tempo { get; set; } = NominalTempo;

    /// <summary>
    /// The scene that each bar is told to have; <see cref="GameScene.Unknown"/>, the default, tells nothing, and so does what the
    /// vocabulary has no symbol for.
    /// </summary>
    public GameScene Scene
    {
        set => _conditions[0] = value == GameScene.Unknown ? -1 : _vocabulary.IdOf(BarSymbol.OfScene(value));
    }

    /// <summary>The voices that each bar is told to have, bit n for voice n; 0, the default, tells nothing.</summary>
    public int Voices
    {
        set => _conditions[1] = value == 0 ? -1 : _vocabulary.IdOf(BarSymbol.OfVoices(value));
    }

    /// <inheritdoc/>
    public int Count => _vocabulary.Count;

    /// <inheritdoc/>
    public TimeUnit Unit => TimeUnit.Step;

    /// <inheritdoc/>
    public double? UnitsPerQuarter => Metre.StepsPerQuarter;

    /// <inheritdoc/>
    public bool IsWait(int token) => _vocabulary.IsWait(token);

    /// <inheritdoc/>
    public NesEvent EventOf(int token) => _vocabulary.EventOf(token);

    /// <inheritdoc/>
    public int IdOf(NesEvent e) => _vocabulary.IdOf(e);

    /// <inheritdoc/>
    public long TimeAfter(int token, long time)
    {
        if (token == TokenVocabulary.Start)
            return time;
        BarSymbol symbol = _vocabulary.BarSymbolOf(token);
        return symbol.Kind switch
        {
            BarSymbolKind.Bar => Line(time) + _length,
            BarSymbolKind.Position => Line(time) + symbol.Value,
            _ => time,
        };
    }

    /// <summary>
    /// A bar comes first, then what is told of it, then, of the first one, its metre and a tempo; what happens at a position
    /// stands after it, positions go on within the bar, and a bar may follow anything but a position.
    /// </summary>
    public bool MayFollow(int token, int last, long time)
    {
        BarSymbol symbol = _vocabulary.BarSymbolOf(token);
        BarSymbolKind? before = last == TokenVocabulary.Start ? null : _vocabulary.BarSymbolOf(last).Kind;
        bool begins = before is BarSymbolKind.Bar or BarSymbolKind.Scene or BarSymbolKind.Voices;
        int due = begins ? ConditionAfter(before!.Value) : -1;
        bool told = begins && due < 0;
        bool first = time == _length;
        bool empty = before == BarSymbolKind.Tempo || (told && !first);
        return symbol.Kind switch
        {
            BarSymbolKind.Bar => empty || before is null or BarSymbolKind.Event,
            BarSymbolKind.Metre => told && first && token == _metreToken,
            BarSymbolKind.Tempo => before == BarSymbolKind.Metre,
            BarSymbolKind.Position => symbol.Value < _length
                && (before == BarSymbolKind.Event ? symbol.Value > time - Line(time) : empty),
            BarSymbolKind.Event => before is BarSymbolKind.Position or BarSymbolKind.Event,
            _ => token == due,
        };
    }

    /// <inheritdoc/>
    public int NearestWait(long from, long to)
    {
        long position = Math.Max(to, from + 1) - Line(from);
        return position < _length ? Position(position) : _bar;
    }

    /// <inheritdoc/>
    public int LongestWait(long from, long to) => NearestWait(from, to);

    /// <inheritdoc/>
    public int WriteWait(long from, long to, Span<int> tokens)
    {
        int count = 0;
        for (; Line(from) + _length <= to && count < tokens.Length; from = Line(from) + _length)
            WriteBar(tokens, ref count);
        Write(Position(to - Line(to)), tokens, ref count);
        return count;
    }

    /// <summary>The first bar's line, what each bar is told, the time signature and the tempo.</summary>
    public int WriteOpening(Span<int> tokens)
    {
        int count = 0;
        WriteBar(tokens, ref count);
        Write(_metreToken, tokens, ref count);
        Write(_vocabulary.IdOf(BarSymbol.OfTempo(BarSymbol.NearestTempo(Tempo))), tokens, ref count);
        return count;
    }

    /// <summary>The same tokens in which each bar is told what is to be told of it.</summary>
    /// <param name="tokens">Of a text without conditions.</param>
    public int[] Tell(ReadOnlySpan<int> tokens)
    {
        List<int> told = new(tokens.Length * 2);
        foreach (int token in tokens)
        {
            told.Add(token);
            if (token == _bar)
                told.AddRange(_conditions.Where(condition => condition >= 0));
        }

        return [.. told];
    }

    // a bar's line and what the bar is told
    private void WriteBar(Span<int> tokens, ref int count)
    {
        Write(_bar, tokens, ref count);
        foreach (int condition in _conditions)
        {
            if (condition >= 0)
                Write(condition, tokens, ref count);
        }
    }

    // where there is room
    private static void Write(int token, Span<int> tokens, ref int count)
    {
        if (count < tokens.Length)
            tokens[count++] = token;
    }

    // what a bar is to be told next; -1: nothing
    private int ConditionAfter(BarSymbolKind before) =>
        before switch
        {
            BarSymbolKind.Voices => -1,
            BarSymbolKind.Scene => _conditions[1],
            _ => _conditions[0] >= 0 ? _conditions[0] : _conditions[1],
        };

    private long Line(long time) => time / _length * _length;

    private int Position(long step) => _vocabulary.IdOf(BarSymbol.OfPosition((int)step));
}
