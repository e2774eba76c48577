namespace LakhNes.Study.Clips;

/// <summary>Pieces that clips are cut from.</summary>
/// <param name="Name">The name in the key and in the analysis; no other source has it.</param>
/// <param name="Role">What the pieces are.</param>
/// <param name="Files">The pieces, files of any format that can be read.</param>
public sealed record ClipSource(string Name, ClipRole Role, IReadOnlyList<string> Files)
{
    /// <summary>The name of the clips that <see cref="ClipSet"/> makes of random notes.</summary>
    public const string Control = "control";
}
