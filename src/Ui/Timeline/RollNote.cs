using LakhNes.Dsp.Apu;

namespace LakhNes.Ui.Timeline;

/// <summary>A note as a piano roll draws it.</summary>
/// <param name="Start">Song position in quarter notes.</param>
/// <param name="End">Song position in quarter notes; infinite while it sounds.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Key">MIDI key.</param>
/// <param name="Kind">Where it comes from.</param>
internal readonly record struct RollNote(double Start, double End, ApuVoice Voice, int Key, RollNoteKind Kind);
