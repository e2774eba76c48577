using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Voices;
using LakhNes.Score;
using LakhNes.Score.Percussion;

namespace LakhNes.Instrument;

// The generator's notes: each on the voice that it names, and only where the player holds none. The first four voices are a
// score's.
public sealed partial class ChipInstrument
{
    /// <summary>The key that plays the darkest noise on the noise channel.</summary>
    public const int LowestNoiseKey = NoiseVoice.LowestKey;

    private const int LowestNoise = 1;
    private const int NoisePeriods = 16;

    /// <summary>Starts a generated note.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="voice">The voice.</param>
    /// <param name="note">MIDI key; for noise 1 (dark) to 16 (bright).</param>
    /// <param name="velocity">0 to 1.</param>
    /// <param name="timbre">Its duty or noise mode where the sound has no sequence of them; -1: the sound's.</param>
    /// <param name="shape">The shape of its volume where the sound has none (<see cref="VolumeShapes"/>); 0: the sound's.</param>
    /// <returns>False where a played note has the voice: nothing is heard then.</returns>
    public bool StartGenerated(
        long cycle,
        NesVoice voice,
        int note,
        double velocity,
        int timbre = PlayedNote.OwnTimbre,
        int shape = 0)
    {
        cycle = Begin(cycle);
        ChipVoice chipVoice = _voices[(int)voice];
        if (chipVoice.Note is { Line: not NoteLine.Generated } played && (played.IsOn || chipVoice.IsOneShot)) return false;
        MakeRoom(cycle);
        PlayedNote generated = _notes.Add(MidiState.GeneratedChannel, KeyOf(voice, note), velocity, -1, NoteLine.Generated);
        generated.Timbre = timbre;
        generated.Shape = voice.HasVelocity() ? shape : 0;
        Start(cycle, chipVoice, generated);
        return true;
    }

    /// <summary>Lets go of the generated note that a voice plays, if it plays one.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="voice">The voice.</param>
    public void EndGenerated(long cycle, NesVoice voice)
    {
        cycle = Begin(cycle);
        if (_voices[(int)voice].Note is not { Line: NoteLine.Generated } note) return;
        note.LetGo();
        Settle(cycle);
    }

    /// <summary>Cuts what is left of generated notes, their release too.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    public void CutGenerated(long cycle)
    {
        cycle = Begin(cycle);
        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note is not { Line: NoteLine.Generated } note) continue;
            note.LetGo();
            voice.Silence(cycle);
        }

        Settle(cycle);
    }

    /// <summary>
    /// The note that the player holds on a voice, as a score writes it (see <see cref="StartGenerated"/>); 0: none.
    /// </summary>
    /// <param name="voice">The voice.</param>
    /// <param name="start">Changes with every start of a note.</param>
    /// <param name="expression">How it is struck; none of the triangle.</param>
    public int PlayedNoteOn(NesVoice voice, out long start, out NoteExpression expression)
    {
        expression = NoteExpression.None;
        ChipVoice chipVoice = _voices[(int)voice];
        start = chipVoice.StartOrder;
        if (chipVoice.Released || chipVoice.Note is not { Line: not NoteLine.Generated, IsOn: true } note) return 0;
        if (voice.HasVelocity())
            expression = new NoteExpression(VolumeOf(note.Velocity), (byte)Math.Clamp(chipVoice.Timbre, 0, voice.Timbres() - 1));
        if (voice != NesVoice.Noise) return note.Key;
        if (note.Line == NoteLine.Drums && DrumMap.TryFind(note.Key, out Drum drum)) return NoisePeriods - drum.Period;
        if (Settings.MidiDialect == MidiDialect.NesMdb) return Math.Clamp(note.Key, LowestNoise, NoisePeriods);
        return LowestNoise + ((note.Key - LowestNoiseKey + (8 * NoisePeriods)) % NoisePeriods);
    }

    private static byte VolumeOf(double velocity)
    {
        int volume = (int)Math.Round(velocity * NesVoices.FullVelocity, MidpointRounding.AwayFromZero);
        return (byte)Math.Clamp(volume, 1, NesVoices.FullVelocity);
    }

    /// <summary>The key that plays a score's note on a voice's own MIDI channel, by the present MIDI dialect.</summary>
    public int KeyOf(NesVoice voice, int note) => voice == NesVoice.Noise && Settings.MidiDialect != MidiDialect.NesMdb
        ? LowestNoiseKey + note - LowestNoise
        : note;
}
