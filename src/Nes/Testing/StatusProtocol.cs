using System.Text;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes.Testing;

/// <summary>
/// How newer test ROMs report through the RAM at $6000: a status byte, the signature DE B0 61, then text that ends with a zero.
/// </summary>
public static class StatusProtocol
{
    private const byte FirstRunningCode = 0x80;
    private const byte ResetCode = 0x81;
    private const int TextOffset = 4;

    private static ReadOnlySpan<byte> Signature => [0xDE, 0xB0, 0x61];

    /// <summary>True once the ROM has shown that it speaks this protocol.</summary>
    /// <param name="cartridge">The cartridge.</param>
    public static bool IsUsed(Mapper cartridge) => cartridge.Ram.Slice(1, Signature.Length).SequenceEqual(Signature);

    /// <summary>True while the ROM asks for the reset button.</summary>
    /// <param name="cartridge">A cartridge for which <see cref="IsUsed"/> holds.</param>
    public static bool WantsReset(Mapper cartridge) => cartridge.Ram[0] == ResetCode;

    /// <summary>The ROM's result, 0 for passed; null while it runs.</summary>
    /// <param name="cartridge">A cartridge for which <see cref="IsUsed"/> holds.</param>
    public static int? ReadCode(Mapper cartridge) => cartridge.Ram[0] < FirstRunningCode ? cartridge.Ram[0] : null;

    /// <summary>What the ROM has written so far, without the terminal's control codes.</summary>
    /// <param name="cartridge">A cartridge for which <see cref="IsUsed"/> holds.</param>
    public static string ReadText(Mapper cartridge)
    {
        ReadOnlySpan<byte> text = cartridge.Ram[TextOffset..];
        int end = text.IndexOf((byte)0);
        StringBuilder printed = new();
        foreach (byte code in end < 0 ? text : text[..end])
        {
            if (code is (byte)'\n' or (>= 0x20 and < 0x7F))
                printed.Append((char)code);
        }
        return printed.ToString().Trim();
    }
}
