namespace LakhNes.Engine.Settings;

/// <summary>What the note values of a grid are.</summary>
public static class QuantiseGrids
{
    /// <summary>
    /// From line to line, in quarter notes; of <see cref="QuantiseGrid.Auto"/> what it is where nothing tells otherwise.
    /// </summary>
    public static double Quarters(this QuantiseGrid grid) =>
        grid switch
        {
            QuantiseGrid.Quarter => 1,
            QuantiseGrid.Eighth => 1.0 / 2,
            QuantiseGrid.EighthTriplet => 1.0 / 3,
            QuantiseGrid.Sixteenth or QuantiseGrid.Auto => 1.0 / 4,
            QuantiseGrid.SixteenthTriplet => 1.0 / 6,
            _ => 1.0 / 8,
        };
}
