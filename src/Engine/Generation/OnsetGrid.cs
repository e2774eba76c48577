namespace LakhNes.Engine.Generation;

/// <summary>Draws onsets to a grid of note values. Never turns two onsets round.</summary>
/// <param name="step">The note value.</param>
/// <param name="strength">0: onsets stay; 1: they stand on the grid.</param>
/// <param name="swing">How late every second line is: 0 straight, 1 by a third of the note value, as in triplets.</param>
public readonly struct OnsetGrid(QuantiseGrid step, double strength, double swing)
{
    private readonly double _step = step switch
    {
        QuantiseGrid.Quarter => 1,
        QuantiseGrid.Eighth => 1.0 / 2,
        QuantiseGrid.EighthTriplet => 1.0 / 3,
        QuantiseGrid.Sixteenth => 1.0 / 4,
        QuantiseGrid.SixteenthTriplet => 1.0 / 6,
        _ => 1.0 / 8,
    };

    /// <summary>Where an onset goes.</summary>
    /// <param name="position">Song position in quarter notes.</param>
    /// <param name="from">Where it may go at the earliest; not after the position.</param>
    public double Apply(double position, double from)
    {
        if (!(strength > 0)) return position;
        double nearest = Nearest(position, from);
        return strength >= 1 ? nearest : Math.Max(from, position + (strength * (nearest - position)));
    }

    /// <summary>How far from the grid an onset may be composed, in quarter notes: the stronger the grid, the less.</summary>
    public double Freedom => strength > 0 ? (1 - strength) * _step / 2 : double.PositiveInfinity;

    /// <summary>The nearest line that is not before a song position, in quarter notes.</summary>
    /// <param name="position">Song position in quarter notes.</param>
    /// <param name="from">The song position.</param>
    public double Nearest(double position, double from)
    {
        double first = Math.Floor(position / _step) - 1, nearest = double.PositiveInfinity;
        for (int i = 0; i <= 3; i++)
        {
            double line = Line(first + i);
            if (line >= from && Math.Abs(line - position) < Math.Abs(nearest - position)) nearest = line;
        }

        return nearest;
    }

    private double Line(double index) => (index * _step) + (Math.IEEERemainder(index, 2) == 0 ? 0 : swing * _step / 3);
}
