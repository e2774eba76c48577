using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// Notes as what a model is to go on with. Allocates nothing after construction.
/// </summary>
/// <param name="text">What tokens mean.</param>
/// <param name="capacity">Tokens that it holds; 1 or more.</param>
public sealed class Prompt(IMusicText text, int capacity)
{
    private const int Octave = 12;

    private readonly int[] _tokens = new int[capacity];
    private readonly NoteTokens _writer = new(text);
    private int _count;

    /// <summary>The tokens, <see cref="TokenVocabulary.Start"/> first.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Writes notes anew.</summary>
    /// <param name="notes">The notes by time; of one voice's notes at one time the last counts.</param>
    /// <param name="end">Where the prompt ends, in the model's units.</param>
    public void Write(ReadOnlySpan<TimedNote> notes, long end)
    {
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            _writer.Sounds(voice, 0);
        _tokens[0] = TokenVocabulary.Start;
        _count = 1;
        int opening = text.WriteOpening(_tokens.AsSpan(_count));
        long time = 0;
        foreach (int token in _tokens.AsSpan(_count, opening))
            time = text.TimeAfter(token, time);
        _count = _writer.Write(notes, time, end, _tokens, _count + opening);
        _count = _writer.WriteWait(end, _tokens, _count);
    }

    /// <summary>
    /// Tokens as a text has them that tells each bar something (<see cref="BarMusicText.Tell"/>); others as they are.
    /// </summary>
    public static int[] Told(IMusicText text, int[] tokens) => text is BarMusicText bars ? bars.Tell(tokens) : tokens;

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
}
