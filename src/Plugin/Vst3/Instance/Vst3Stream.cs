using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>Whole chunks through a host's stream, whatever pieces it takes and gives.</summary>
internal static unsafe class Vst3Stream
{
    private const int Piece = 64 << 10;
    private const int MaxBytes = 128 << 20;

    /// <summary>Everything from the stream's position on, or null where it has no end.</summary>
    public static byte[]? ReadAll(IBStream* stream)
    {
        var all = new MemoryStream();
        var piece = new byte[Piece];
        fixed (byte* buffer = piece)
        {
            while (all.Length <= MaxBytes)
            {
                int read = 0;
                // some hosts report the end as an error, others as no bytes
                if (stream->Read(buffer, Piece, &read) != Result.Ok || read <= 0)
                    return all.ToArray();
                all.Write(piece, 0, Math.Min(read, Piece));
            }
        }

        return null;
    }

    /// <summary>Writes everything.</summary>
    public static bool WriteAll(IBStream* stream, ReadOnlySpan<byte> chunk)
    {
        fixed (byte* bytes = chunk)
        {
            for (int done = 0; done < chunk.Length; )
            {
                // a host that counts nothing has taken all
                int written = chunk.Length - done;
                if (stream->Write(bytes + done, chunk.Length - done, &written) != Result.Ok || written <= 0)
                    return false;
                done += written;
            }
        }

        return true;
    }
}
