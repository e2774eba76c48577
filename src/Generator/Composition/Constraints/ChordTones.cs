using LakhNes.Score;
using LakhNes.Score.Harmony;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// Notes that begin on a beat mostly belong to the chord that is played there; between the beats all are free to pass. The bass,
/// which is the triangle, plays the chord's bass note on the chord's first beat. Noise has no pitch and is left alone. How likely
/// a voice plays at all does not change: its rhythm is the model's.
/// </summary>
public sealed class ChordTones : ILogitConstraint
{
    // quarter notes: what is that near to a beat is on it
    private const double OnTheBeat = 1.0 / 48;

    // nats by which a note beside the chord is less likely where it is followed wholly
    private const double FullStrength = 8;

    // no note is held over more chords
    private const int MostChords = 16;

    /// <summary>The chords, in quarter notes from <see cref="Start"/> on; null: none. May be changed between tokens.</summary>
    public ChordProgression? Chords { get; set; }

    /// <summary>Where the first chord begins, on the clock of <see cref="PieceState.Time"/>.</summary>
    public double Start { get; set; }

    /// <summary>How many of the text's units are a quarter note.</summary>
    public double Units { get; set; } = 1;

    /// <summary>Where a beat lies, on the same clock.</summary>
    public double Beat { get; set; }

    /// <summary>Length of a beat in quarter notes: 1, or 1.5 where eighths go in threes.</summary>
    public double BeatLength { get; set; } = 1;

    /// <summary>By so many nats notes beside the chord become less likely; 0: by none.</summary>
    public float Strength { get; set; }

    /// <summary>The <see cref="Strength"/> with which chords are followed.</summary>
    /// <param name="follow">0: not at all, to 1: wholly.</param>
    public static float StrengthOf(double follow) => (float)(follow * FullStrength);

    /// <summary>When a note that a voice plays is no longer of the chord; infinity: not within the next chords.</summary>
    /// <param name="state">Where the piece stands.</param>
    /// <param name="voice">A pitched voice that plays.</param>
    public double EndOf(PieceState state, NesVoice voice)
    {
        if (Chords is null || Strength == 0)
            return double.PositiveInfinity;
        Chords.At(((state.BeginningOf(voice) - Start) / Units) + OnTheBeat, out _, out double until);
        for (int left = MostChords; left > 0 && double.IsFinite(until); left--)
        {
            double at = until;
            if (!Chords.At(at + OnTheBeat, out _, out until).Contains(state.NoteOf(voice)))
                return Start + (at * Units);
        }

        return double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (Chords is null || Strength == 0)
            return;
        double beat = (state.Time - Beat) / (BeatLength * Units);
        if (Math.Abs(beat - Math.Round(beat)) > OnTheBeat)
            return;
        double time = (state.Time - Start) / Units;
        Chord chord = Chords.At(time + OnTheBeat, out double since, out _);
        if (chord.IsNone)
            return;
        bool begins = time - since < BeatLength - OnTheBeat;
        Span<float> nats = stackalloc float[PitchWeights.Octave];
        foreach (NesVoice voice in NesVoices.Pitched)
        {
            int tones = begins && voice == NesVoice.Triangle ? 1 << chord.Bass : chord.Tones;
            for (int pitch = 0; pitch < nats.Length; pitch++)
                nats[pitch] = (tones & (1 << pitch)) != 0 ? 0 : -Strength;
            PitchWeights.Apply(nats, voice, state.Text, logits);
        }
    }
}
