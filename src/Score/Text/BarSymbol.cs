using System.Globalization;

namespace LakhNes.Score.Text;

/// <summary>
/// A symbol of TXB: <c>BAR</c>, what is known of the music (<c>SCENE_BOSS</c>, <c>VOICES_P1_TR</c>) where one chooses to tell it,
/// <c>METRE_4_4</c> and <c>TEMPO_150</c> where they change, <c>POS_k</c> (the step of the bar at which something happens) and the
/// events of <see cref="NesSymbols"/> there.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">
/// The tempo in quarters a minute, the step in the bar, the <see cref="GameScene"/>, or the voices, bit n for voice n.
/// </param>
/// <param name="Metre">The time signature.</param>
/// <param name="Event">The event; its time plays no part.</param>
public readonly record struct BarSymbol(BarSymbolKind Kind, int Value, Metre Metre, NesEvent Event)
{
    /// <summary>The slowest and the fastest tempo, and from one to the next, in quarters a minute.</summary>
    public const int SlowestTempo = 30,
        FastestTempo = 300,
        TempoStep = 2;

    private const string ScenePrefix = "SCENE_",
        VoicesPrefix = "VOICES_";
    private const int AllVoices = (1 << NesVoices.Count) - 1;

    private static readonly Dictionary<string, BarSymbol> ConditionNames = Conditions()
        .ToDictionary(condition => condition.ToString());

    /// <summary>The metres that there are symbols for.</summary>
    public static IReadOnlyList<Metre> Metres { get; } =
    [new(2, 4), new(3, 4), new(4, 4), new(5, 4), new(6, 8), new(7, 8), new(9, 8), new(12, 8)];

    /// <summary>Steps of the longest bar.</summary>
    public static int LongestBar { get; } = Metres.Max(metre => metre.StepsPerBar);

    /// <summary>A bar begins.</summary>
    public static BarSymbol Bar => new(BarSymbolKind.Bar, 0, default, default);

    /// <summary>The time signature from this bar on.</summary>
    public static BarSymbol OfMetre(Metre metre) => new(BarSymbolKind.Metre, 0, metre, default);

    /// <summary>The tempo from this bar on.</summary>
    public static BarSymbol OfTempo(int tempo) => new(BarSymbolKind.Tempo, tempo, default, default);

    /// <summary>A step of the bar.</summary>
    public static BarSymbol OfPosition(int step) => new(BarSymbolKind.Position, step, default, default);

    /// <summary>An event.</summary>
    public static BarSymbol Of(NesEvent e) => new(BarSymbolKind.Event, 0, default, e with { Time = 0 });

    /// <summary>The scene of the music; not <see cref="GameScene.Unknown"/>, which is told by no symbol.</summary>
    public static BarSymbol OfScene(GameScene scene) => new(BarSymbolKind.Scene, (int)scene, default, default);

    /// <summary>The voices that play.</summary>
    /// <param name="voices">Bit n stands for voice n; at least one of them.</param>
    public static BarSymbol OfVoices(int voices) => new(BarSymbolKind.Voices, voices, default, default);

    /// <summary>It tells of the music that follows what is not music itself: a model is told it and never composes it.</summary>
    public bool IsCondition => Kind is BarSymbolKind.Scene or BarSymbolKind.Voices;

    /// <summary>The tempo with a symbol that is nearest.</summary>
    /// <param name="tempo">Quarters a minute.</param>
    public static int NearestTempo(double tempo) =>
        (int)Math.Clamp(Math.Round(tempo / TempoStep) * TempoStep, SlowestTempo, FastestTempo);

    /// <summary>The symbols of a score in steps, in order. A bar has one even where nothing happens in it.</summary>
    /// <exception cref="ArgumentException">The score has no bars.</exception>
    public static IEnumerable<BarSymbol> Of(NesScore score)
    {
        if (score.Unit != TimeUnit.Step)
            throw new ArgumentException($"the score counts in {score.Unit.Name}s", nameof(score));
        int next = 0;
        Metre metre = default;
        int tempo = 0;
        foreach (ScoreBar bar in score.Bars)
        {
            yield return Bar;
            if (bar.Start == 0 && score.Scene != GameScene.Unknown)
                yield return OfScene(score.Scene);
            if (bar.Metre != metre)
                yield return OfMetre(metre = bar.Metre);
            if (bar.Tempo != tempo)
                yield return OfTempo(tempo = bar.Tempo);
            for (long time = -1; next < score.Events.Length && score.Events[next].Time < bar.End; next++)
            {
                NesEvent e = score.Events[next];
                if (e.Time != time)
                    yield return OfPosition((int)((time = e.Time) - bar.Start));
                yield return Of(e);
            }
        }
    }

    /// <summary>All symbols of bars and positions, in the order of their ids.</summary>
    public static IEnumerable<BarSymbol> Frame()
    {
        yield return Bar;
        foreach (Metre metre in Metres)
            yield return OfMetre(metre);
        for (int tempo = SlowestTempo; tempo <= FastestTempo; tempo += TempoStep)
            yield return OfTempo(tempo);
        for (int step = 0; step < LongestBar; step++)
            yield return OfPosition(step);
    }

    /// <summary>All symbols that are conditions, in the order of their ids.</summary>
    public static IEnumerable<BarSymbol> Conditions() =>
        [
            .. Enum.GetValues<GameScene>().Where(scene => scene != GameScene.Unknown).Select(OfScene),
            .. Enumerable.Range(1, AllVoices).Select(OfVoices),
        ];

    /// <summary>Reads a symbol.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BarSymbol symbol)
    {
        symbol = default;
        if (text is "BAR")
        {
            symbol = Bar;
            return true;
        }
        if (text.StartsWith("POS_") && TryNumber(text[4..], out int step) && step < LongestBar)
        {
            symbol = OfPosition(step);
            return true;
        }
        if (text.StartsWith("TEMPO_") && TryNumber(text[6..], out int tempo) && tempo == NearestTempo(tempo))
        {
            symbol = OfTempo(tempo);
            return true;
        }
        if (text.StartsWith("METRE_"))
        {
            int bar = text[6..].IndexOf('_') + 6;
            if (
                bar < 6
                || !TryNumber(text[6..bar], out int numerator)
                || !TryNumber(text[(bar + 1)..], out int denominator)
                || !Metres.Contains(new Metre(numerator, denominator))
            )
                return false;
            symbol = OfMetre(new Metre(numerator, denominator));
            return true;
        }
        if (text.StartsWith(ScenePrefix) || text.StartsWith(VoicesPrefix))
            return ConditionNames.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out symbol);
        if (!NesSymbols.TryParse(text, out NesEvent e) || !e.IsNote)
            return false;
        symbol = Of(e);
        return true;
    }

    /// <summary>As it is written.</summary>
    public override string ToString() =>
        Kind switch
        {
            BarSymbolKind.Bar => "BAR",
            BarSymbolKind.Metre => string.Create(CultureInfo.InvariantCulture, $"METRE_{Metre.Numerator}_{Metre.Denominator}"),
            BarSymbolKind.Tempo => string.Create(CultureInfo.InvariantCulture, $"TEMPO_{Value}"),
            BarSymbolKind.Position => string.Create(CultureInfo.InvariantCulture, $"POS_{Value}"),
            BarSymbolKind.Scene => ScenePrefix + ((GameScene)Value).ToString().ToUpperInvariant(),
            BarSymbolKind.Voices => VoicesPrefix + string.Join('_', VoiceTags(Value)),
            _ => NesSymbols.Of(Event),
        };

    private static IEnumerable<string> VoiceTags(int voices) =>
        Enum.GetValues<NesVoice>().Where(voice => (voices >> (int)voice & 1) != 0).Select(voice => voice.Tag());

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        // as it is written, so without zeros before it
        bool valid = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return valid && digits.Length <= 4 && (digits.Length == 1 || digits[0] != '0');
    }
}
