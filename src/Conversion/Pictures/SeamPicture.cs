using LakhNes.Conversion.Audio;
using LakhNes.Drawing;
using LakhNes.Score;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Pictures;

/// <summary>
/// Draws where a loop leads back: the notes of its end and, after a line, those that it goes on with; below, the sound of the
/// same stretch, and that of the seam alone, sample by sample. A seam that is none shows in neither.
/// </summary>
public static class SeamPicture
{
    private const int Rate = 44_100;
    private const int Width = 1200,
        Right = 8,
        WaveHeight = 120,
        Gap = 12,
        Title = 20;
    private const double MostSeconds = 4, // on each side
        CloseSeconds = 0.01;

    private static readonly Color Background = Color.FromRgb(0x14141C),
        Lane = Color.FromRgb(0x1C1C26),
        Wave = Color.FromRgb(0x8CD08C),
        Middle = Color.FromRgb(0x30303E),
        Seam = Color.FromRgb(0xFF5AC8),
        Words = Color.FromRgb(0xB0B0C0);

    /// <summary>Draws a song's seam; null where it does not say that it goes back.</summary>
    /// <param name="song">What it writes to the chip.</param>
    /// <param name="beats">Its beats, where they are known.</param>
    public static Canvas? Draw(RegisterLog song, IReadOnlyList<BeatLine> beats)
    {
        if (song.Loop is not { } loop || song.Length <= loop.Time)
            return null;
        RegisterLog rounds = TwoRounds(song, loop);
        double seam = song.Length / TimeUnit.Sample.PerSecond,
            around = Math.Min(MostSeconds, (rounds.Length / TimeUnit.Sample.PerSecond) - seam);
        around = Math.Min(around, seam);
        float[] samples = new float[(int)((seam + around) * Rate)];
        new RegisterLogPlayer(rounds, Rate).Read(samples);
        Canvas roll = PianoRoll.Draw(
            Part(NoteTranscriber.Transcribe(rounds), seam - around, seam + around),
            beats: [.. Beats(song, beats, seam - around, seam + around)]
        );
        int across = (int)Math.Round(around * PianoRoll.PixelsPerSecond), // from one side to the seam
            width = Math.Max(Width, roll.Width);
        var canvas = new Canvas(width, roll.Height + (2 * (WaveHeight + Title)) + (3 * Gap));
        canvas.Fill(canvas.Bounds, Background);
        for (int y = 0; y < roll.Height; y++)
        {
            for (int x = 0; x < roll.Width; x++)
                canvas.Fill(new Area(x, y, 1, 1), roll[x, y]);
        }

        canvas.Fill(new Area(PianoRoll.Left + across, 0, 1, roll.Height), Seam);
        int top = roll.Height + Gap;
        Trace(canvas, top, samples, seam, around, across, FormattableString.Invariant($"{around:0.0} s before and after"));
        top += WaveHeight + Title + Gap;
        Trace(canvas, top, samples, seam, CloseSeconds, (width - PianoRoll.Left - Right) / 2, "10 ms before and after");
        return canvas;
    }

    // the song, and its loop once more
    private static RegisterLog TwoRounds(RegisterLog log, RegisterLoop loop)
    {
        long round = log.Length - loop.Time;
        return new RegisterLog(
            log.Clock,
            [.. log.Writes, .. log.Writes.Skip(loop.WriteIndex).Select(write => write with { Time = write.Time + round })],
            log.Length + round,
            samples: log.Samples
        );
    }

    private static NesScore Part(NesScore score, double from, double to)
    {
        NesScore samples = score.In(TimeUnit.Sample);
        long start = (long)(from * Rate),
            end = Math.Min((long)(to * Rate), samples.Length);
        // what sounds already begins with the part
        IEnumerable<NesEvent> sounding = Enum.GetValues<NesVoice>()
            .Select(voice => samples.Events.LastOrDefault(e => e.Voice == voice && e.IsNote && e.Time <= start))
            .Where(e => e.Kind == NesEventKind.NoteOn && e.Value > 0)
            .Select(e => e with { Time = 0 });
        return new NesScore(
            TimeUnit.Sample,
            [
                .. sounding,
                .. samples
                    .Events.Where(e => e.IsNote && e.Time > start && e.Time < end)
                    .Select(e => e with { Time = e.Time - start }),
            ],
            end - start
        );
    }

    private static IEnumerable<BeatLine> Beats(RegisterLog song, IReadOnlyList<BeatLine> beats, double from, double to)
    {
        double length = song.Length / TimeUnit.Sample.PerSecond,
            start = song.Loop!.Value.Time / TimeUnit.Sample.PerSecond;
        foreach (BeatLine beat in beats.Where(beat => beat.Seconds >= from && beat.Seconds < length - 1e-3))
            yield return beat with
            {
                Seconds = beat.Seconds - from,
            };
        foreach (BeatLine beat in beats.Where(beat => beat.Seconds >= start && beat.Seconds - start + length < to))
            yield return beat with
            {
                Seconds = beat.Seconds - start + length - from,
            };
    }

    private static void Trace(Canvas canvas, int top, float[] samples, double seam, double around, int across, string words)
    {
        canvas.Text(PianoRoll.Left, top, words, Words, 2);
        var area = new Area(PianoRoll.Left, top + Title, 2 * across, WaveHeight);
        canvas.Fill(area, Lane);
        int centre = area.Y + (WaveHeight / 2);
        canvas.Fill(new Area(area.X, centre, area.Width, 1), Middle);
        float loudest = Math.Max(samples.Max(Math.Abs), 1e-6f);
        int from = (int)((seam - around) * Rate),
            count = (int)(2 * around * Rate);
        int before = 0;
        for (int x = 0; x < area.Width; x++)
        {
            int first = from + (int)((long)x * count / area.Width),
                last = Math.Max(first + 1, from + (int)((long)(x + 1) * count / area.Width));
            ReadOnlySpan<float> part = samples.AsSpan(Math.Min(first, samples.Length - 1)..Math.Min(last, samples.Length));
            (float least, float most) = (float.MaxValue, float.MinValue);
            foreach (float sample in part)
                (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
            int high = Y(most),
                low = Y(least);
            // a step from one column to the next is drawn
            if (x > 0)
                (high, low) = (Math.Min(high, before), Math.Max(low, before));
            before = Y(part[^1]);
            canvas.Fill(new Area(area.X + x, high, 1, low - high + 1), Wave);
        }

        canvas.Fill(new Area(area.X + across, area.Y, 1, WaveHeight), Seam);

        int Y(float sample) => centre - (int)Math.Round(sample / loudest * (WaveHeight / 2.0 - 2));
    }
}
