using LakhNes.Score.Text;

namespace LakhNes.Score.Tokens;

/// <summary>
/// TXB as it is composed, in one metre and one tempo: a bar, then positions that go on within it, each with events. Time counts steps;
/// the first bar begins at one bar's length, which the first <c>BAR</c> leads to.
/// </summary>
/// <param name="vocabulary">Its tokens: <see cref="TokenVocabulary.HasBars"/>.</param>
/// <param name="metre">The time signature, one of <see cref="BarSymbol.Metres"/>.</param>
public sealed class BarMusicText(TokenVocabulary vocabulary, Metre metre) : IMusicText
{
    private readonly int _bar = vocabulary.IdOf(BarSymbol.Bar);
    private readonly int _metre = vocabulary.IdOf(BarSymbol.OfMetre(metre));
    private readonly int _length = metre.StepsPerBar;

    /// <summary>The time signature.</summary>
    public Metre Metre => metre;

    /// <inheritdoc/>
    public int Count => vocabulary.Count;

    /// <inheritdoc/>
    public TimeUnit Unit => TimeUnit.Step;

    /// <inheritdoc/>
    public double? UnitsPerQuarter => Metre.StepsPerQuarter;

    /// <inheritdoc/>
    public bool IsWait(int token) => vocabulary.IsWait(token);

    /// <inheritdoc/>
    public NesEvent EventOf(int token) => vocabulary.EventOf(token);

    /// <inheritdoc/>
    public int IdOf(NesEvent e) => vocabulary.IdOf(e);

    /// <inheritdoc/>
    public long TimeAfter(int token, long time)
    {
        if (token == TokenVocabulary.Start) return time;
        BarSymbol symbol = vocabulary.BarSymbolOf(token);
        return symbol.Kind switch
        {
            BarSymbolKind.Bar => Line(time) + _length,
            BarSymbolKind.Position => Line(time) + symbol.Value,
            _ => time,
        };
    }

    /// <summary>
    /// A bar comes first, with its metre and a tempo; then what happens at a position stands after it, positions go on within the bar,
    /// and a bar may follow anything but a position.
    /// </summary>
    public bool MayFollow(int token, int last, long time)
    {
        BarSymbol symbol = vocabulary.BarSymbolOf(token);
        BarSymbolKind? before = last == TokenVocabulary.Start ? null : vocabulary.BarSymbolOf(last).Kind;
        bool opens = before == BarSymbolKind.Bar && time == _length;
        return symbol.Kind switch
        {
            BarSymbolKind.Bar => before is null or BarSymbolKind.Event or BarSymbolKind.Tempo || (before == BarSymbolKind.Bar && !opens),
            BarSymbolKind.Metre => opens && token == _metre,
            BarSymbolKind.Tempo => before == BarSymbolKind.Metre,
            BarSymbolKind.Position => symbol.Value < _length && before switch
            {
                BarSymbolKind.Bar => !opens,
                BarSymbolKind.Tempo => true,
                BarSymbolKind.Event => symbol.Value > time - Line(time),
                _ => false,
            },
            _ => before is BarSymbolKind.Position or BarSymbolKind.Event,
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
        for (; Line(from) + _length <= to && count < tokens.Length; from = Line(from) + _length) tokens[count++] = _bar;
        if (count < tokens.Length) tokens[count++] = Position(to - Line(to));
        return count;
    }

    private long Line(long time) => time / _length * _length;

    private int Position(long step) => vocabulary.IdOf(BarSymbol.OfPosition((int)step));
}
