using LakhNes.Generator.Composition.Form;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// What a piece plays again: where a section begins whose letter has come before, the tokens of the first one, as far as they are
/// to be the same. Allocates nothing after construction.
/// </summary>
/// <param name="text">What tokens mean.</param>
internal sealed class SectionRepeats(IMusicText text)
{
    /// <summary>Tokens that come again at most.</summary>
    public const int MostTokens = 8192;

    // notes and note-ends of a section that are played again
    private const int Capacity = 4096;

    private readonly TimedNote[] _notes = new TimedNote[Capacity];
    private readonly NoteTokens _writer = new(text);

    private FormPlan _plan;

    /// <summary>The form.</summary>
    public FormPlan Plan
    {
        get => _plan;
        set => _plan = value;
    }

    /// <summary>See <see cref="FormClock.NextAfter"/>; <see cref="long.MaxValue"/> without a form.</summary>
    public long LineAfter(long time) => _plan.Form.IsNone ? long.MaxValue : new FormClock(in _plan).NextAfter(time);

    /// <summary>A section may begin where a piece stands, other than the first.</summary>
    public bool Begins(PieceState state) =>
        !_plan.Form.IsNone && state.LastOrder < 0 && new FormClock(in _plan).SectionAt(state.Time) > 0;

    /// <summary>
    /// Since when the music is new at a time: a letter that has not come before, or what of a section is another than before.
    /// <see cref="long.MinValue"/> in the first section and without a form.
    /// </summary>
    public long NewSince(long time)
    {
        if (_plan.Form.IsNone)
            return long.MinValue;
        var clock = new FormClock(in _plan);
        int section = clock.SectionOf(time);
        return section <= 0
            ? long.MinValue
            : (long)Math.Round(clock.StartOf(section) + (clock.SameBars(section, clock.FirstOf(section)) * _plan.Bar));
    }

    /// <summary>Writes what comes again where a piece stands.</summary>
    /// <param name="state">Where it stands: a section <see cref="Begins"/> there.</param>
    /// <param name="tokens">All its tokens, and room for others.</param>
    /// <param name="count">How many tokens there are.</param>
    /// <returns>How many there are with those that come again; no more than there is room for.</returns>
    public int Write(PieceState state, Span<int> tokens, int count)
    {
        if (_plan.Form.IsNone)
            return count;
        var clock = new FormClock(in _plan);
        int section = clock.SectionAt(state.Time),
            first = clock.FirstOf(section),
            bars = clock.SameBars(section, first);
        return bars <= 0
            ? count
            : Copy(state, tokens, count, (long)Math.Round(clock.StartOf(first)), (long)Math.Round(bars * _plan.Bar));
    }

    /// <summary>Writes a part of a piece once more.</summary>
    /// <param name="state">Where the piece stands.</param>
    /// <param name="tokens">All its tokens, and room for others.</param>
    /// <param name="count">How many tokens there are.</param>
    /// <param name="from">When the part begins.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>How many tokens there are then; no more than there is room for.</returns>
    public int Copy(PieceState state, Span<int> tokens, int count, long from, long length)
    {
        int notes = Collect(state, tokens[..count], from, length);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            _writer.Sounds(voice, (byte)state.NoteOf(voice));
        long end = state.Time + length;
        count = _writer.Write(_notes.AsSpan(0, notes), state.Time, end, tokens, count);
        for (long time = _writer.Time; time < end && count < tokens.Length; time = text.TimeAfter(tokens[count++], time))
            tokens[count] = text.LongestWait(time, end);
        return count;
    }

    // the notes of a part of the piece, as they are played again from now on: what sounds now ends
    private int Collect(PieceState state, ReadOnlySpan<int> tokens, long from, long length)
    {
        int count = 0;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            _notes[count++] = new TimedNote(state.Time, voice, 0);
        long time = 0;
        foreach (int token in tokens)
        {
            if (token == TokenVocabulary.Start)
                continue;
            if (text.IsWait(token))
            {
                time = text.TimeAfter(token, time);
                if (time >= from + length)
                    break;
            }
            else if (time >= from && count < Capacity && text.EventOf(token) is { IsNote: true } e)
            {
                byte note = e.Kind == NesEventKind.NoteOn ? e.Value : (byte)0;
                _notes[count++] = new TimedNote(state.Time + time - from, e.Voice, note);
            }
        }

        return count;
    }
}
