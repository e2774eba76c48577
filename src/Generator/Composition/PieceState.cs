using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Where a piece stands after the tokens so far: its time, what sounds, and what has happened at this instant.</summary>
/// <param name="vocabulary">The tokens' vocabulary.</param>
public sealed class PieceState(TokenVocabulary vocabulary)
{
    private const int Kinds = 3;

    private readonly byte[] _notes = new byte[NesVoices.Count];
    private readonly byte[] _lastNotes = new byte[NesVoices.Count];
    private readonly int[] _repeats = new int[NesVoices.Count];

    /// <summary>The tokens' vocabulary.</summary>
    public TokenVocabulary Vocabulary => vocabulary;

    /// <summary>Time since the beginning, in the vocabulary's units.</summary>
    public long Time { get; private set; }

    /// <summary>The last token was a wait.</summary>
    public bool AfterWait { get; private set; }

    /// <summary>The <see cref="Order"/> of the last event at this instant; -1 where nothing has happened yet.</summary>
    public int LastOrder { get; private set; } = -1;

    /// <summary>The note that a voice plays; 0 where it is silent.</summary>
    public int NoteOf(NesVoice voice) => _notes[(int)voice];

    /// <summary>The note that a voice plays or played last; 0 where it has played none.</summary>
    public int LastNoteOf(NesVoice voice) => _lastNotes[(int)voice];

    /// <summary>How often a voice has played its last note in a row.</summary>
    public int RepeatsOf(NesVoice voice) => _repeats[(int)voice];

    /// <summary>
    /// An event's place among those at one instant: voice after voice, a note's beginning or end before velocity, velocity
    /// before timbre. Two events with the same place exclude each other.
    /// </summary>
    public static int Order(NesEvent e) => (int)e.Voice * Kinds + (e.Kind switch
    {
        NesEventKind.Velocity => 1,
        NesEventKind.Timbre => 2,
        _ => 0,
    });

    /// <summary>Takes a token.</summary>
    public void Take(int token)
    {
        AfterWait = vocabulary.IsWait(token);
        if (AfterWait)
        {
            Time += vocabulary.WaitOf(token);
            LastOrder = -1;
            return;
        }

        if (token == TokenVocabulary.Start) return;
        NesEvent e = vocabulary.EventOf(token);
        LastOrder = Order(e);
        if (!e.IsNote) return;
        int voice = (int)e.Voice;
        _notes[voice] = e.Kind == NesEventKind.NoteOn ? e.Value : (byte)0;
        if (e.Kind != NesEventKind.NoteOn) return;
        _repeats[voice] = e.Value == _lastNotes[voice] ? _repeats[voice] + 1 : 1;
        _lastNotes[voice] = e.Value;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(_notes);
        Array.Clear(_lastNotes);
        Array.Clear(_repeats);
        Time = 0;
        AfterWait = false;
        LastOrder = -1;
    }
}
