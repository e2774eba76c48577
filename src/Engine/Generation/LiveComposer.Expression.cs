using LakhNes.Generator.Composition;
using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// How composed notes are played: as songs play such notes after what was heard.
internal sealed partial class LiveComposer
{
    // of what was heard
    private const int DressedAfter = 512;

    // what was heard last, as it was played
    private void TellDresser()
    {
        _dresser.Begin(((ulong)(uint)_request.Settings.Seed << 32) | (uint)_request.Settings.Variation);
        foreach (ref readonly TimedNote note in Notes[Math.Max(0, _noteCount - DressedAfter)..])
            _dresser.Hear(Expressed(note.Voice, note.Note, note.Expression) with { Time = QuartersAt(note.Time) });
    }

    private NoteExpression Dress(NesVoice voice, byte note)
    {
        ExpressedNote expressed = Expressed(voice, note, NoteExpression.None);
        if (note > 0)
            return _dresser.Dress(in expressed);
        _dresser.Hear(in expressed);
        return NoteExpression.None;
    }

    private ExpressedNote Expressed(NesVoice voice, byte note, NoteExpression expression) =>
        new(voice, note, QuartersAt(Now), Bar, expression);

    // from a bar line of the answer's
    private double QuartersAt(long time) => (time - BarLine) / _unitsPerQuarter;
}
