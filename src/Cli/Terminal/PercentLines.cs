namespace LakhNes.Cli.Terminal;

/// <summary>
/// How far long work has come, for a program that reads it: a line each whole per cent, <c>0 %</c> to <c>100 %</c>.
/// </summary>
/// <param name="output">Where to.</param>
internal sealed class PercentLines(TextWriter output) : IProgress<double>
{
    private int _said = -1;

    /// <inheritdoc/>
    public void Report(double value)
    {
        int percent = (int)(100 * Math.Clamp(value, 0, 1));
        if (percent <= _said)
            return;
        _said = percent;
        output.WriteLine($"{percent} %");
        output.Flush();
    }
}
