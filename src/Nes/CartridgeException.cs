namespace LakhNes.Nes;

/// <summary>A ROM or NSF file that cannot be played; the message names the file and the reason.</summary>
public sealed class CartridgeException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="reason">What is wrong with it.</param>
    public CartridgeException(string file, string reason)
        : base($"{file}: {reason}")
    {
    }
}
