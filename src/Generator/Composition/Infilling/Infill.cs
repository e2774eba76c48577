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
    private readonly TokenVocabulary _vocabulary;
    private readonly long _from;
    private readonly long _to;
    private readonly VoiceSet _voices;

    /// <summary>Chooses the part.</summary>
    /// <param name="song">The song, in the vocabulary's unit.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="from">Where the part begins, in units.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="voices">The voices that are composed anew.</param>
    /// <exception cref="ArgumentException">The units differ, or the part is empty or outside the song.</exception>
    public Infill(NesScore song, TokenVocabulary vocabulary, long from, long to, VoiceSet voices)
    {
        if (song.Unit != vocabulary.Unit) throw new ArgumentException("the song is in another unit than the vocabulary", nameof(song));
        if (from < 0 || to <= from || to > song.Length) throw new ArgumentException("the part is not in the song");
        _vocabulary = vocabulary;
        _from = from;
        _to = to;
        _voices = voices;

        // what the model has no word for would be lost
        _song = new NesScore(song.Unit, [.. song.Events.Where(e => vocabulary.IdOf(e) >= 0)], song.Length);
        Prompt = [TokenVocabulary.Start, .. Tokeniser.Encode(new NesScore(song.Unit, [.. _song.Events.Where(e => e.Time < from)], from), vocabulary)];
    }

    /// <summary>What the model is fed with: the song up to the part.</summary>
    public ImmutableArray<int> Prompt { get; }

    /// <summary>What the piece is to be.</summary>
    /// <param name="sampling">How tokens are drawn.</param>
    /// <param name="constraints">What is allowed beside the choice of voices.</param>
    public CompositionPlan Plan(SamplingOptions sampling, IEnumerable<ILogitConstraint> constraints)
    {
        // times of a plan count what the prompt's tokens last, which rounding may set apart from the song's own
        long shift = Tokeniser.Decode(Prompt.AsSpan(), _vocabulary).Length - _from;
        return new CompositionPlan
        {
            Sampling = sampling,
            Constraints = [.. constraints, new Grammar(), new AllowedVoices(_voices)],
            Given =
            [
                .. _song.Events.Where(e => e.Time >= _from && e.Time < _to && !_voices.Contains(e.Voice))
                    .OrderBy(e => e.Time).ThenBy(PieceState.Order).Select(e => e with { Time = e.Time + shift }),
            ],
            EndTime = _to + shift,
        };
    }

    /// <summary>The song with the part composed anew.</summary>
    /// <param name="composed">The piece's tokens, without the prompt.</param>
    public NesScore Merge(ReadOnlySpan<int> composed)
    {
        var events = _song.Events.Where(e => e.Time < _from).ToList();
        events.AddRange(Tokeniser.Decode(composed, _vocabulary).Events
            .Where(e => e.Time < _to - _from).Select(e => e with { Time = e.Time + _from }));
        var after = _song.Events.Where(e => e.Time >= _to).ToList();
        foreach (NesVoice voice in Enum.GetValues<NesVoice>().Where(_voices.Contains))
        {
            // a new note ends with the part (nothing at all reads as a note-off), unless the song goes on in its voice right there
            bool sounds = events.FindLast(e => e.Voice == voice && e.IsNote).Kind == NesEventKind.NoteOn;
            int next = after.FindIndex(e => e.Voice == voice && e.IsNote);
            if (sounds && (next < 0 || after[next].Time > _to)) events.Add(NesEvent.NoteOff(_to, voice));

            // and what ended one of the song's notes there has nothing to end
            if (next >= 0 && after[next].Kind == NesEventKind.NoteOff && !(sounds && after[next].Time == _to)) after.RemoveAt(next);
        }

        return new NesScore(_song.Unit, [.. events.Concat(after).OrderBy(e => e.Time).ThenBy(PieceState.Order)], _song.Length);
    }
}
