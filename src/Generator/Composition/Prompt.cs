using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Notes as a model's tokens: at each moment, for each voice, what came of it. Allocates nothing after construction.
/// </summary>
/// <param name="text">What tokens mean.</param>
/// <param name="capacity">Tokens that it holds.</param>
public sealed class Prompt(IMusicText text, int capacity)
{
    private const int Octave = 12;
    private const byte Unchanged = byte.MaxValue;

    private readonly int[] _tokens = new int[capacity];
    private readonly byte[] _sounding = new byte[NesVoices.Count];
    private readonly byte[] _next = new byte[NesVoices.Count];
    private int _count;

    /// <summary>The tokens, <see cref="TokenVocabulary.Start"/> first.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Writes notes anew.</summary>
    /// <param name="notes">The notes by time; of one voice's notes at one time the last counts.</param>
    /// <param name="end">Where the prompt ends, in the model's units.</param>
    public void Write(ReadOnlySpan<TimedNote> notes, long end)
    {
        _count = 0;
        Array.Clear(_sounding);
        Add(TokenVocabulary.Start);
        int opening = text.WriteOpening(_tokens.AsSpan(_count));
        long time = 0;
        foreach (int token in _tokens.AsSpan(_count, opening))
            time = text.TimeAfter(token, time);
        _count += opening;
        for (int first = 0, after; first < notes.Length && notes[first].Time < end; first = after)
        {
            long moment = notes[first].Time;
            Array.Fill(_next, Unchanged);
            for (after = first; after < notes.Length && notes[after].Time == moment; after++)
                _next[(int)notes[after].Voice] = Fold(notes[after].Voice, notes[after].Note);
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                byte note = _next[(int)voice];
                if (note == Unchanged || (note == 0 && _sounding[(int)voice] == 0))
                    continue;
                int token = text.IdOf(note == 0 ? NesEvent.NoteOff(0, voice) : NesEvent.NoteOn(0, voice, note));
                if (token < 0)
                    continue;
                AddWait(time, moment);
                time = moment;
                Add(token);
                _sounding[(int)voice] = note;
            }
        }

        AddWait(time, end);
    }

    /// <summary>The note as the voice can play it: what it cannot it plays in the nearest octave; 0 stays 0.</summary>
    public static byte Fold(NesVoice voice, byte note)
    {
        if (note == 0)
            return 0;
        int lowest = voice.LowestNote(),
            highest = voice.HighestNote(),
            folded = note;
        if (voice == NesVoice.Noise)
            return (byte)Math.Clamp(folded, lowest, highest);
        while (folded < lowest)
            folded += Octave;
        while (folded > highest)
            folded -= Octave;
        return (byte)folded;
    }

    // silence before the first note says nothing, unless the text tells where in the song it is
    private void AddWait(long from, long to)
    {
        bool tells = text.UnitsPerQuarter is not null;
        if ((to > from && (_count > 1 || tells)) || (tells && text.IsWait(_tokens[_count - 1])))
            _count += text.WriteWait(from, to, _tokens.AsSpan(_count));
    }

    private void Add(int token)
    {
        if (_count < _tokens.Length)
            _tokens[_count++] = token;
    }
}
