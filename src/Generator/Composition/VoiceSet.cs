using LakhNes.Score;

namespace LakhNes.Generator.Composition;

/// <summary>Some of the four voices.</summary>
/// <param name="Bits">Bit n stands for voice n.</param>
public readonly record struct VoiceSet(int Bits)
{
    /// <summary>All four.</summary>
    public static VoiceSet All => new((1 << NesVoices.Count) - 1);

    /// <summary>A voice is one of them.</summary>
    public bool Contains(NesVoice voice) => (Bits >> (int)voice & 1) != 0;

    /// <summary>These and one more.</summary>
    public VoiceSet With(NesVoice voice) => new(Bits | 1 << (int)voice);

    /// <summary>These without one of them.</summary>
    public VoiceSet Without(NesVoice voice) => new(Bits & ~(1 << (int)voice));

    /// <summary>The others.</summary>
    public VoiceSet Others => new(~Bits & All.Bits);

    /// <summary>Their names, as in <c>P1,TR</c>.</summary>
    public override string ToString()
    {
        VoiceSet these = this;
        return string.Join(',', Enum.GetValues<NesVoice>().Where(these.Contains).Select(voice => voice.Tag()));
    }
}
