namespace LakhNes.Score.Registers;

/// <summary>What a voice plays over time, read from the start to the end.</summary>
internal sealed class VoiceStates
{
    private readonly List<(long Start, State State)> _states = [(0, default)];
    private readonly long[] _notes = new long[128],
        _velocities = new long[16],
        _timbres = new long[4],
        _silentTimbres = new long[4];
    private int _at;

    /// <summary>Follows a voice's events.</summary>
    /// <param name="score">In samples.</param>
    /// <param name="voice">The voice.</param>
    public VoiceStates(NesScore score, NesVoice voice)
    {
        byte velocity = NesVoices.FullVelocity; // a score without expression plays at full volume
        foreach (NesEvent e in score.Events)
        {
            if (e.Voice != voice)
                continue;
            State s = _states[^1].State;
            switch (e.Kind)
            {
                case NesEventKind.NoteOff:
                    s = s with { Note = 0 };
                    break;
                case NesEventKind.NoteOn:
                    s = s with { Note = e.Value, Velocity = velocity };
                    break;
                case NesEventKind.Velocity:
                    s = s with { Velocity = velocity = e.Value };
                    break;
                default:
                    s = s with { Timbre = e.Value };
                    break;
            }
            if (_states[^1].Start == e.Time)
                _states[^1] = (e.Time, s);
            else
                _states.Add((e.Time, s));
        }
    }

    /// <summary>What prevails from one sample up to another; spans are asked for in their order.</summary>
    public State Prevailing(long low, long high)
    {
        while (_at + 1 < _states.Count && _states[_at + 1].Start <= low)
            _at++;
        if (_at + 1 == _states.Count || _states[_at + 1].Start >= high)
        {
            State only = _states[_at].State;
            return only.Note == 0 ? only with { Velocity = 0 } : only;
        }

        Array.Clear(_notes);
        Array.Clear(_velocities);
        Array.Clear(_timbres);
        Array.Clear(_silentTimbres);
        bool sounds = false;
        for (int i = _at; i < _states.Count && _states[i].Start < high; i++)
        {
            long from = Math.Max(_states[i].Start, low);
            long until = i + 1 < _states.Count ? Math.Min(_states[i + 1].Start, high) : high;
            State s = _states[i].State;
            if (s.Note == 0)
            {
                _silentTimbres[s.Timbre] += until - from;
                continue;
            }
            sounds = true;
            _notes[s.Note] += until - from;
            _velocities[s.Velocity] += until - from;
            _timbres[s.Timbre] += until - from;
        }
        return sounds ? new State(Mode(_notes), Mode(_velocities), Mode(_timbres)) : new State(0, 0, Mode(_silentTimbres));
    }

    // the most frequent value; of equally frequent ones the lowest
    private static byte Mode(long[] counts) => (byte)Array.IndexOf(counts, counts.Max());

    /// <summary>What a voice plays at a time.</summary>
    /// <param name="Note">0 where it is silent.</param>
    /// <param name="Velocity">Its volume.</param>
    /// <param name="Timbre">Its duty or mode; it has one while it is silent, too.</param>
    public readonly record struct State(byte Note, byte Velocity, byte Timbre);
}
