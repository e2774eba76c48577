using LakhNes.Instrument.Tunings;

namespace LakhNes.Instrument.Pitch;

/// <summary>The pitches of the keys as they are now, one place for all voices.</summary>
internal sealed class KeyPitches
{
    private PitchTable _table = PitchTable.Equal;

    /// <summary>The pitches.</summary>
    public ref PitchTable Table => ref _table;
}
