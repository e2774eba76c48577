using LakhNes.Generator.Composition;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// Notes that are known beforehand: they occur at their times, and what is composed fits itself in around them.
internal sealed partial class LiveComposer
{
    private const byte Unchanged = byte.MaxValue;

    // what is given at one moment, for each voice
    private readonly byte[] _moment = new byte[NesVoices.Count];

    // song position before which a voice is not the composer's
    private readonly double[] _free = new double[NesVoices.Count];
    private CapturedNote _momentAt;
    private double _songOffset;
    private long _nextGiven;
    private VoiceSet _held;

    // where a given note sounds nothing is composed
    private void BeginGiven()
    {
        Array.Fill(_moment, Unchanged);
        Array.Fill(_free, double.NegativeInfinity);
        _nextGiven = _request.CapturedCount;
        _songOffset = _request.Start - _request.StartTime;
        _held = default;
        _given.Forget();
        for (NesVoice voice = 0; _request.GivenCount > 0 && (int)voice < NesVoices.Count; voice++)
        {
            if (_state.NoteOf(voice) > 0) _held = _held.With(voice);
        }

        LeaveHeld();
        FindGiven();
    }

    private void FindGiven()
    {
        do
        {
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                byte note = _moment[(int)voice];
                if (note == Unchanged) continue;
                int token = _vocabulary.IdOf(note == 0 ? NesEvent.NoteOff(0, voice) : NesEvent.NoteOn(0, voice, note));
                if (token >= 0 && (note > 0 || _held.Contains(voice)))
                {
                    _given.Set(token, TimeOf(in _momentAt) - _endTime + _promptEnd);
                    return;
                }

                _moment[(int)voice] = Unchanged;
            }
        }
        while (ReadMoment());

        _given.Clear();
    }

    // of a voice's notes at one moment the last counts
    private bool ReadMoment()
    {
        ReadOnlySpan<CapturedNote> left = _history.Between(_nextGiven, _request.GivenCount);
        if (left.IsEmpty) return false;
        _momentAt = left[0];
        long time = TimeOf(in _momentAt);
        for (int i = 0; i < left.Length && TimeOf(in left[i]) <= time; i++, _nextGiven++)
            _moment[(int)left[i].Voice] = Prompt.Fold(left[i].Voice, left[i].Note);
        return true;
    }

    // before the state knows of it
    private void TakeGiven(NesEvent e)
    {
        NesVoice voice = e.Voice;
        double at = _momentAt.Time + _songOffset;
        Remember(voice, e.Value, at);
        if (e.Kind == NesEventKind.NoteOn)
        {
            // what was composed on its voice ends
            RemoveFrom(voice, at);
            if (_voices.Voices.Contains(voice)) HandOut(voice, 0, at);
            _held = _held.With(voice);
        }
        else
        {
            _held = new VoiceSet(_held.Bits & ~default(VoiceSet).With(voice).Bits);
            _free[(int)voice] = at;
        }

        LeaveHeld();
        _moment[(int)voice] = Unchanged;
        FindGiven();
    }

    private void LeaveHeld() => _voices.Voices = new VoiceSet(_request.Settings.Voices.Bits & _held.Others.Bits);
}
