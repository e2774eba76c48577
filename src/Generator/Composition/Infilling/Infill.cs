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
    // a bar's beginning with what is told of it, or a position
    private const int MostOfBar = 3;

    private readonly NesScore _song;
    private readonly long _from;
    private readonly long _to;
    private readonly VoiceSet _voices;
    private readonly InfillSeam<NesEvent> _seam;

    // of the chosen voices those that sound into the part: their notes end where it begins
    private readonly VoiceSet _cut;

    // so much later than in the song a time is on the clock of the piece
    private readonly long _shift;

    /// <summary>Chooses the part.</summary>
    /// <param name="song">The song, in the vocabulary's unit.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="from">Where the part begins, in units.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="voices">The voices that are composed anew.</param>
    /// <param name="text">How the piece is written; null: as the song is at the part's beginning.</param>
    /// <exception cref="ArgumentException">The units differ, or the part is empty or outside the song.</exception>
    public Infill(NesScore song, TokenVocabulary vocabulary, long from, long to, VoiceSet voices, IMusicText? text = null)
    {
        if (song.Unit != vocabulary.Unit)
            throw new ArgumentException("the song is in another unit than the vocabulary", nameof(song));
        if (from < 0 || to <= from || to > song.Length)
            throw new ArgumentException("the part is not in the song");
        _from = from;
        _to = to;
        _voices = voices;

        // what the model has no word for would be lost
        _song = new NesScore(song.Unit, [.. song.Events.Where(e => vocabulary.IdOf(e) >= 0)], song.Length, song.Bars)
        {
            Scene = song.Scene,
        };
        Text = text ?? vocabulary.TextOf(song, from);
        _seam = new InfillSeam<NesEvent>(voices, e => e.IsNote ? (e.Voice, e.Kind == NesEventKind.NoteOn) : null);
        NesEvent[] heard = [.. _song.Events.Where(e => e.Time < from)];
        _cut = _seam.Sounding(heard);
        var before = new NesScore(song.Unit, [.. Ended(heard, from - 1)], from, [.. song.Bars.Where(bar => bar.Start <= from)]);
        List<int> prompt = [.. Composition.Prompt.Told(Text, [TokenVocabulary.Start, .. Tokeniser.Encode(before, vocabulary)])];
        long time = 0;
        foreach (int token in prompt)
            time = Text.TimeAfter(token, time);
        long start = Text is BarMusicText bars
            ? (time / bars.Metre.StepsPerBar * bars.Metre.StepsPerBar) + from - song.BarAt(from).Start
            : time;
        _shift = start - from;
        if (vocabulary.HasBars && (start > time || Text.IsWait(prompt[^1])))
        {
            int[] wait = new int[MostOfBar];
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
    public CompositionPlan Plan(SamplingOptions sampling, IEnumerable<ILogitConstraint> constraints) =>
        new()
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

    /// <summary>The song with the part composed anew.</summary>
    /// <param name="composed">The piece's tokens, without the prompt.</param>
    public NesScore Merge(ReadOnlySpan<int> composed)
    {
        List<NesEvent> part = [];
        long time = _from + _shift;
        foreach (int token in composed)
        {
            time = Text.TimeAfter(token, time);
            if (token != TokenVocabulary.Start && !Text.IsWait(token) && time < _to + _shift)
                part.Add(Text.EventOf(token) with { Time = time - _shift });
        }

        // what sounds into the part ends there, what sounds out of it ends with it, unless another note begins right there
        NesEvent[] before = [.. _song.Events.Where(e => e.Time < _from)],
            after = [.. _seam.After(_song.Events.Where(e => e.Time >= _to))];
        IEnumerable<NesEvent> events = before.Concat(Ends(_cut, _from, part)).Concat(part);
        events = events.Concat(Ends(_seam.Sounding(events), _to, after)).Concat(after);
        return new NesScore(_song.Unit, [.. events.OrderBy(e => e.Time).ThenBy(PieceState.Order)], _song.Length, _song.Bars)
        {
            Scene = _song.Scene,
        };
    }

    // the ends of what voices play, but for those that a note follows, or ends, at the same moment
    private static IEnumerable<NesEvent> Ends(VoiceSet voices, long time, IEnumerable<NesEvent> next) =>
        Enum.GetValues<NesVoice>()
            .Where(voice => voices.Contains(voice) && !next.TakeWhile(e => e.Time == time).Any(e => e.Voice == voice && e.IsNote))
            .Select(voice => NesEvent.NoteOff(time, voice));

    // what the model is told: notes end a moment before the part, in which others may begin with it
    private IEnumerable<NesEvent> Ended(NesEvent[] heard, long end)
    {
        NesEvent[] kept = [.. heard.Where(e => e.Time < end || !e.IsNote || !_cut.Contains(e.Voice))];
        return kept.Concat(Ends(_seam.Sounding(kept), end, [])).OrderBy(e => e.Time).ThenBy(PieceState.Order);
    }
}
