using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Recall;

/// <summary>
/// Tokens told by their intervals: a note-on stands for its voice and its distance from the voice's note before, everything else
/// for itself. So a part that comes back transposed is the same. Can be taken back. Allocates nothing after construction.
/// </summary>
/// <param name="text">What tokens mean.</param>
/// <param name="room">Tokens that there is room for from the start.</param>
internal sealed class RelativeTokens(IMusicText text, int room)
{
    private const int Keys = 128;

    private byte[] _before = new byte[Math.Max(1, room)];
    private readonly byte[] _lastKeys = new byte[NesVoices.Count];
    private int _count;

    /// <summary>The symbol of a token that comes next.</summary>
    public int SymbolOf(int token)
    {
        if (!IsPitch(token, out NesEvent e) || _lastKeys[(int)e.Voice] == 0)
            return token;
        return text.Count + ((int)e.Voice * 2 * Keys) + Keys + e.Value - _lastKeys[(int)e.Voice];
    }

    /// <summary>The token that a symbol stands for next; -1 where the voice has no such note.</summary>
    public int TokenOf(int symbol)
    {
        if (symbol < text.Count)
            return IsPitch(symbol, out NesEvent e) && _lastKeys[(int)e.Voice] != 0 ? -1 : symbol;
        int relative = symbol - text.Count;
        var voice = (NesVoice)(relative / (2 * Keys));
        int key = _lastKeys[(int)voice] + (relative % (2 * Keys)) - Keys;
        return _lastKeys[(int)voice] != 0 && voice.Plays(key) ? text.IdOf(NesEvent.NoteOn(0, voice, key)) : -1;
    }

    /// <summary>Takes a token.</summary>
    public void Add(int token)
    {
        if (_count == _before.Length)
            Array.Resize(ref _before, 2 * _count);
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
        if (IsPitch(token, out NesEvent e))
            _lastKeys[(int)e.Voice] = _before[_count];
    }

    private bool IsPitch(int token, out NesEvent e)
    {
        e = default;
        if (token == TokenVocabulary.Start || text.IsWait(token))
            return false;
        e = text.EventOf(token);
        return e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise;
    }
}
