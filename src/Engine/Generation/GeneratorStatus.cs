namespace LakhNes.Engine.Generation;

/// <summary>Whether the generator can compose.</summary>
public enum GeneratorStatus
{
    /// <summary>No model is installed, or none has been needed yet.</summary>
    NoModel,

    /// <summary>The model is being loaded.</summary>
    Loading,

    /// <summary>It can compose.</summary>
    Ready,

    /// <summary>The model cannot be used; see <see cref="ChipEngine.GeneratorError"/>.</summary>
    Failed,
}
