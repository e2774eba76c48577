using LakhNes.Conversion.Pictures;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Timing;

namespace LakhNes.Cli.Takes;

/// <summary>The beats of a take, for its picture.</summary>
internal static class TakeBeats
{
    private const double Rounding = 1e-6; // quarter notes

    /// <summary>The beats from the timeline's origin on.</summary>
    /// <param name="timeline">Tempo and metre.</param>
    /// <param name="end">Where they end, in quarter notes of the song.</param>
    public static List<BeatLine> Of(TakeTimeline timeline, double end)
    {
        var lines = new List<BeatLine>();
        int bar = 0;
        for (int part = 0; part < timeline.Parts.Count; part++)
        {
            TempoPoint point = timeline.Parts[part].Point;
            double beat = 4.0 / point.BeatUnit,
                next = part + 1 < timeline.Parts.Count ? timeline.Parts[part + 1].Point.Position : end;
            // a tempo that changes inside a bar leaves its beats where they are
            double first = point.BarStart + (Math.Ceiling(((point.Position - point.BarStart) / beat) - Rounding) * beat);
            for (int n = 0; first + (n * beat) < next - Rounding && lines.Count < BeatLine.Most; n++)
            {
                double at = first + (n * beat);
                bool begins = Math.Abs(Math.IEEERemainder(at - point.BarStart, point.BarLength)) < Rounding;
                lines.Add(new BeatLine(timeline.SecondsOf(at), begins ? ++bar : 0));
            }
        }

        return lines;
    }
}
