using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Writes notes as a text's tokens: at each moment, for each voice, what came of it. Allocates nothing after construction.
/// </summary>
/// <param name="text">What tokens mean.</param>
internal sealed class NoteTokens(IMusicText text)
{
    private const byte Unchanged = byte.MaxValue;

    private readonly byte[] _sounding = new byte[NesVoices.Count];
    private readonly byte[] _next = new byte[NesVoices.Count];

    // whether an event may follow does not depend on which
    private readonly int _anyNote = text.IdOf(NesEvent.NoteOn(0, NesVoice.Pulse1, NesVoice.Pulse1.LowestNote()));

    /// <summary>A voice plays a note before what is written next; 0: it is silent.</summary>
    public void Sounds(NesVoice voice, byte note) => _sounding[(int)voice] = note;

    /// <summary>When the last note was written, in the text's units.</summary>
    public long Time { get; private set; }

    /// <summary>Writes notes.</summary>
    /// <param name="notes">The notes by time; of one voice's notes at one time the last counts.</param>
    /// <param name="time">The time before them, in the text's units.</param>
    /// <param name="end">Where they end: later notes are left out.</param>
    /// <param name="tokens">Tokens before them, and room.</param>
    /// <param name="count">How many tokens there are before them; 1 or more.</param>
    /// <returns>How many tokens there are then; no more than there is room for.</returns>
    public int Write(ReadOnlySpan<TimedNote> notes, long time, long end, Span<int> tokens, int count)
    {
        Time = time;
        for (int first = 0, after; first < notes.Length && notes[first].Time < end; first = after)
        {
            long moment = notes[first].Time;
            Array.Fill(_next, Unchanged);
            for (after = first; after < notes.Length && notes[after].Time == moment; after++)
                _next[(int)notes[after].Voice] = Prompt.Fold(notes[after].Voice, notes[after].Note);
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                byte note = _next[(int)voice];
                if (note == Unchanged || (note == 0 && _sounding[(int)voice] == 0))
                    continue;
                int token = text.IdOf(note == 0 ? NesEvent.NoteOff(0, voice) : NesEvent.NoteOn(0, voice, note));
                if (token < 0)
                    continue;
                count = WriteWait(moment, tokens, count);
                if (count < tokens.Length)
                    tokens[count++] = token;
                _sounding[(int)voice] = note;
            }
        }

        return count;
    }

    /// <summary>
    /// Writes a wait, so that an event may follow. Silence before the first note of all says nothing, unless the text tells where
    /// in the song it is.
    /// </summary>
    /// <param name="to">Until when; not before <see cref="Time"/>.</param>
    /// <param name="tokens">Tokens before it, and room.</param>
    /// <param name="count">How many tokens there are before it; 1 or more.</param>
    /// <returns>How many tokens there are then; no more than there is room for.</returns>
    public int WriteWait(long to, Span<int> tokens, int count)
    {
        int last = tokens[count - 1];
        bool says = last != TokenVocabulary.Start || text.UnitsPerQuarter is not null;
        int waits = (to > Time ? says : !text.MayFollow(_anyNote, last, Time)) ? text.WriteWait(Time, to, tokens[count..]) : 0;

        // as far as the text's waits lead
        foreach (int token in tokens.Slice(count, waits))
            Time = text.TimeAfter(token, Time);
        Time = says ? Time : to;
        return count + waits;
    }
}
