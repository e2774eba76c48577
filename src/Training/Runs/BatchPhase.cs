namespace LakhNes.Training.Runs;

/// <summary>A number of streams that steps are taken with.</summary>
/// <param name="Streams">Streams side by side.</param>
/// <param name="Steps">How many steps; null: all that follow.</param>
public sealed record BatchPhase(int Streams, long? Steps = null)
{
    /// <summary>How many streams there are at a step; the last phase lasts for ever.</summary>
    public static int StreamsAt(IReadOnlyList<BatchPhase> phases, long step)
    {
        foreach (BatchPhase phase in phases)
        {
            if (phase.Steps is not { } steps || step < steps)
                return phase.Streams;
            step -= steps;
        }

        return phases[^1].Streams;
    }
}
