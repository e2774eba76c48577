namespace LakhNes.Score.Trackers;

/// <summary>A sample of FamiStudio's project, as far as it is the chip's deltas already.</summary>
/// <param name="Deltas">What the chip plays; empty where that is made of something else.</param>
/// <param name="Reason">Why it is empty; else empty.</param>
internal readonly record struct FamiStudioSample(byte[] Deltas, string Reason)
{
    private const int HighestRate = 15,
        WholeVolume = 100;
    private const int EnvelopePoints = 4;
    private const double NearlyOne = 0.02;
    private const int Line = 16; // bytes

    /// <summary>Reads one after its id and name.</summary>
    public static FamiStudioSample Read(FamiStudioCursor cursor)
    {
        bool isSound = cursor.Flag();
        byte[] deltas = [];
        if (isSound)
        {
            cursor.Int(); // samples a second
            cursor.SkipArray(sizeof(short));
        }
        else
            deltas = [.. cursor.Bytes(cursor.Count("bytes"))];
        cursor.SkipColour();
        if (cursor.Version >= 15)
            cursor.Int(); // bank
        if (cursor.Version >= 16)
            cursor.Text(); // folder
        int rate = cursor.Int();
        cursor.Int(); // at which it is tried
        int volume = cursor.Int(),
            padding = cursor.Int();
        bool isReversed = cursor.Flag(),
            isTrimmed = cursor.Flag();
        cursor.Flag(); // PAL
        bool isShaped = false;
        for (int point = 0; point < EnvelopePoints; point++)
        {
            cursor.Int();
            isShaped |= !(Math.Abs(cursor.Float() - 1) <= NearlyOne);
        }

        cursor.Text(); // where it came from
        if (cursor.Version >= 11)
        {
            isShaped |= cursor.Float() != 1;
            cursor.Int(); // where the counter begins
        }

        if (isSound)
            return new FamiStudioSample([], "it is made of a WAV file");
        if (rate != HighestRate || volume != WholeVolume || isShaped || isTrimmed)
            return new FamiStudioSample([], "its rate, volume or ends are changed");
        if (isReversed)
            deltas = [.. deltas.Select(Reversed)];
        return new FamiStudioSample(Padded(deltas, padding), "");
    }

    private static byte Reversed(byte bits)
    {
        int turned = 0;
        for (int bit = 0; bit < 8; bit++)
            turned |= ((bits >> bit) & 1) << (7 - bit);
        return (byte)turned;
    }

    // 1, 2: longer, up to whole lines, or these and a byte; 5, 6: shorter
    private static byte[] Padded(byte[] deltas, int padding)
    {
        int more = padding is 2 or 6 ? 1 : 0,
            body = deltas.Length - more,
            length = padding switch
            {
                1 or 2 => ((body + Line - 1) / Line * Line) + more,
                5 or 6 => (body / Line * Line) + more,
                _ => deltas.Length,
            };
        length = Math.Clamp(length, 0, TrackerSample.MaxLength);
        byte last = deltas.Length > 0 ? deltas[^1] : (byte)0;
        byte[] padded = new byte[length];
        Array.Fill(padded, (last & 0x80) != 0 ? (byte)0xAA : (byte)0x55);
        deltas.AsSpan(0, Math.Min(length, deltas.Length)).CopyTo(padded);
        return padded;
    }
}
