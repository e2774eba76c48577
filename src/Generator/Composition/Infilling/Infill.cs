using System.Collections.Immutable;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Infilling;

/// <summary>
/// A part of a song in which some voices are composed anew; everything else stays. The model knows what came before the part and,
/// while it composes, what the other voices do; what comes after the part it does not know.
/// </summary>
public sealed class Infill
{
    private readonly NesScore _song;
    private readonly long _from;
    private readonly long _to;
    private readonly VoiceSet _voices;

    // so much later than in the song a time is on the clock of the piece
    private readonly long _shift;

    /// <summary>Chooses the part.</summary>
    /// <param name="song">The song, in the vocabulary's unit.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="from">Where the part begins, in units.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="voices">The voices that are composed anew.</param>
    /// <exception cref="ArgumentException">The units differ, or the part is empty or outside the song.</exception>
    public Infill(NesScore song, TokenVocabulary vocabulary, long from, long to, VoiceSet voices)
    {
        if (song.Unit != vocabulary.Unit)
            throw new ArgumentException("the song is in another unit than the vocabulary", nameof(song));
        if (from < 0 || to <= from || to > song.Length)
            throw new ArgumentException("the part is not in the song");
        _from = from;
        _to = to;
        _voices = voices;

        // what the model has no word for would be lost
        _song = new NesScore(song.Unit, [.. song.Events.Where(e => vocabulary.IdOf(e) >= 0)], song.Length, song.Bars);
        Text = vocabulary.TextOf(song, from);
        var before = new NesScore(
            song.Unit,
            [.. _song.Events.Where(e => e.Time < from)],
            from,
            [.. song.Bars.Where(bar => bar.Start <= from)]
        );
        List<int> prompt = [TokenVocabulary.Start, .. Tokeniser.Encode(before, vocabulary)];
        long time = 0;
        foreach (int token in prompt)
            time = Text.TimeAfter(token, time);
        long start = Text is BarMusicText bars
            ? (time / bars.Metre.StepsPerBar * bars.Metre.StepsPerBar) + from - song.BarAt(from).Start
            : time;
        _shift = start - from;
        if (vocabulary.HasBars && (start > time || Text.IsWait(prompt[^1])))
        {
            int[] wait = new int[1];
            prompt.AddRange(wait[..Text.WriteWait(time, start, wait)]);
        }

        Prompt = [.. prompt];
    }

    /// <summary>How the piece is written: in the time signature of the part's beginning, where its text has any.</summary>
    public IMusicText Text { get; }

    /// <summary>What the model is fed with: the song up to the part.</summary>
    public ImmutableArray<int> Prompt { get; }

    /// <summary>A time of the song on the clock of the piece.</summary>
    public long TimeOf(long song) => song + _shift;

    /// <summary>What the piece is to be.</summary>
    /// <param name="sampling">How tokens are drawn.</param>
    /// <param name="constraints">What is allowed beside the choice of voices.</param>
    public CompositionPlan Plan(SamplingOptions sampling, IEnumerable<ILogitConstraint> constraints)
    {
        return new CompositionPlan
        {
            Sampling = sampling,
            Constraints = [.. constraints, new Grammar(), new AllowedVoices(_voices)],
            Given =
            [
                .. _song
                    .Events.Where(e => e.Time >= _from && e.Time < _to && !_voices.Contains(e.Voice))
                    .OrderBy(e => e.Time)
                    .ThenBy(PieceState.Order)
                    .Select(e => e with { Time = e.Time + _shift }),
            ],
            EndTime = _to + _shift,
        };
    }

    /// <summary>The song with the part composed anew.</summary>
    /// <param name="composed">The piece's tokens, without the prompt.</param>
    public NesScore Merge(ReadOnlySpan<int> composed)
    {
        var events = _song.Events.Where(e => e.Time < _from).ToList();
        long time = _from + _shift;
        foreach (int token in composed)
        {
            time = Text.TimeAfter(token, time);
            if (token != TokenVocabulary.Start && !Text.IsWait(token) && time < _to + _shift)
                events.Add(Text.EventOf(token) with { Time = time - _shift });
        }

        var seam = new InfillSeam<NesEvent>(_voices, e => e.IsNote ? (e.Voice, e.Kind == NesEventKind.NoteOn) : null);
        VoiceSet sounding = seam.Sounding(events);
        NesEvent[] after = [.. seam.After(_song.Events.Where(e => e.Time >= _to))];
        // a new note ends with the part, unless the song goes on in its voice right there
        foreach (NesVoice voice in Enum.GetValues<NesVoice>().Where(sounding.Contains))
        {
            if (!after.TakeWhile(e => e.Time == _to).Any(e => e.Voice == voice && e.IsNote))
                events.Add(NesEvent.NoteOff(_to, voice));
        }

        return new NesScore(
            _song.Unit,
            [.. events.Concat(after).OrderBy(e => e.Time).ThenBy(PieceState.Order)],
            _song.Length,
            _song.Bars
        );
    }
}
