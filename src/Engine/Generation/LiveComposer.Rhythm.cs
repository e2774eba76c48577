using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// What is to be drawn to a grid is composed on it: a rhythm that the model is not told drifts, and moved onsets make it none.
internal sealed partial class LiveComposer
{
    // half a console frame, in the model's units
    private readonly double _tolerance;

    // the end of a note may lie between the lines, a beginning not
    private void LimitOnsets(Span<float> logits)
    {
        if (_opening || IsOnGrid(0) || (_state.AfterWait && !Sounds())) return;
        for (int token = 1; token < logits.Length; token++)
        {
            if (!_vocabulary.IsWait(token) && _vocabulary.EventOf(token).Kind == NesEventKind.NoteOn) logits[token] = float.NegativeInfinity;
        }
    }

    // a wait that leads between the lines leads to the nearest one, unless a note is to end there
    private int ToGrid(int token)
    {
        long wait = _vocabulary.WaitOf(token);
        if (IsOnGrid(wait) || (Sounds() && ExpectsEnd(token))) return token;
        double line = _grid.Nearest(Position + (wait / _unitsPerQuarter), Position + (0.5 / _unitsPerQuarter));
        return _vocabulary.IdOfWait(Math.Max(1, (long)Math.Round((line - Position) * _unitsPerQuarter)));
    }

    private bool IsOnGrid(long wait)
    {
        double position = Position + (wait / _unitsPerQuarter);
        return _grid.Freedom == double.PositiveInfinity
            || Math.Abs(_grid.Nearest(position, double.NegativeInfinity) - position) <= _grid.Freedom + (_tolerance / _unitsPerQuarter);
    }

    // after this wait the end of a note is likelier than a beginning
    private bool ExpectsEnd(int wait)
    {
        Span<float> logits = _decoder.Step(wait);
        _decoder.Rewind(1);
        _voices.Apply(_state, logits);
        double ends = 0, begins = 0;
        for (int token = 1; token < logits.Length; token++)
        {
            if (_vocabulary.IsWait(token)) continue;
            NesEvent e = _vocabulary.EventOf(token);
            if (e.Kind == NesEventKind.NoteOff && _state.NoteOf(e.Voice) > 0) ends += Math.Exp(logits[token]);
            if (e.Kind == NesEventKind.NoteOn) begins += Math.Exp(logits[token]);
        }

        return ends > begins;
    }

    private bool Sounds()
    {
        bool sounds = false;
        for (var voice = NesVoice.Pulse1; voice <= NesVoice.Noise; voice++) sounds |= _state.NoteOf(voice) > 0 && _voices.Voices.Contains(voice);
        return sounds;
    }
}
