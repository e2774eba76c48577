using LakhNes.Conversion;
using LakhNes.Conversion.Audio;
using LakhNes.Score;
using LakhNes.Score.Randomness;

namespace LakhNes.Study.Clips;

/// <summary>Cuts one clip of a piece.</summary>
internal static class ClipCutter
{
    /// <summary>Samples a second of a clip.</summary>
    public const int SampleRate = 44100;

    private const int Tries = 100;
    private const double FadeSeconds = 0.01;

    /// <summary>Cuts a clip at a random place at which enough voices play.</summary>
    /// <param name="path">The piece.</param>
    /// <param name="options">How.</param>
    /// <param name="random">What draws the place.</param>
    /// <param name="control">Instead of the piece, notes at random, as many as it has there.</param>
    /// <param name="start">Where the clip begins, in seconds.</param>
    /// <returns>The sound; null where the piece has no such place.</returns>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    public static float[]? Cut(string path, ClipOptions options, ref Pcg32 random, bool control, out double start)
    {
        start = 0;
        Song song = Song.Open(path);
        NesScore score = song.Score.In(TimeUnit.Sample);
        long length = (long)Math.Round(options.Seconds * SampleRate),
            last = score.Length - length;
        if (last < 0)
            return null;
        for (int i = 0; i < Tries; i++)
        {
            long at = (long)(random.NextDouble() * (last + 1));
            if (VoicesIn(score, at, length) < options.Voices)
                continue;
            start = at / TimeUnit.Sample.PerSecond;
            if (control)
                return Faded(new Song("", ControlMusic.Like(score, at, length, ref random)).Render(SampleRate));
            Song played = options.Expression ? song : new Song("", score.WithoutExpression());
            return Faded(Part(played, at, (int)length));
        }
        return null;
    }

    /// <summary>How many voices begin a note in a part of a piece.</summary>
    private static int VoicesIn(NesScore score, long start, long length)
    {
        int voices = 0;
        foreach (NesEvent e in score.Events)
        {
            if (e.Kind == NesEventKind.NoteOn && e.Time >= start && e.Time < start + length)
                voices |= 1 << (int)e.Voice;
        }
        return int.PopCount(voices);
    }

    private static float[] Part(Song song, long start, int length)
    {
        RegisterLogPlayer player = new(song.Registers, SampleRate);
        float[] part = new float[length],
            skipped = new float[4096];
        for (long left = start; left > 0; )
        {
            int read = player.Read(skipped.AsSpan(0, (int)Math.Min(left, skipped.Length)));
            if (read == 0)
                break;
            left -= read;
        }
        player.Read(part);
        return part;
    }

    // no click where the cut is
    private static float[] Faded(float[] samples)
    {
        int fade = Math.Min((int)(FadeSeconds * SampleRate), samples.Length / 2);
        for (int i = 0; i < fade; i++)
        {
            samples[i] *= (float)i / fade;
            samples[^(i + 1)] *= (float)i / fade;
        }
        return samples;
    }
}
