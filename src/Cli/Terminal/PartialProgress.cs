namespace LakhNes.Cli.Terminal;

/// <summary>One part of long work as a part of the whole.</summary>
/// <param name="whole">Told of the whole, 0 to 1.</param>
/// <param name="from">Where the part begins, 0 to 1.</param>
/// <param name="to">Where it ends.</param>
internal sealed class PartialProgress(IProgress<double> whole, double from, double to) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => whole.Report(from + (value * (to - from)));
}
