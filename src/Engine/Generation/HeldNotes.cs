using System.Runtime.CompilerServices;
using LakhNes.Instrument.Notes;

namespace LakhNes.Engine.Generation;

/// <summary>Held notes, in the order in which they were played.</summary>
[InlineArray(Capacity)]
internal struct HeldNotes
{
    /// <summary>More than hands hold, with a note on every voice.</summary>
    public const int Capacity = 16;

    private HeldNote _first;
}
