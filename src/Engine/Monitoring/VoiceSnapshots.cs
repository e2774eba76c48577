using System.Runtime.CompilerServices;

namespace LakhNes.Engine.Monitoring;

/// <summary>The five voices, in register order.</summary>
[InlineArray(Count)]
public struct VoiceSnapshots
{
    /// <summary>How many there are.</summary>
    public const int Count = 5;

    private VoiceSnapshot _first;
}
