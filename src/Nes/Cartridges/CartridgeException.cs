namespace LakhNes.Nes.Cartridges;

/// <summary>A ROM or NSF file that cannot be played; the message names the file and the reason.</summary>
public sealed class CartridgeException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The file's name as the user gave it.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="offset">Where in the file, in bytes.</param>
    public CartridgeException(string file, string reason, int offset = 0)
        : base($"{file}: {reason}")
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>What is wrong with the file.</summary>
    public string Reason { get; }

    /// <summary>Where in the file, in bytes.</summary>
    public int Offset { get; }
}
