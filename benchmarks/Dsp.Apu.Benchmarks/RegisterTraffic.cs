namespace LakhNes.Dsp.Apu.Benchmarks;

/// <summary>
/// What a sound driver writes in each video frame of a busy four-voice song: volume envelopes, vibrato, bass, drums.
/// </summary>
public static class RegisterTraffic
{
    private const int FramesPerRow = 6;
    private const int Rows = 128;

    /// <summary>Frames until the song starts over.</summary>
    public const int Frames = FramesPerRow * Rows;

    private static ReadOnlySpan<int> Chords => [57, 53, 48, 55, 57, 53, 50, 52];

    private static ReadOnlySpan<int> Arpeggio => [0, 7, 12, 15, 19, 15, 12, 7];

    /// <summary>The writes of each frame, at most 100 a frame.</summary>
    public static RegisterWrite[][] Make()
    {
        RegisterWrite[][] frames = new RegisterWrite[Frames][];
        for (int frame = 0; frame < Frames; frame++)
        {
            List<RegisterWrite> writes = [];
            if (frame == 0)
                Start(writes);
            int row = frame / FramesPerRow;
            int age = frame % FramesPerRow;
            int root = Chords[row / 16];
            Melody(writes, row, age, root);
            Harmony(writes, row, frame % (FramesPerRow * 16), root);
            Bass(writes, row, age, root - 12);
            Drums(writes, row, age);
            frames[frame] = [.. writes];
        }
        return frames;
    }

    private static void Start(List<RegisterWrite> writes)
    {
        writes.Add(new(0x15, 0x0F));
        writes.Add(new(0x01, 0x08));
        writes.Add(new(0x05, 0x08));
        writes.Add(new(0x0C, 0x30));
    }

    private static void Melody(List<RegisterWrite> writes, int row, int age, int root)
    {
        if (age == 0)
            Tune(writes, 0x02, Period(root + 12 + Arpeggio[row & 7], 16));
        writes.Add(new(0x00, (byte)((row & 0xC0) | 0x30 | (15 - 2 * age))));
    }

    private static void Harmony(List<RegisterWrite> writes, int row, int age, int root)
    {
        int period = Period(root + 7, 16);
        if (age == 0)
            Tune(writes, 0x06, period);
        // Vibrato of three timer steps; the high byte is left alone, as drivers do to keep the phase.
        int bend = age < 20 ? 0 : (int)Math.Round(3 * Math.Sin(age * 0.7));
        if (((period + bend) >> 8) == period >> 8)
            writes.Add(new(0x06, (byte)(period + bend)));
        writes.Add(new(0x04, (byte)(0x80 | 0x30 | Math.Max(4, 12 - age / 8) - (row & 1))));
    }

    private static void Bass(List<RegisterWrite> writes, int row, int age, int note)
    {
        if (age == 0)
        {
            writes.Add(new(0x08, 0xFF));
            Tune(writes, 0x0A, Period(note + (row & 2) * 6, 32));
        }
        else if (age == 5)
        {
            writes.Add(new(0x08, 0x80));
        }
    }

    private static void Drums(List<RegisterWrite> writes, int row, int age)
    {
        bool snare = (row & 7) == 4;
        if (age == 0)
        {
            writes.Add(
                new(
                    0x0E,
                    (byte)(
                        snare ? 6
                        : (row & 3) == 0 ? 12
                        : 2
                    )
                )
            );
            writes.Add(new(0x0F, 0x08));
        }
        writes.Add(new(0x0C, (byte)(0x30 | Math.Max(0, (snare ? 13 : 9) - 3 * age))));
    }

    private static void Tune(List<RegisterWrite> writes, byte register, int period)
    {
        writes.Add(new(register, (byte)period));
        writes.Add(new((byte)(register + 1), (byte)(0x08 | (period >> 8))));
    }

    private static int Period(int key, int stepsPerCycle)
    {
        double frequency = 440 * Math.Pow(2, (key - 69) / 12.0);
        return Math.Clamp((int)Math.Round(236.25e6 / 132 / stepsPerCycle / frequency) - 1, 0, 0x7FF);
    }
}
