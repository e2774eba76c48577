using System.Collections.Immutable;
using LakhNes.Score.Beats;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tokens;

/// <summary>Turns scores into token ids and back.</summary>
public static class Tokeniser
{
    /// <summary>
    /// Songs with fewer tokens, both ends (<see cref="TokenVocabulary.Start"/>) included, are left out, as in LakhNES.
    /// </summary>
    public const int ShortestSong = 10;

    /// <summary>
    /// A score as models see songs: in the vocabulary's unit, without the silence before the first event and after the last one.
    /// What has no bars gets those that are estimated (<see cref="SongBars"/>); where there is no rhythm, nothing is left.
    /// </summary>
    public static NesScore Fit(NesScore score, TokenVocabulary vocabulary)
    {
        if (vocabulary.HasBars && score.Unit != TimeUnit.Step)
            return SongBars.Of(score) is { } bars ? BarQuantiser.Quantise(bars).Trimmed() : new NesScore(TimeUnit.Step, []);
        return (vocabulary.Unit == TimeUnit.Frame ? ConsoleFrames.FromSamples(score) : score.In(vocabulary.Unit)).Trimmed();
    }

    /// <summary>
    /// The ids of a score's events and waits. A wait is rounded to the nearest in the vocabulary by itself, as the original
    /// does, so errors may add up. Events that the vocabulary has no symbol for are left out, and so is what is known of the
    /// music (<see cref="BarSymbol.IsCondition"/>): models are told it where one chooses to.
    /// </summary>
    /// <param name="score">In the vocabulary's unit.</param>
    /// <param name="vocabulary">The ids' vocabulary.</param>
    /// <exception cref="ArgumentException">The units differ.</exception>
    public static List<int> Encode(NesScore score, TokenVocabulary vocabulary)
    {
        if (score.Unit != vocabulary.Unit)
            throw new ArgumentException(
                $"the score counts in {score.Unit.Name}s, the vocabulary in {vocabulary.Unit.Name}s",
                nameof(score)
            );
        List<int> ids = new(score.Events.Length * 2 + 1);
        if (vocabulary.HasBars)
        {
            foreach (BarSymbol symbol in BarSymbol.Of(score))
            {
                if (!symbol.IsCondition && vocabulary.IdOf(symbol) is >= 0 and int symbolId)
                    ids.Add(symbolId);
            }
            return ids;
        }
        long time = 0;
        foreach (NesEvent e in score.Events)
        {
            int id = vocabulary.IdOf(e);
            if (id < 0)
                continue;
            if (e.Time > time)
                ids.Add(vocabulary.IdOfWait(e.Time - time));
            time = e.Time;
            ids.Add(id);
        }
        if (score.Length > time)
            ids.Add(vocabulary.IdOfWait(score.Length - time));
        return ids;
    }

    /// <summary>
    /// The score that ids stand for. <see cref="TokenVocabulary.Start"/> is passed over, and so is what TXB cannot have where it
    /// stands. A bar of TXB that has only begun where the ids end is not there yet.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id that the vocabulary does not have.</exception>
    public static NesScore Decode(ReadOnlySpan<int> ids, TokenVocabulary vocabulary)
    {
        if (vocabulary.HasBars)
            return DecodeBars(ids, vocabulary);
        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>(ids.Length);
        long time = 0;
        foreach (int id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)vocabulary.Count, nameof(ids));
            if (vocabulary.IsWait(id))
                time += vocabulary.WaitOf(id);
            else if (id != TokenVocabulary.Start)
                events.Add(vocabulary.EventOf(id) with { Time = time });
        }
        return new NesScore(vocabulary.Unit, events.DrainToImmutable(), time);
    }

    private static NesScore DecodeBars(ReadOnlySpan<int> ids, TokenVocabulary vocabulary)
    {
        if (!ids.IsEmpty && ids[^1] == vocabulary.IdOf(BarSymbol.Bar))
            ids = ids[..^1];
        BarReader reader = new();
        foreach (int id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)vocabulary.Count, nameof(ids));
            if (id != TokenVocabulary.Start)
                reader.Take(vocabulary.BarSymbolOf(id));
        }
        return reader.Score();
    }
}
