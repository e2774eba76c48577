using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Recall;

/// <summary>
/// Tokens told by their intervals: a note-on stands for its voice and its distance from the voice's note before, everything else for itself. So a part
/// that comes back transposed is the same. Can be taken back. Allocates nothing after construction.
/// </summary>
/// <param name="vocabulary">The tokens' vocabulary.</param>
/// <param name="capacity">Tokens that it holds at most.</param>
internal sealed class RelativeTokens(TokenVocabulary vocabulary, int capacity)
{
    private const int Keys = 128;

    private readonly byte[] _before = new byte[capacity];
    private readonly byte[] _lastKeys = new byte[NesVoices.Count];
    private int _count;

    /// <summary>The symbol of a token that comes next.</summary>
    public int SymbolOf(int token)
    {
        if (!IsPitch(token, out NesEvent e) || _lastKeys[(int)e.Voice] == 0) return token;
        return vocabulary.Count + ((int)e.Voice * 2 * Keys) + Keys + e.Value - _lastKeys[(int)e.Voice];
    }

    /// <summary>The token that a symbol stands for next; -1 where the voice has no such note.</summary>
    public int TokenOf(int symbol)
    {
        if (symbol < vocabulary.Count) return IsPitch(symbol, out NesEvent e) && _lastKeys[(int)e.Voice] != 0 ? -1 : symbol;
        int relative = symbol - vocabulary.Count;
        var voice = (NesVoice)(relative / (2 * Keys));
        int key = _lastKeys[(int)voice] + (relative % (2 * Keys)) - Keys;
        return _lastKeys[(int)voice] != 0 && voice.Plays(key) ? vocabulary.IdOf(NesEvent.NoteOn(0, voice, key)) : -1;
    }

    /// <summary>Takes a token.</summary>
    public void Add(int token)
    {
        _before[_count] = 0;
        if (IsPitch(token, out NesEvent e))
        {
            _before[_count] = _lastKeys[(int)e.Voice];
            _lastKeys[(int)e.Voice] = e.Value;
        }

        _count++;
    }

    /// <summary>Takes the last token back.</summary>
    /// <param name="token">The token.</param>
    public void Remove(int token)
    {
        _count--;
        if (IsPitch(token, out NesEvent e)) _lastKeys[(int)e.Voice] = _before[_count];
    }

    private bool IsPitch(int token, out NesEvent e)
    {
        e = default;
        if (token == TokenVocabulary.Start || vocabulary.IsWait(token)) return false;
        e = vocabulary.EventOf(token);
        return e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise;
    }
}
