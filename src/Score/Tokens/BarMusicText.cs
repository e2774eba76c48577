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
    /// A bar comes first, with its metre and a tempo; then what is told of each bar; then what happens at a position stands after
    /// it, positions go on within the bar, and a bar may follow anything but a position.
    /// </summary>
    public bool MayFollow(int token, int last, long time)
    {
        BarSymbol symbol = _vocabulary.BarSymbolOf(token);
        BarSymbolKind? before = last == TokenVocabulary.Start ? null : _vocabulary.BarSymbolOf(last).Kind;
        bool opens = before == BarSymbolKind.Bar && time == _length;
        bool empty = !opens && before is not (null or BarSymbolKind.Metre or BarSymbolKind.Position or BarSymbolKind.Event);
        int due = empty ? ConditionAfter(before!.Value) : -1;
        return symbol.Kind switch
        {
            BarSymbolKind.Bar => before is null or BarSymbolKind.Event || (empty && due < 0),
            BarSymbolKind.Metre => opens && token == _metreToken,
            BarSymbolKind.Tempo => before == BarSymbolKind.Metre,
            BarSymbolKind.Position => symbol.Value < _length
                && (before == BarSymbolKind.Event ? symbol.Value > time - Line(time) : empty && due < 0),
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
        {
            tokens[count++] = _bar;
            WriteConditions(tokens, ref count);
        }
        if (count < tokens.Length)
            tokens[count++] = Position(to - Line(to));
        return count;
    }

    /// <summary>The first bar's line, the time signature, the tempo, and what each bar is told.</summary>
    public int WriteOpening(Span<int> tokens)
    {
        ReadOnlySpan<int> opening = [_bar, _metreToken, _vocabulary.IdOf(BarSymbol.OfTempo(BarSymbol.NearestTempo(Tempo)))];
        int count = Math.Min(opening.Length, tokens.Length);
        opening[..count].CopyTo(tokens);
        WriteConditions(tokens, ref count);
        return count;
    }

    /// <summary>The same tokens in which each bar is told what is to be told of it.</summary>
    /// <param name="tokens">Of a text without conditions.</param>
    public int[] Tell(ReadOnlySpan<int> tokens)
    {
        List<int> told = new(tokens.Length * 2);
        for (int i = 0; i < tokens.Length; i++)
        {
            told.Add(tokens[i]);
            bool heads = IsHead(tokens[i]) && !(i + 1 < tokens.Length && IsHead(tokens[i + 1]) && tokens[i + 1] != _bar);
            if (heads)
                told.AddRange(_conditions.Where(condition => condition >= 0));
        }

        return [.. told];
    }

    // a bar's beginning, or its metre or tempo
    private bool IsHead(int token) =>
        token != TokenVocabulary.Start
        && _vocabulary.BarSymbolOf(token).Kind is BarSymbolKind.Bar or BarSymbolKind.Metre or BarSymbolKind.Tempo;

    private void WriteConditions(Span<int> tokens, ref int count)
    {
        foreach (int condition in _conditions)
        {
            if (condition >= 0 && count < tokens.Length)
                tokens[count++] = condition;
        }
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
