namespace LakhNes.Study.Clips;

/// <summary>What a clip is in a study.</summary>
public enum ClipRole
{
    /// <summary>Music that people composed.</summary>
    Real,

    /// <summary>What a model composed.</summary>
    Model,

    /// <summary>Notes at random: who takes it for music did not listen.</summary>
    Control,
}
