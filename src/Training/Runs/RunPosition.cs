namespace LakhNes.Training.Runs;

/// <summary>How far a run has come.</summary>
public sealed record RunPosition
{
    /// <summary>Steps that were taken.</summary>
    public long Step { get; init; }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>The next segment of its streams.</summary>
    public int Segment { get; init; }

    /// <summary>Streams side by side; 0 before the first step.</summary>
    public int Streams { get; init; }

    /// <summary>Tokens that the memory of each stream holds.</summary>
    public int Filled { get; init; }

    /// <summary>Tokens that were trained on.</summary>
    public long Tokens { get; init; }

    /// <summary>Seconds of training, validations aside.</summary>
    public double Seconds { get; init; }

    /// <summary>The validation loss before the first step, in nats a token, where it was measured.</summary>
    public double? FirstLoss { get; init; }

    /// <summary>The lowest validation loss, in nats a token.</summary>
    public double? BestLoss { get; init; }

    /// <summary>The step at which it was reached.</summary>
    public long BestStep { get; init; }

    /// <summary>Validations since then.</summary>
    public int Worse { get; init; }
}
