using LakhNes.Score.Beats;
using LakhNes.Score.Text;

namespace LakhNes.Score.Midi;

/// <summary>The bars of a MIDI file as its tempos and time signatures have them.</summary>
public static class MidiBars
{
    // quarter notes; ticks are parts of one that binary fractions do not hold
    private const double Near = 1e-6;

    // seconds: songs of MIDI files count in console frames, so that what happens at a bar line may stand before or after it
    private static readonly double Rounding = 0.5 / TimeUnit.Frame.PerSecond;

    /// <summary>The bars from a song's first event to its last.</summary>
    /// <param name="file">The file.</param>
    /// <param name="score">Its song, from the file's beginning.</param>
    /// <returns>
    /// Null where there are no notes, ticks are parts of a second, TXB cannot say a tempo or a metre (<see cref="BarSymbol"/>),
    /// or a bar between two notes is cut short.
    /// </returns>
    public static StatedBars? Of(MidiFile file, NesScore score)
    {
        if (file.Division.IsSmpte || score.Events.IsEmpty)
            return null;
        MidiTempoMap tempos = file.TempoMap();
        double first = tempos.QuartersOfSeconds((score.Events[0].Time / score.Unit.PerSecond) + Rounding),
            last = tempos.QuartersOfSeconds((score.Events[^1].Time / score.Unit.PerSecond) - Rounding);
        if (!HaveSymbols(tempos, first, last))
            return null;
        MidiSignature[] signatures = [.. file.SignatureMap().Changes];
        double start = double.NaN;
        List<Metre> metres = [];
        for (int i = 0; i < signatures.Length; i++)
        {
            double at = tempos.QuartersOfTick(signatures[i].Tick),
                end = i + 1 < signatures.Length ? tempos.QuartersOfTick(signatures[i + 1].Tick) : double.PositiveInfinity;
            if (end <= first + Near)
                continue;
            if (at > last - Near)
                break;
            if (MetreOf(signatures[i]) is not { } metre)
                return null;
            double length = (double)metre.StepsPerBar / Metre.StepsPerQuarter;
            // bars before the first note are left out
            at += Math.Max(0, Math.Floor((first - at + Near) / length)) * length;
            for (; at < Math.Min(end, last) - Near; at += length)
            {
                bool isCut = at + length > end + Near && end <= last - Near;
                if (isCut)
                    return null;
                if (metres.Count == 0)
                    start = at;
                metres.Add(metre);
            }
        }
        return metres.Count == 0
            ? null
            : new StatedBars(metres, step => tempos.SecondsOfQuarters(start + ((double)step / Metre.StepsPerQuarter)));
    }

    private static bool HaveSymbols(MidiTempoMap tempos, double first, double last)
    {
        (double At, double Tempo)[] changes =
        [
            .. tempos.Changes.Select(change => (tempos.QuartersOfTick(change.Tick), 60e6 / change.MicrosecondsPerQuarter)),
        ];
        for (int i = 0; i < changes.Length && changes[i].At <= last; i++)
        {
            bool isHeard = i + 1 == changes.Length || changes[i + 1].At > first;
            if (isHeard && changes[i].Tempo is < BarSymbol.SlowestTempo or > BarSymbol.FastestTempo)
                return false;
        }
        return true;
    }

    // one that is written, or the bar of quarters that is as long: 2/2 is 4/4
    private static Metre? MetreOf(MidiSignature signature)
    {
        var metre = new Metre(signature.Numerator, signature.Denominator);
        if (BarSymbol.Metres.Contains(metre))
            return metre;
        foreach (Metre known in BarSymbol.Metres)
        {
            bool isSameLength = known.Numerator * signature.Denominator == signature.Numerator * known.Denominator;
            if (known.Denominator == 4 && isSameLength)
                return known;
        }
        return null;
    }
}
