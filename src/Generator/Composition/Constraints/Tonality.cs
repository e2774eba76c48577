using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// Draws notes towards a key: what does not belong to it is less likely, and phrases begin on its triad, with the tonic in the
/// bass. So a piece is major or minor, which a scale alone does not say.
/// </summary>
public sealed class Tonality : ILogitConstraint
{
    private const int PhraseBars = 4;

    // nats by which what does not belong to the key is less likely
    private const float Beside = 3;

    // nats by which a phrase begins less likely beside the triad
    private const float AtHome = 6;

    private readonly float[] _scale = new float[PitchWeights.Octave],
        _triad = new float[PitchWeights.Octave],
        _tonic = new float[PitchWeights.Octave];

    /// <summary>The key; null: none. May be changed between tokens.</summary>
    public MusicalKey? Key
    {
        get;
        set
        {
            field = value;
            if (value is not { } key)
                return;
            int third = key.Tonic + (key.IsMinor ? 3 : 4),
                fifth = key.Tonic + 7;
            for (int pitch = 0; pitch < _scale.Length; pitch++)
            {
                _scale[pitch] = key.Contains(pitch) ? 0 : -Beside;
                _tonic[pitch] = pitch == key.Tonic ? 0 : -AtHome;
                _triad[pitch] = pitch == third % PitchWeights.Octave || pitch == fifth % PitchWeights.Octave ? 0 : _tonic[pitch];
            }
        }
    }

    /// <summary>Where the first phrase begins, on the clock of <see cref="PieceState.Time"/>.</summary>
    public double Start { get; set; }

    /// <summary>Length of a bar in the text's units; 0: there are none.</summary>
    public double Bar { get; set; }

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (Key is null)
            return;
        double phrases = (state.Time - Start) / (PhraseBars * Bar);
        bool begins = Bar > 0 && Math.Abs(phrases - Math.Round(phrases)) * PhraseBars * Bar < 1;
        foreach (NesVoice voice in NesVoices.Pitched)
            PitchWeights.Apply(
                !begins ? _scale
                    : voice == NesVoice.Triangle ? _tonic
                    : _triad,
                voice,
                state.Text,
                logits
            );
    }
}
