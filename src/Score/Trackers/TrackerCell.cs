using System.Collections.Immutable;

namespace LakhNes.Score.Trackers;

/// <summary>What a row says to a channel.</summary>
/// <param name="Note">
/// Semitones above FamiTracker's C-0, which is MIDI key 24 on a pulse and 12 on the triangle, 0 to 95; of noise 0 (dark) to 15;
/// or one of the constants.
/// </param>
/// <param name="Instrument">The instrument's number; -1: as before.</param>
/// <param name="Volume">0 to 15; -1: as before.</param>
public readonly record struct TrackerCell(int Note, int Instrument = -1, int Volume = -1)
{
    /// <summary>No note, <c>...</c>.</summary>
    public const int Nothing = -1;

    /// <summary>The note is cut, <c>---</c>.</summary>
    public const int Halt = -2;

    /// <summary>The key is let go, <c>===</c>.</summary>
    public const int Release = -3;

    /// <summary>Notes that there are.</summary>
    public const int Notes = 96;

    private readonly ImmutableArray<TrackerEffect> _effects;

    /// <summary>Rows that the note lasts; 0: until another one comes, or an end.</summary>
    public int Duration { get; init; }

    /// <summary>Rows until the note's key is let go; 0: it is not.</summary>
    public int ReleaseAfter { get; init; }

    /// <summary>The note that it slides to while it lasts; of noise as far from it as it slides. Null: none.</summary>
    public int? SlideTo { get; init; }

    /// <summary>The volume, 0 to 15, that it slides to by the channel's next one; -1: none.</summary>
    public int VolumeTo { get; init; } = Nothing;

    /// <summary>Only the pitch changes: the instrument's macros go on.</summary>
    public bool KeepsMacros { get; init; }

    /// <summary>A row that says nothing.</summary>
    public static TrackerCell Empty => new(Nothing);

    /// <summary>Its effects in the order of their columns.</summary>
    public ImmutableArray<TrackerEffect> Effects
    {
        get => _effects.IsDefault ? [] : _effects;
        init => _effects = value;
    }

    /// <summary>A note begins, or what sounds is cut.</summary>
    public bool Strikes => Note is >= 0 or Halt;

    /// <summary>It says nothing.</summary>
    public bool IsEmpty => Note == Nothing && Instrument < 0 && Volume < 0 && Effects.IsEmpty;

    /// <summary>The same with one more effect.</summary>
    public TrackerCell With(char code, int value) => this with { Effects = Effects.Add(new TrackerEffect(code, (byte)value)) };

    /// <summary>The same note, instrument, volume and effects.</summary>
    public bool Equals(TrackerCell other) =>
        Note == other.Note
        && Instrument == other.Instrument
        && Volume == other.Volume
        && Duration == other.Duration
        && ReleaseAfter == other.ReleaseAfter
        && SlideTo == other.SlideTo
        && VolumeTo == other.VolumeTo
        && KeepsMacros == other.KeepsMacros
        && Effects.AsSpan().SequenceEqual(other.Effects.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Note, Instrument, Volume, Effects.Length);
}
