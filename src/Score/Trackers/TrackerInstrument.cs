namespace LakhNes.Score.Trackers;

/// <summary>An instrument of a tracker for the 2A03.</summary>
/// <param name="Name">Its name.</param>
public sealed record TrackerInstrument(string Name)
{
    /// <summary>How many <see cref="MacroKind"/> there are.</summary>
    public const int MacroCount = 5;

    private readonly Macro?[] _macros = new Macro?[MacroCount];

    /// <summary>An instrument of some macros.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="macros">In the order of <see cref="MacroKind"/>; null where it has none of the kind.</param>
    public TrackerInstrument(string name, IEnumerable<Macro?> macros)
        : this(name) => _macros = [.. macros.Take(MacroCount)];

    /// <summary>A macro; null where the instrument has none of the kind.</summary>
    public Macro? this[MacroKind kind]
    {
        get => _macros[(int)kind];
        init => _macros[(int)kind] = value;
    }

    /// <summary>The same with another macro.</summary>
    public TrackerInstrument With(MacroKind kind, Macro macro) =>
        new(Name, _macros.Select((known, i) => i == (int)kind ? macro : known)) { Keys = Keys };

    /// <summary>The samples that notes of the sample channel play, by the note (<see cref="TrackerCell.Note"/>).</summary>
    public IReadOnlyDictionary<int, SampleKey> Keys { get; init; } = new Dictionary<int, SampleKey>();

    /// <summary>A note of it goes on after its key is let go.</summary>
    public bool HasRelease => _macros.Any(macro => macro is { Release: >= 0 });

    /// <summary>The same macros, names and keys aside.</summary>
    public bool SoundsAs(TrackerInstrument other) => _macros.AsSpan().SequenceEqual(other._macros);
}
