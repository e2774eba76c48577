using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>Turns a score into register writes as nesmdb does.</summary>
/// <remarks>
/// Constant volume with the length counters halted, the triangle's linear counter at its longest, sweep off with shift 7 and
/// negated: a shift of 0 mutes low notes, and the original's shift 7 without the negation still mutes the lowest one (A1). A note
/// that starts from silence enables its voice and writes the high timer byte, which restarts a pulse's phase; a change of pitch
/// writes only the timer bytes that differ; a note-off disables the voice. Without expression notes have velocity 15 and timbre
/// 0. The same note again without a gap changes nothing.
/// </remarks>
public sealed class ScorePlayer
{
    private const int PulseSweepOff = 0x0F,
        HaltConstantVolume = 0x30,
        TriangleHold = 0xFF;
    private const int Status = 0x4015;

    private readonly ImmutableArray<RegisterWrite>.Builder _writes = ImmutableArray.CreateBuilder<RegisterWrite>();
    private readonly Voice[] _voices = new Voice[NesVoices.Count];
    private readonly double _clock;
    private long _time;
    private int _enabled;

    private ScorePlayer(double clock) => _clock = clock;

    /// <summary>The writes of a score for an NTSC chip.</summary>
    /// <param name="score">In samples or frames.</param>
    /// <param name="tag">The log's title.</param>
    public static RegisterLog Play(NesScore score, Gd3Tag? tag = null)
    {
        ScorePlayer player = new(RegisterLog.NtscClock);
        player.Start();
        NesScore samples = score.In(TimeUnit.Sample);
        ImmutableArray<NesEvent> events = samples.Events;
        for (int i = 0; i < events.Length; )
        {
            player._time = events[i].Time;
            // all events of one time belong together: a note's velocity and timbre come before its start
            int end = i;
            while (end < events.Length && events[end].Time == player._time)
                player.Take(events[end++]);
            i = end;
            player.Flush();
        }
        // all that the beginning relies on is written there
        return new RegisterLog(
            RegisterLog.NtscClock,
            player._writes.DrainToImmutable(),
            samples.Length,
            score.Loops ? new RegisterLoop(0, 0) : null,
            tag: tag
        );
    }

    /// <summary>
    /// The timer of the pitch nearest to a MIDI key: clock / (16 f) - 1 for a pulse, / (32 f) - 1 for the triangle.
    /// </summary>
    public static int TimerOf(NesVoice voice, int key, double clock)
    {
        double hertz = 440 * Math.Pow(2, (key - 69) / 12.0);
        return (int)Math.Round(clock / ((voice == NesVoice.Triangle ? 32 : 16) * hertz)) - 1;
    }

    private void Start()
    {
        Write(Status, 0);
        for (int v = 0; v < NesVoices.Count; v++)
        {
            _voices[v] = new Voice { Velocity = NesVoices.FullVelocity };
            NesVoice voice = (NesVoice)v;
            Write(Address(voice, 0), voice == NesVoice.Triangle ? TriangleHold : HaltConstantVolume);
            if (voice <= NesVoice.Pulse2)
                Write(Address(voice, 1), PulseSweepOff);
        }
    }

    private void Take(NesEvent e)
    {
        ref Voice voice = ref _voices[(int)e.Voice];
        switch (e.Kind)
        {
            case NesEventKind.NoteOff:
                voice.Note = 0;
                break;
            case NesEventKind.NoteOn:
                voice.Note = e.Value;
                break;
            case NesEventKind.Velocity:
                voice.Velocity = e.Value;
                break;
            default:
                voice.Timbre = e.Value;
                break;
        }
    }

    private void Flush()
    {
        for (int v = 0; v < NesVoices.Count; v++)
        {
            NesVoice voice = (NesVoice)v;
            bool starts = _voices[v] is { Note: > 0, PlayedNote: 0 };
            if (starts || _voices[v] is { Note: 0, PlayedNote: > 0 })
                Write(Status, _enabled ^= 1 << v);
            if (voice == NesVoice.Noise)
                FlushNoise(ref _voices[v]);
            else
                FlushTone(voice, ref _voices[v], starts);
            _voices[v].PlayedNote = _voices[v].Note;
        }
    }

    private void FlushTone(NesVoice number, ref Voice voice, bool starts)
    {
        if (voice.Note == 0)
            return;
        if (number != NesVoice.Triangle)
            WriteIfNew(ref voice.Register0, number, 0, voice.Timbre << 6 | HaltConstantVolume | voice.Velocity);
        int timer = TimerOf(number, voice.Note, _clock);
        WriteIfNew(ref voice.Register2, number, 2, timer & 0xFF);
        if (starts)
            voice.Register3 = Voice.Unknown; // the length counter must be loaded again
        WriteIfNew(ref voice.Register3, number, 3, timer >> 8);
    }

    private void FlushNoise(ref Voice voice)
    {
        if (voice.Note == 0)
            return;
        WriteIfNew(ref voice.Register0, NesVoice.Noise, 0, HaltConstantVolume | voice.Velocity);
        WriteIfNew(ref voice.Register2, NesVoice.Noise, 2, voice.Timbre << 7 | 16 - voice.Note);
        if (voice.Note != voice.PlayedNote)
            Write(Address(NesVoice.Noise, 3), 0);
    }

    private void WriteIfNew(ref int register, NesVoice voice, int number, int value)
    {
        if (register == value)
            return;
        register = value;
        Write(Address(voice, number), value);
    }

    private void Write(int address, int value) => _writes.Add(new RegisterWrite(_time, (ushort)address, (byte)value));

    private static int Address(NesVoice voice, int register) => 0x4000 + (int)voice * 4 + register;

    private struct Voice()
    {
        public const int Unknown = -1;

        public int Note,
            PlayedNote,
            Velocity,
            Timbre;
        public int Register0 = Unknown,
            Register2 = Unknown,
            Register3 = Unknown;
    }
}
