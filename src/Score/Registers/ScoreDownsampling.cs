using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>
/// The original's downsampling: a score that changes at most so many times a second, for less jitter when it is played.
/// </summary>
public static class ScoreDownsampling
{
    /// <summary>
    /// Cuts time into steps of 1/rate s. In each step a voice plays the note, velocity and timbre that it has longest in it,
    /// counted over the samples where it sounds (of equal ones the lowest value); where it never sounds it is silent.
    /// </summary>
    /// <param name="score">Any score; it is taken in samples.</param>
    /// <param name="rate">Steps a second, above 0 and below 44100.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate.</exception>
    public static NesScore At(NesScore score, double rate)
    {
        const double SamplesPerSecond = 44100;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, SamplesPerSecond);
        score = score.In(TimeUnit.Sample);
        Track[] tracks = [.. Enumerable.Range(0, NesVoices.Count).Select(v => new Track(score, (NesVoice)v))];
        State[] playing = new State[NesVoices.Count];
        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>();
        int steps = (int)(score.Length / SamplesPerSecond * rate);
        double seconds = 0;
        for (int step = 0; step < steps; step++, seconds += 1 / rate) // the original adds up, too
        {
            long low = (long)(step / rate * SamplesPerSecond),
                high = (long)((step + 1) / rate * SamplesPerSecond);
            long time = Math.Min((long)(SamplesPerSecond * seconds), score.Length);
            for (int v = 0; v < NesVoices.Count; v++)
            {
                State now = tracks[v].Prevailing(low, high);
                Emit(events, time, (NesVoice)v, playing[v], now);
                playing[v] = now;
            }
        }
        for (int v = 0; v < NesVoices.Count; v++)
            Emit(events, score.Length, (NesVoice)v, playing[v], playing[v] with { Note = 0 });
        return new NesScore(TimeUnit.Sample, events.ToImmutable(), score.Length);
    }

    private static void Emit(ImmutableArray<NesEvent>.Builder events, long time, NesVoice voice, State was, State now)
    {
        if (now.Note != was.Note)
            events.Add(now.Note == 0 ? NesEvent.NoteOff(time, voice) : NesEvent.NoteOn(time, voice, now.Note));
        if (now.Note > 0 && voice.HasVelocity() && (now.Velocity != was.Velocity || was.Note == 0))
            events.Add(NesEvent.Velocity(time, voice, now.Velocity));
        if (now.Timbre != was.Timbre)
            events.Add(NesEvent.Timbre(time, voice, now.Timbre));
    }

    private readonly record struct State(byte Note, byte Velocity, byte Timbre);

    /// <summary>A voice's states over time, read from the start to the end.</summary>
    private sealed class Track
    {
        private readonly List<(long Start, State State)> _states = [(0, default)];
        private readonly long[] _notes = new long[128],
            _velocities = new long[16],
            _timbres = new long[4],
            _silentTimbres = new long[4];
        private int _at;

        public Track(NesScore score, NesVoice voice)
        {
            byte velocity = 15; // a score without expression plays at full volume
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

        public State Prevailing(long low, long high)
        {
            Array.Clear(_notes);
            Array.Clear(_velocities);
            Array.Clear(_timbres);
            Array.Clear(_silentTimbres);
            while (_at + 1 < _states.Count && _states[_at + 1].Start <= low)
                _at++;
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

        /// <summary>The most frequent value; of equally frequent ones the lowest.</summary>
        private static byte Mode(long[] counts) => (byte)Array.IndexOf(counts, counts.Max());
    }
}
