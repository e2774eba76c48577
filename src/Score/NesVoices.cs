using System.Collections.Immutable;

namespace LakhNes.Score;

/// <summary>What each voice can play: the ranges of NES-MDB and LakhNES.</summary>
public static class NesVoices
{
    /// <summary>How many voices there are.</summary>
    public const int Count = 4;

    /// <summary>The voices whose notes have a pitch: all but noise.</summary>
    public static ImmutableArray<NesVoice> Pitched { get; } = [NesVoice.Pulse1, NesVoice.Pulse2, NesVoice.Triangle];

    /// <summary>The velocity of notes without one.</summary>
    public const int FullVelocity = 15;

    /// <summary>Lowest note: 33 (A1) for the pulses, 21 (A0) for the triangle, 1 (the longest noise period) for noise.</summary>
    public static int LowestNote(this NesVoice voice) =>
        voice switch
        {
            NesVoice.Triangle => 21,
            NesVoice.Noise => 1,
            _ => 33,
        };

    /// <summary>Highest note: 108 (C8); 16 (the shortest period) for noise.</summary>
    public static int HighestNote(this NesVoice voice) => voice == NesVoice.Noise ? 16 : 108;

    /// <summary>True for a note inside the voice's range.</summary>
    public static bool Plays(this NesVoice voice, int note) => note >= voice.LowestNote() && note <= voice.HighestNote();

    /// <summary>True for the pulses and noise; the triangle has no volume.</summary>
    public static bool HasVelocity(this NesVoice voice) => voice != NesVoice.Triangle;

    /// <summary>How many timbres there are: four duties of a pulse, two modes of noise, none of the triangle.</summary>
    public static int Timbres(this NesVoice voice) =>
        voice switch
        {
            NesVoice.Triangle => 0,
            NesVoice.Noise => 2,
            _ => 4,
        };

    /// <summary>The name in TX1, TX2 and TXF: <c>P1</c>, <c>P2</c>, <c>TR</c> or <c>NO</c>.</summary>
    public static string Tag(this NesVoice voice) => Tags[(int)voice];

    private static readonly string[] Tags = ["P1", "P2", "TR", "NO"];
}
