using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Infilling;
using LakhNes.Score;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>
/// The notes of a take that is filled in anew: those that stay, and those that are composed. Notes of the chosen voices that
/// reach into the part end where it begins, and composed ones where it ends; what the player played stays. Where something
/// follows the part, several candidates are composed. Allocates nothing after construction.
/// </summary>
internal sealed class InfillNotes
{
    private const int Capacity = 1 << 16;

    // bars after the part that candidates are weighed by
    private const int RightBars = 2;

    private readonly HeardNote[] _prompt;
    private readonly HeardNote[] _stay;
    private readonly byte[] _sounding = new byte[NesVoices.Count];
    private readonly double _rightEnd;
    private HeardNote[] _composed = new HeardNote[Capacity];
    private HeardNote[] _best = [];
    private int _count;
    private int _bestCount;
    private long _heard;
    private double _least;

    /// <summary>Sorts a take's notes.</summary>
    /// <param name="take">The take.</param>
    /// <param name="from">Where the part begins, in quarter notes of the song.</param>
    /// <param name="to">Where it ends; after its beginning.</param>
    /// <param name="settings">How it is to be composed; its voices are those that are composed.</param>
    public InfillNotes(Take take, double from, double to, in GeneratorSettings settings)
    {
        Settings = settings;
        ReadOnlySpan<HeardNote> prompt = take.Notes.AsSpan()[..take.PromptLength],
            notes = take.Notes.AsSpan()[take.PromptLength..];
        _prompt = prompt.ToArray();
        List<HeardNote> before = [.. prompt],
            stay = [],
            given = [];
        var seam = new InfillSeam<HeardNote>(
            settings.Voices,
            note => note.Origin == NoteOrigin.Composed ? (note.Voice, note.Note > 0) : null
        );
        int i = 0;
        for (; i < notes.Length && notes[i].Position < from; i++)
            stay.Add(notes[i]);
        before.AddRange(stay);
        VoiceSet sounding = seam.Sounding(before);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            if (sounding.Contains(voice))
                stay.Add(new HeardNote(from, voice, 0, NoteOrigin.Composed));
        }

        before.AddRange(stay[i..]);
        for (; i < notes.Length && notes[i].Position < to; i++)
        {
            if (IsComposed(notes[i], settings.Voices))
                continue;
            stay.Add(notes[i]);
            given.Add(notes[i]);
        }

        stay.AddRange(seam.After(notes[i..].ToArray()));
        _stay = [.. stay];
        History = new CaptureHistory(Math.Max(2, before.Count + given.Count));
        int captured = Hear(before),
            known = captured + Hear(given);
        // what begins with the answer, and fits in with nothing of it, is another answer: it has the same sections
        bool answers = given.Count == 0 && from <= take.Start;
        Request = new CompositionRequest
        {
            Kind = RequestKind.Begin,
            CapturedCount = captured,
            GivenCount = given.Count > 0 ? known : 0,
            Start = from,
            StartTime = from,
            End = to,
            PromptFrom = double.NegativeInfinity,
            Tempo = take.Tempo,
            BarLine = take.BarLine,
            BarLength = take.BarLength,
            BeatUnit = take.Request.BeatUnit,
            SectionBars = answers ? take.Request.SectionBars : 0,
            HasTheme = answers && take.Request.HasTheme,
            Stream = StreamOf(from, to, settings.Voices, 0),
            Settings = settings,
        };
        _rightEnd = Math.Min(to + (RightBars * take.BarLength), take.End);
        bool leads = false;
        foreach (ref readonly HeardNote note in _stay.AsSpan())
            leads |= note.Note > 0 && note.Position >= to && note.Position < _rightEnd;
        if (!leads || settings.Candidates == 1)
            return;
        CandidateCount = settings.Candidates;
        _best = new HeardNote[Capacity];
    }

    /// <summary>How it is composed.</summary>
    public GeneratorSettings Settings { get; }

    /// <summary>What the composer knows of the take: before the part everything, in it what stays.</summary>
    public CaptureHistory History { get; }

    /// <summary>What is wanted of the composer.</summary>
    public CompositionRequest Request { get; private set; }

    /// <summary>How many candidates are composed.</summary>
    public int CandidateCount { get; } = 1;

    /// <summary>The one that is being composed, from 0.</summary>
    public int Candidate { get; private set; }

    /// <summary>The take with the present candidate: see <see cref="HearRightSide"/>.</summary>
    public CaptureHistory Heard { get; } = new(2 * CompositionRequest.PromptNotes);

    /// <summary>There was no room for all that was composed.</summary>
    public bool Truncated { get; private set; }

    /// <summary>How many notes the new take has, and how many of them are its prompt.</summary>
    public (int All, int Prompt) Count => (_prompt.Length + _stay.Length + _count, _prompt.Length);

    /// <summary>Nothing is composed yet.</summary>
    public void Clear()
    {
        _least = double.PositiveInfinity;
        Truncated = false;
        Begin(0);
    }

    /// <summary>
    /// The present candidate is complete: the take with it, up to some bars after the part, becomes what is heard.
    /// </summary>
    /// <returns>What a composer takes up that is to weigh it.</returns>
    public CompositionRequest HearRightSide()
    {
        long count = 0;
        foreach (ref readonly HeardNote note in _prompt.AsSpan())
            Hear(in note, ref count);
        int stay = 0,
            composed = 0;
        while (TryRead(ref stay, ref composed, out HeardNote note) && note.Position < _rightEnd)
            Hear(in note, ref count);
        CompositionRequest request = Request;
        (request.CapturedFrom, request.CapturedCount) = (_heard, _heard + count);
        (request.GivenCount, request.SectionBars, request.HasTheme) = (0, 0, false);
        request.Start = request.StartTime = _rightEnd;
        request.End = double.PositiveInfinity;
        _heard += count;
        return request;
    }

    /// <summary>Keeps the present candidate if it is the best so far.</summary>
    /// <param name="nats">How unlikely what follows is after it.</param>
    /// <returns>Whether there is another candidate to be composed; else the best one is what was composed.</returns>
    public bool TryNext(double nats)
    {
        if (nats < _least)
        {
            _least = nats;
            (_composed, _best) = (_best, _composed);
            _bestCount = _count;
        }

        if (Candidate + 1 < CandidateCount)
        {
            Begin(Candidate + 1);
            return true;
        }

        (_composed, _best) = (_best, _composed);
        _count = _bestCount;
        return false;
    }

    /// <summary>Adds a note that was composed; a voice's notes come in their order.</summary>
    public void Add(in HeardNote note)
    {
        if (note.Position >= Request.End || (note.Note == 0 && _sounding[(int)note.Voice] == 0))
            return;
        if (_sounding[(int)note.Voice] > 0)
            Insert(note.Voice, 0, note.Position);
        if (note.Note > 0)
            Insert(note.Voice, note.Note, note.Position, note.Expression);
    }

    /// <summary>All is composed: what sounds still ends with the part.</summary>
    public void End()
    {
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            if (_sounding[(int)voice] > 0)
                Insert(voice, 0, Request.End);
        }
    }

    /// <summary>Writes the new take's notes.</summary>
    /// <param name="to">As many as <see cref="Count"/> says.</param>
    public void Write(Span<HeardNote> to)
    {
        _prompt.CopyTo(to);
        to = to[_prompt.Length..];
        int stay = 0,
            composed = 0;
        for (int i = 0; TryRead(ref stay, ref composed, out HeardNote note); i++)
            to[i] = note;
    }

    // what stays and what was composed, by position, ends that were composed first
    private bool TryRead(ref int stay, ref int composed, out HeardNote note)
    {
        note = default;
        if (stay == _stay.Length && composed == _count)
            return false;
        bool takes =
            composed < _count
            && (
                stay == _stay.Length
                || _composed[composed].Position < _stay[stay].Position
                || (_composed[composed].Position == _stay[stay].Position && _composed[composed].Note == 0)
            );
        note = takes ? _composed[composed++] : _stay[stay++];
        return true;
    }

    private void Begin(int candidate)
    {
        Candidate = candidate;
        CompositionRequest request = Request;
        request.Stream = StreamOf(request.Start, request.End, Settings.Voices, candidate);
        Request = request;
        _count = 0;
        Array.Clear(_sounding);
    }

    private void Hear(in HeardNote note, ref long count)
    {
        if (note.Origin == NoteOrigin.Dropped)
            return;
        Heard.Add(in note);
        count++;
    }

    private int Hear(List<HeardNote> notes)
    {
        int count = 0;
        foreach (HeardNote note in notes)
        {
            if (note.Origin == NoteOrigin.Dropped)
                continue;
            History.Add(in note);
            count++;
        }

        return count;
    }

    // by position, and where one note ends as another begins the end first
    private void Insert(NesVoice voice, byte note, double position, NoteExpression expression = default)
    {
        _sounding[(int)voice] = note;
        if (_count == Capacity)
        {
            Truncated = true;
            return;
        }

        int at = _count++;
        for (
            ;
            at > 0
                && (
                    _composed[at - 1].Position > position
                    || (note == 0 && _composed[at - 1].Position == position && _composed[at - 1].Note > 0)
                );
            at--
        )
            _composed[at] = _composed[at - 1];
        _composed[at] = new HeardNote(position, voice, note, NoteOrigin.Composed, Expression: expression);
    }

    private static bool IsComposed(HeardNote note, VoiceSet voices) =>
        note.Origin != NoteOrigin.Played && voices.Contains(note.Voice);

    // none that an answer draws from
    private static ulong StreamOf(double from, double to, VoiceSet voices, int candidate)
    {
        var hash = new TakeKey();
        hash.Add(from);
        hash.Add(to);
        hash.Add(voices.Bits);
        hash.Add(candidate);
        return hash.Value;
    }
}
