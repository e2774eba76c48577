using LakhNes.Generator.Expression;
using LakhNes.Score;
using LakhNes.Score.Beats;

namespace LakhNes.Training.Expression;

/// <summary>What songs tell of how notes are played.</summary>
public static class ExpressionSongs
{
    /// <summary>The notes of a song with their beginnings and ends, by time.</summary>
    /// <param name="song">The song; its frames have velocities and timbres.</param>
    /// <param name="shapes">What the courses of volumes are told as.</param>
    public static ExpressedNote[] Of(SongBars song, VolumeShapes shapes)
    {
        Dictionary<(NesVoice, long), NoteExpression> played = [];
        foreach (NesVoice voice in Enum.GetValues<NesVoice>().Where(voice => voice.HasVelocity()))
        {
            // a key of noise is a drum of its own
            Dictionary<int, byte> before = [];
            foreach (NoteFrames note in NoteFrames.Of(song, voice))
            {
                int sound = voice == NesVoice.Noise ? note.Key : 0;
                byte shape = shapes.Nearest(voice, note.Volumes, before.GetValueOrDefault(sound));
                before[sound] = shape;
                played[(voice, BarQuantiser.StepOf(song, note.Start))] = new((byte)note.Peak, (byte)note.Timbres[0], shape);
            }
        }

        NesScore bars = BarQuantiser.Quantise(song);
        return
        [
            .. bars.Events.Select(e => new ExpressedNote(
                e.Voice,
                e.Kind == NesEventKind.NoteOn ? e.Value : (byte)0,
                (double)e.Time / Metre.StepsPerQuarter,
                (double)bars.BarAt(e.Time).Metre.StepsPerBar / Metre.StepsPerQuarter,
                played.GetValueOrDefault((e.Voice, e.Time))
            )),
        ];
    }
}
