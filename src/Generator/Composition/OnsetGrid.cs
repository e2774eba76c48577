namespace LakhNes.Generator.Composition;

/// <summary>Lines of time to which onsets are drawn. Never turns two onsets round.</summary>
/// <param name="step">From line to line; above 0. All times are in its unit.</param>
/// <param name="strength">0: onsets stay; 1: they stand on the grid.</param>
/// <param name="swing">How late every second line is: 0 straight, 1 by a third of the step, as in triplets.</param>
/// <param name="phase">Where a line is; the next one is the first that swing makes late.</param>
public readonly struct OnsetGrid(double step, double strength = 1, double swing = 0, double phase = 0)
{
    /// <summary>Where an onset goes.</summary>
    /// <param name="position">A time.</param>
    /// <param name="from">Where it may go at the earliest; not after the position.</param>
    public double Apply(double position, double from)
    {
        if (!(strength > 0))
            return position;
        double nearest = Nearest(position, from);
        return strength >= 1 ? nearest : Math.Max(from, position + (strength * (nearest - position)));
    }

    /// <summary>How far from the grid an onset may be composed: the stronger the grid, the less.</summary>
    public double Freedom => strength > 0 ? (1 - strength) * step / 2 : double.PositiveInfinity;

    /// <summary>The nearest line that is not before a time.</summary>
    /// <param name="position">A time.</param>
    /// <param name="from">The time that it is not before.</param>
    public double Nearest(double position, double from)
    {
        double first = Math.Floor((position - phase) / step) - 1,
            nearest = double.PositiveInfinity;
        for (int i = 0; i <= 3; i++)
        {
            double line = Line(first + i);
            if (line >= from && Math.Abs(line - position) < Math.Abs(nearest - position))
                nearest = line;
        }

        return nearest;
    }

    private double Line(double index) => phase + (index * step) + (Math.IEEERemainder(index, 2) == 0 ? 0 : swing * step / 3);
}
