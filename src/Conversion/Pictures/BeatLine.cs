using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Conversion.Pictures;

/// <summary>A beat of a song whose tempo is known.</summary>
/// <param name="Seconds">When it falls.</param>
/// <param name="Bar">Number of the bar that it begins, from 1; 0 inside a bar.</param>
public readonly record struct BeatLine(double Seconds, int Bar)
{
    /// <summary>Beats that are kept for one song: a broken tempo would give millions.</summary>
    public const int Most = 20_000;

    /// <summary>The beats of a MIDI file, by its tempo map and time signatures.</summary>
    /// <param name="file">A file whose ticks are parts of a quarter; one of SMPTE frames has no beats.</param>
    public static IReadOnlyList<BeatLine> Of(MidiFile file)
    {
        List<BeatLine> lines = [];
        if (file.Division.IsSmpte)
            return lines;
        MidiTempoMap tempo = file.TempoMap();
        MidiSignature[] signatures = [.. file.SignatureMap().Changes];
        int bar = 0;
        for (int i = 0; i < signatures.Length; i++)
        {
            MidiSignature signature = signatures[i];
            long end = i + 1 < signatures.Length ? signatures[i + 1].Tick : file.EndTick + 1;
            double beat = 4.0 / signature.Denominator * file.Division.TicksPerQuarter;
            for (int n = 0; signature.Tick + n * beat < end && lines.Count < Most; n++)
            {
                bool begins = n % signature.Numerator == 0;
                lines.Add(new BeatLine(tempo.SecondsOfTick((long)Math.Round(signature.Tick + n * beat)), begins ? ++bar : 0));
            }
        }
        return lines;
    }

    /// <summary>The beats of a score in bars; none of another.</summary>
    public static IReadOnlyList<BeatLine> Of(NesScore score) => Of(score, step => SecondsOf(score, step));

    /// <summary>The beats of a score in bars.</summary>
    /// <param name="score">In steps.</param>
    /// <param name="secondOf">When a step falls.</param>
    public static IReadOnlyList<BeatLine> Of(NesScore score, Func<long, double> secondOf)
    {
        List<BeatLine> lines = [];
        for (int bar = 0; bar < score.Bars.Length; bar++)
        {
            ScoreBar at = score.Bars[bar];
            for (long beat = at.Start; beat < at.End && beat <= score.Length && lines.Count < Most; beat += at.Metre.StepsPerBeat)
                lines.Add(new BeatLine(secondOf(beat), beat == at.Start ? bar + 1 : 0));
        }
        return lines;
    }

    /// <summary>
    /// Where a time of a score stands in its picture: a score in bars is drawn as if its tempo were the same all along.
    /// </summary>
    public static double SecondsOf(NesScore score, long time) => time * score.Seconds / Math.Max(score.Length, 1);

    /// <summary>Beats that fall evenly.</summary>
    /// <param name="beat">Seconds from one to the next.</param>
    /// <param name="beatsPerBar">How many make a bar.</param>
    /// <param name="seconds">How long the song lasts.</param>
    public static IReadOnlyList<BeatLine> Steady(double beat, int beatsPerBar, double seconds) =>
        [
            .. Enumerable
                .Range(0, (int)Math.Min(seconds / beat + 1, Most))
                .Select(n => new BeatLine(n * beat, n % beatsPerBar == 0 ? n / beatsPerBar + 1 : 0)),
        ];
}
