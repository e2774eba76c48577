using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace LakhNes.Plugin;

/// <summary>Text in the fixed, zero-terminated buffers of plugin interfaces.</summary>
internal static unsafe class NativeText
{
    // longest text that is read from a host; a parameter's value is far shorter
    private const int MaxRead = 4096;

    /// <summary>Writes UTF-8, cut to fit between characters, and terminates it.</summary>
    public static void Write(byte* buffer, int capacity, ReadOnlySpan<char> text)
    {
        if (buffer is null || capacity < 1)
            return;
        Utf8.FromUtf16(text, new Span<byte>(buffer, capacity - 1), out _, out int written);
        new Span<byte>(buffer + written, capacity - written).Clear();
    }

    /// <summary>Writes UTF-16, cut to fit, and terminates it.</summary>
    public static void Write(char* buffer, int capacity, ReadOnlySpan<char> text)
    {
        if (buffer is null || capacity < 1)
            return;
        text = text[..Math.Min(text.Length, capacity - 1)];
        text.CopyTo(new Span<char>(buffer, capacity));
        new Span<char>(buffer + text.Length, capacity - text.Length).Clear();
    }

    /// <summary>Reads UTF-8 up to its terminator.</summary>
    public static string Read(byte* text)
    {
        int length = 0;
        while (length < MaxRead && text[length] != 0)
            length++;
        return Encoding.UTF8.GetString(text, length);
    }

    /// <summary>Reads UTF-16 up to its terminator.</summary>
    public static ReadOnlySpan<char> Read(char* text)
    {
        int length = 0;
        while (length < MaxRead && text[length] != 0)
            length++;
        return new ReadOnlySpan<char>(text, length);
    }

    /// <summary>Zero-terminated UTF-8.</summary>
    public static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    /// <summary>A zero-terminated UTF-8 copy that lives as long as the process.</summary>
    public static byte* Permanent(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        var copy = (byte*)NativeMemory.AllocZeroed((nuint)length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
        return copy;
    }
}
