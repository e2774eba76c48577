using LakhNes.Engine.Generation.Requests;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Heard notes that are known beforehand, as events that must occur: of a voice's notes at one moment the last counts, and what a
/// voice cannot play is folded into its range. Allocates nothing after construction.
/// </summary>
/// <param name="text">The model's text.</param>
internal sealed class GivenNotes(IMusicText text) : IGivenEvents
{
    private const byte Unchanged = byte.MaxValue;
    private const double Rounding = 1e-6;

    // what is given at one moment, for each voice
    private readonly byte[] _moment = new byte[NesVoices.Count];
    private readonly NoteExpression[] _expressions = new NoteExpression[NesVoices.Count];
    private CaptureHistory? _history;
    private VoiceSet _sounding;
    private NoteExpression _nextExpression;
    private double _momentAt;
    private double _unitsPerQuarter;
    private double _start;
    private double _until;
    private long _momentTime;
    private long _promptEnd;
    private long _next;
    private long _end;

    /// <summary>When the note that was taken last was heard: see <see cref="HeardNote.Position"/>.</summary>
    public double LastAt { get; private set; }

    /// <summary>How it was played.</summary>
    public NoteExpression LastExpression { get; private set; }

    /// <summary>Chooses the notes.</summary>
    /// <param name="history">What was heard.</param>
    /// <param name="first">Number of the first note that is given.</param>
    /// <param name="end">Number of the first that is not.</param>
    /// <param name="start">When composing begins, on the clock of <see cref="HeardNote.Position"/>.</param>
    /// <param name="until">When it ends, on the same clock; infinity: never.</param>
    /// <param name="unitsPerQuarter">The model's units in a quarter note.</param>
    public void Choose(CaptureHistory history, long first, long end, double start, double until, double unitsPerQuarter) =>
        (_history, _next, _end, _start, _until, _unitsPerQuarter) = (history, first, end, start, until, unitsPerQuarter);

    /// <inheritdoc/>
    public VoiceSet Begin(PieceState state)
    {
        Array.Fill(_moment, Unchanged);
        _promptEnd = state.Time;
        return _sounding = state.Sounding;
    }

    /// <inheritdoc/>
    public bool TryNext(out NesEvent e)
    {
        (LastAt, LastExpression) = (_momentAt, _nextExpression);
        do
        {
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                byte note = _moment[(int)voice];
                if (note == Unchanged)
                    continue;
                _moment[(int)voice] = Unchanged;
                e = note == 0 ? NesEvent.NoteOff(_momentTime, voice) : NesEvent.NoteOn(_momentTime, voice, note);
                if (text.IdOf(e) < 0 || (note == 0 && !_sounding.Contains(voice)))
                    continue;
                _nextExpression = _expressions[(int)voice];
                _sounding = note > 0 ? _sounding.With(voice) : _sounding.Without(voice);
                return true;
            }
        } while (ReadMoment());

        e = default;
        return false;
    }

    private bool ReadMoment()
    {
        ReadOnlySpan<HeardNote> left = _history!.Between(_next, _end);
        if (left.IsEmpty)
            return false;
        _momentAt = left[0].Position;
        _momentTime = TimeOf(in left[0]);
        for (int i = 0; i < left.Length && TimeOf(in left[i]) <= _momentTime; i++, _next++)
        {
            _moment[(int)left[i].Voice] = Prompt.Fold(left[i].Voice, left[i].Note);
            _expressions[(int)left[i].Voice] = left[i].Expression;
        }

        return true;
    }

    // what comes before the end is not rounded to it: nobody would be there to hear it
    private long TimeOf(in HeardNote heard)
    {
        double units = Math.Round((heard.Position - _start) * _unitsPerQuarter);
        if (heard.Position < _until)
            units = Math.Min(units, Math.Ceiling(((_until - _start) * _unitsPerQuarter) - Rounding) - 1);
        return _promptEnd + (long)units;
    }
}
