using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Where a piece stands after the tokens so far: its time, what sounds, and what has happened at this instant.</summary>
/// <param name="text">What the tokens mean.</param>
public sealed class PieceState(IMusicText text)
{
    private const int Kinds = 3;

    private readonly byte[] _notes = new byte[NesVoices.Count];
    private readonly byte[] _lastNotes = new byte[NesVoices.Count];
    private readonly int[] _repeats = new int[NesVoices.Count];
    private readonly long[] _beginnings = new long[NesVoices.Count];
    private VoiceSet _given;

    /// <summary>What the tokens mean.</summary>
    public IMusicText Text => text;

    /// <summary>Time since the beginning of the prompt, in the text's units.</summary>
    public long Time { get; private set; }

    /// <summary>Where the prompt ended and composing began, in the same units.</summary>
    public long PromptEnd { get; private set; }

    /// <summary>The piece is to open with a note, and none has been composed yet.</summary>
    public bool IsOpening { get; private set; }

    /// <summary>The last token; <see cref="TokenVocabulary.Start"/> where there is none.</summary>
    public int LastToken { get; private set; } = TokenVocabulary.Start;

    /// <summary>The <see cref="Order"/> of the last event at this instant; -1 where nothing has happened yet.</summary>
    public int LastOrder { get; private set; } = -1;

    /// <summary>The voices that play.</summary>
    public VoiceSet Sounding
    {
        get
        {
            VoiceSet sounding = default;
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                if (NoteOf(voice) > 0)
                    sounding = sounding.With(voice);
            }

            return sounding;
        }
    }

    /// <summary>The note that a voice plays; 0 where it is silent.</summary>
    public int NoteOf(NesVoice voice) => _notes[(int)voice];

    /// <summary>
    /// When the note that a voice plays or played last began, on the clock of <see cref="Time"/>; 0 where it has played none.
    /// </summary>
    public long BeginningOf(NesVoice voice) => _beginnings[(int)voice];

    /// <summary>The note that a voice plays was given: it ends when it is given to.</summary>
    public bool IsGiven(NesVoice voice) => _given.Contains(voice);

    /// <summary>The note that a voice plays or played last; 0 where it has played none.</summary>
    public int LastNoteOf(NesVoice voice) => _lastNotes[(int)voice];

    /// <summary>How often a voice has played its last note in a row.</summary>
    public int RepeatsOf(NesVoice voice) => _repeats[(int)voice];

    /// <summary>
    /// An event's place among those at one instant: voice after voice, a note's beginning or end before velocity, velocity
    /// before timbre. Two events with the same place exclude each other.
    /// </summary>
    public static int Order(NesEvent e) =>
        (int)e.Voice * Kinds
        + (
            e.Kind switch
            {
                NesEventKind.Velocity => 1,
                NesEventKind.Timbre => 2,
                _ => 0,
            }
        );

    /// <summary>Takes a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="given">It stands for a given event: it does not open the piece.</param>
    public void Take(int token, bool given = false)
    {
        LastToken = token;
        if (text.IsWait(token))
        {
            Time = text.TimeAfter(token, Time);
            LastOrder = -1;
            return;
        }

        if (token == TokenVocabulary.Start)
            return;
        NesEvent e = text.EventOf(token);
        LastOrder = Order(e);
        if (!e.IsNote)
            return;
        int voice = (int)e.Voice;
        _notes[voice] = e.Kind == NesEventKind.NoteOn ? e.Value : (byte)0;
        _given = given && e.Kind == NesEventKind.NoteOn ? _given.With(e.Voice) : _given.Without(e.Voice);
        if (e.Kind != NesEventKind.NoteOn)
            return;
        _beginnings[voice] = Time;
        IsOpening &= given;
        _repeats[voice] = e.Value == _lastNotes[voice] ? _repeats[voice] + 1 : 1;
        _lastNotes[voice] = e.Value;
    }

    /// <summary>Takes another state over, of the same text.</summary>
    public void CopyFrom(PieceState other)
    {
        other._notes.CopyTo(_notes, 0);
        other._lastNotes.CopyTo(_lastNotes, 0);
        other._repeats.CopyTo(_repeats, 0);
        other._beginnings.CopyTo(_beginnings, 0);
        (Time, PromptEnd, IsOpening) = (other.Time, other.PromptEnd, other.IsOpening);
        (LastToken, LastOrder, _given) = (other.LastToken, other.LastOrder, other._given);
    }

    /// <summary>Begins anew, after a prompt.</summary>
    /// <param name="prompt">The prompt's tokens.</param>
    /// <param name="opens">The piece is to open with a note.</param>
    /// <param name="holds">What the prompt leaves sounding is given: it ends when it is given to.</param>
    public void Begin(ReadOnlySpan<int> prompt, bool opens, bool holds = false)
    {
        _given = default;
        Array.Clear(_notes);
        Array.Clear(_lastNotes);
        Array.Clear(_repeats);
        Array.Clear(_beginnings);
        Time = 0;
        LastToken = TokenVocabulary.Start;
        LastOrder = -1;
        foreach (int token in prompt)
            Take(token);
        PromptEnd = Time;
        if (holds)
            _given = Sounding;
        IsOpening = opens;
    }
}
