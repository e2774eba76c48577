using System.Collections.Immutable;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tokens;

/// <summary>The symbols that a model knows, their ids, and what its waits count. Id 0 is <c>&lt;S&gt;</c>.</summary>
public sealed class TokenVocabulary : IMusicText
{
    /// <summary>Symbol of id 0: the start of a song and the separator between songs.</summary>
    public const string StartSymbol = "<S>";

    /// <summary>Id of <see cref="StartSymbol"/>.</summary>
    public const int Start = 0;

    /// <summary>LakhNES' TX1: 631 symbols, waits in samples.</summary>
    public static TokenVocabulary Tx1 { get; } = new(Generate(SampleWaits, false), TimeUnit.Sample);

    /// <summary>LakhNES' TX2: 686 symbols, waits in samples, with velocity and timbre.</summary>
    public static TokenVocabulary Tx2 { get; } = new(Generate(SampleWaits, true), TimeUnit.Sample);

    /// <summary>TXF: 373 symbols, waits in console frames.</summary>
    public static TokenVocabulary Txf { get; } = new(Generate(FrameWaits, false), TimeUnit.Frame);

    /// <summary>TXF with velocity and timbre: 428 symbols.</summary>
    public static TokenVocabulary TxfExpression { get; } = new(Generate(FrameWaits, true), TimeUnit.Frame);

    /// <summary>TXB: bars, metres, tempos, positions, notes, and what may be known of the music.</summary>
    public static TokenVocabulary Txb { get; } =
        new(
            [
                .. BarSymbol.Frame().Select(symbol => symbol.ToString()),
                .. Notes(expression: false),
                .. BarSymbol.Conditions().Select(symbol => symbol.ToString()),
            ],
            TimeUnit.Step
        );

    /// <summary>How many slots there are.</summary>
    public const int SlotCount = NesVoices.Count * Kinds * Values;

    private const int None = -1;
    private const int Kinds = 4;
    private const int Values = 128;

    private readonly int[] _eventIds = new int[SlotCount];
    private readonly NesEvent[] _events;
    private readonly BarSymbol[] _barSymbols; // of TXB; else empty
    private readonly Dictionary<BarSymbol, int> _barIds = [];
    private readonly BarMusicText? _bars;
    private readonly long[] _waitOfId;
    private readonly int[] _waitIds; // ordered by their waits
    private readonly long[] _lastWait; // the longest wait that becomes the token of the same index

    /// <summary>Makes a vocabulary from its symbols without <c>&lt;S&gt;</c>, id 1 first.</summary>
    /// <param name="symbols">Waits, or for steps the symbols of TXB, and events, each once.</param>
    /// <param name="unit">What waits count.</param>
    /// <exception cref="ArgumentException">A symbol that is none, one that comes twice, or nothing that moves time.</exception>
    public TokenVocabulary(IEnumerable<string> symbols, TimeUnit unit)
    {
        Symbols = [StartSymbol, .. symbols];
        Unit = unit;
        _events = new NesEvent[Symbols.Length];
        _waitOfId = new long[Symbols.Length];
        _barSymbols = unit == TimeUnit.Step ? new BarSymbol[Symbols.Length] : [];
        Array.Fill(_eventIds, None);
        List<int> waits = [];
        HashSet<string> seen = [StartSymbol];
        for (int id = 1; id < Symbols.Length; id++)
        {
            if (!seen.Add(Symbols[id]))
                throw new ArgumentException($"the symbol {Symbols[id]} comes twice", nameof(symbols));
            if (HasBars && BarSymbol.TryParse(Symbols[id], out _barSymbols[id]) && _barSymbols[id].Kind != BarSymbolKind.Event)
                _barIds[_barSymbols[id]] = id;
            else if (!HasBars && NesSymbols.TryParseWait(Symbols[id], out _waitOfId[id]))
                waits.Add(id);
            else if (NesSymbols.TryParse(Symbols[id], out _events[id]))
                _eventIds[Slot(_events[id])] = id;
            else
                throw new ArgumentException($"'{Symbols[id]}' is no symbol", nameof(symbols));
            HasExpression |= !IsWait(id) && !_events[id].IsNote;
        }
        if (HasBars)
        {
            if (BarSymbol.Frame().FirstOrDefault(symbol => !_barIds.ContainsKey(symbol)) is { } missing && missing != default)
                throw new ArgumentException($"there is no {missing} among the symbols", nameof(symbols));
            _bars = new BarMusicText(this, Metre.Common);
        }
        else if (waits.Count == 0)
        {
            throw new ArgumentException("there is no wait among the symbols", nameof(symbols));
        }
        _waitIds = [.. waits.OrderBy(id => _waitOfId[id])];
        _lastWait = new long[_waitIds.Length];
        for (int i = 0; i + 1 < _waitIds.Length; i++)
            _lastWait[i] = LastWait(_waitOfId[_waitIds[i]], _waitOfId[_waitIds[i + 1]], unit);
        if (waits.Count > 0)
            _lastWait[^1] = long.MaxValue;
    }

    /// <summary>All symbols; the index is the id.</summary>
    public ImmutableArray<string> Symbols { get; }

    /// <summary>What waits count.</summary>
    public TimeUnit Unit { get; }

    /// <inheritdoc/>
    double? IMusicText.UnitsPerQuarter => HasBars ? Metre.StepsPerQuarter : null;

    /// <summary>
    /// The text is TXB, whose songs have bars. As an <see cref="IMusicText"/> it is composed in common time; see
    /// <see cref="TextOf"/>.
    /// </summary>
    public bool HasBars => _barSymbols.Length > 0;

    /// <summary>
    /// The text in which a song goes on: TXB in the time signature and the tempo of one of its bars, others as they are.
    /// </summary>
    /// <param name="song">A song in this vocabulary's unit.</param>
    /// <param name="time">A time of the bar, in units.</param>
    public IMusicText TextOf(NesScore song, long time)
    {
        if (!HasBars || song.Bars.IsEmpty)
            return this;
        ScoreBar bar = song.BarAt(time);
        return new BarMusicText(this, bar.Metre) { Tempo = bar.Tempo };
    }

    /// <summary>How many symbols there are.</summary>
    public int Count => Symbols.Length;

    /// <summary>True where there are symbols for velocity or timbre.</summary>
    public bool HasExpression { get; }

    /// <summary>
    /// True for the id of a wait, or of what TXB has in its place: of all that is neither an event nor <see cref="Start"/>.
    /// </summary>
    public bool IsWait(int id) => HasBars ? id != Start && _barSymbols[id].Kind != BarSymbolKind.Event : _waitOfId[id] > 0;

    /// <summary>True for the id of what a model is told and never composes: see <see cref="BarSymbol.IsCondition"/>.</summary>
    public bool IsCondition(int id) => HasBars && id != Start && _barSymbols[id].IsCondition;

    /// <summary>How long the wait of an id is, in units; 0 for other ids.</summary>
    public long WaitOf(int id) => _waitOfId[id];

    /// <summary>The event of an id that is neither <see cref="Start"/> nor a wait; its time is 0.</summary>
    public NesEvent EventOf(int id) => _events[id];

    /// <summary>The id of an event, or -1 where the vocabulary has none for it.</summary>
    public int IdOf(NesEvent e) => _eventIds[Slot(e)];

    /// <summary>
    /// The id of the wait nearest to a number of units (at least 1); what is longer than the longest becomes that.
    /// </summary>
    public int IdOfWait(long units)
    {
        int i = Array.BinarySearch(_lastWait, units);
        return _waitIds[i < 0 ? ~i : i];
    }

    /// <summary>The symbol of TXB of an id other than <see cref="Start"/>.</summary>
    internal BarSymbol BarSymbolOf(int id) => _barSymbols[id];

    /// <summary>The id of a symbol of TXB, or -1 where there is none for it.</summary>
    public int IdOf(BarSymbol symbol) =>
        symbol.Kind == BarSymbolKind.Event ? IdOf(symbol.Event) : _barIds.GetValueOrDefault(symbol, None);

    /// <inheritdoc/>
    public long TimeAfter(int token, long time) => _bars?.TimeAfter(token, time) ?? time + _waitOfId[token];

    /// <summary>A wait may stand anywhere but after a wait; for TXB see <see cref="BarMusicText"/>.</summary>
    public bool MayFollow(int token, int last, long time) =>
        _bars?.MayFollow(token, last, time) ?? !(IsWait(token) && IsWait(last));

    /// <inheritdoc/>
    public int NearestWait(long from, long to) => _bars?.NearestWait(from, to) ?? IdOfWait(to - from);

    /// <inheritdoc/>
    public int LongestWait(long from, long to)
    {
        if (_bars != null)
            return _bars.LongestWait(from, to);
        int token = IdOfWait(to - from);

        // the nearest may be longer; the next shorter one is not
        for (long shorter = to - from; shorter > 1 && WaitOf(token) > to - from; token = IdOfWait(--shorter)) { }
        return token;
    }

    /// <summary>One token, the nearest, as in <see cref="Tokeniser.Encode"/>; for TXB the bars and the position.</summary>
    public int WriteWait(long from, long to, Span<int> tokens)
    {
        if (_bars != null)
            return _bars.WriteWait(from, to, tokens);
        if (tokens.IsEmpty)
            return 0;
        tokens[0] = NearestWait(from, to);
        return 1;
    }

    /// <summary>
    /// The vocabulary that a file with one symbol a line holds (<c>vocab.txt</c> of a checkpoint); a line may have other columns
    /// before a comma.
    /// </summary>
    /// <exception cref="ScoreFormatException">It is no vocabulary.</exception>
    public static TokenVocabulary Parse(ReadOnlySpan<char> text, TimeUnit unit, string name)
    {
        List<string> symbols = [];
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            line = line[(line.LastIndexOf(',') + 1)..];
            if (!line.IsEmpty)
                symbols.Add(line.ToString());
        }
        try
        {
            return new TokenVocabulary(symbols, unit);
        }
        catch (ArgumentException e)
        {
            throw ScoreFormatException.Of(name, e.Message, e);
        }
    }

    // 1..100 by 1, to 1000 by 10, to 10000 by 100, to 100000 by 1000
    private static IEnumerable<int> SampleWaits =>
        [.. Steps(1, 100, 1), .. Steps(110, 1000, 10), .. Steps(1100, 10000, 100), .. Steps(11000, 100000, 1000)];

    // 1..64 by 1, to 128 by 2, to 256 by 8
    private static IEnumerable<int> FrameWaits => [.. Steps(1, 64, 1), .. Steps(66, 128, 2), .. Steps(136, 256, 8)];

    private static IEnumerable<int> Steps(int first, int last, int step)
    {
        for (int i = first; i <= last; i += step)
            yield return i;
    }

    private static IEnumerable<string> Generate(IEnumerable<int> waits, bool expression) =>
        [.. waits.Select(wait => NesSymbols.Wait(wait)), .. Notes(expression)];

    private static IEnumerable<string> Notes(bool expression)
    {
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            yield return NesSymbols.Of(NesEvent.NoteOff(0, voice));
            for (int note = voice.LowestNote(); note <= voice.HighestNote(); note++)
                yield return NesSymbols.Of(NesEvent.NoteOn(0, voice, note));
            if (!expression || !voice.HasVelocity())
                continue;
            for (int velocity = 1; velocity <= 15; velocity++)
                yield return NesSymbols.Of(NesEvent.Velocity(0, voice, velocity));
            for (int timbre = 0; timbre < voice.Timbres(); timbre++)
                yield return NesSymbols.Of(NesEvent.Timbre(0, voice, timbre));
        }
    }

    /// <summary>
    /// The longest wait that becomes the lower of two neighbours: the nearer one, and of two equally near ones the lower.
    /// </summary>
    private static long LastWait(long low, long high, TimeUnit unit)
    {
        bool tie = (low + high) % 2 == 0;
        long middle = (low + high) / 2;
        return tie && unit == TimeUnit.Sample && TieGoesUp(low, middle) ? middle - 1 : middle;
    }

    /// <summary>
    /// LakhNES looks waits up in a Python set, whose order decides between two equally near ones: the upper one wins at these
    /// middles (<c>wait_quantization.csv</c>), everywhere else the lower one.
    /// </summary>
    private static bool TieGoesUp(long low, long middle) =>
        low >= 10_000
            ? low / 1000 % 2 == (low is >= 38_000 and < 85_000 ? 1 : 0) // to even thousands between these, to odd ones outside
            : middle is 2050 or 2150 or 4050 or 4150 or 6150 or 6250 or 8150 or 8250;

    /// <summary>A number for each event, times aside, below <see cref="SlotCount"/>.</summary>
    public static int Slot(NesEvent e) => ((int)e.Voice * Kinds + (int)e.Kind) * Values + (e.Value & (Values - 1));

    /// <summary>The event of a slot, at time 0.</summary>
    public static NesEvent EventOfSlot(int slot) =>
        new(0, (NesVoice)(slot / Values / Kinds), (NesEventKind)(slot / Values % Kinds), (byte)(slot % Values));
}
