using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Randomness;

namespace LakhNes.Training.Expression;

/// <summary>
/// Learns the shapes that stand for the courses of notes' volumes: k-means over songs' notes, of which each counts as far as it
/// lasts. The shapes are
/// ordered by how many notes have them, but for the even one, which is first.
/// </summary>
public static class ShapeLearning
{
    private const int Rounds = 30;
    private const int Full = NesVoices.FullVelocity;
    private const int Quiet = 3;

    /// <summary>Learns.</summary>
    /// <param name="songs">Songs whose frames have velocities.</param>
    /// <param name="notes">So many notes of a kind of voice are looked at at most.</param>
    /// <param name="seed">Of what is drawn.</param>
    public static VolumeShapes Learn(IReadOnlyList<SongBars> songs, int notes, ulong seed)
    {
        byte[] pulses = Kind(songs, [NesVoice.Pulse1, NesVoice.Pulse2], notes, seed),
            noise = Kind(songs, [NesVoice.Noise], notes, seed);
        for (int shape = 0; shape < noise.Length; shape += VolumeShapes.Frames)
            Settle(noise.AsSpan(shape, VolumeShapes.Frames));
        return new VolumeShapes([.. pulses, .. noise]);
    }

    // a hit that has died away stays so: what rises again is another hit, which songs do not tell as a note
    private static void Settle(Span<byte> volumes)
    {
        for (int frame = 1; frame < volumes.Length; frame++)
            volumes[frame] = volumes[frame - 1] <= Quiet ? Math.Min(volumes[frame], volumes[frame - 1]) : volumes[frame];
    }

    private static byte[] Kind(IReadOnlyList<SongBars> songs, NesVoice[] voices, int notes, ulong seed)
    {
        int[][] all =
        [
            .. songs
                .SelectMany(song => voices.SelectMany(voice => NoteFrames.Of(song, voice)))
                .Select(note => note.Volumes[..Math.Min(note.Length, VolumeShapes.Frames)]),
        ];
        var random = new Pcg32(seed);
        int count = Math.Min(notes, all.Length);
        random.Draw(all.AsSpan(), count);
        int[][] curves = all[..count];
        double[][] shapes = Begin(curves, ref random);
        int[] nearest = new int[count];
        int[] having = new int[VolumeShapes.Count];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < count; i++)
                nearest[i] = Nearest(shapes, curves[i]);
            Move(shapes, curves, nearest, having);
        }

        int[] order = [0, .. Enumerable.Range(1, VolumeShapes.Count - 1).OrderByDescending(shape => having[shape])];
        return [.. order.SelectMany(shape => shapes[shape].Select(volume => (byte)Math.Clamp((int)Math.Round(volume), 1, Full)))];
    }

    // the even one, then notes that are far from all that are chosen (k-means++)
    private static double[][] Begin(int[][] curves, ref Pcg32 random)
    {
        List<double[]> shapes = [Held([Full])];
        double[] distances = [.. curves.Select(curve => Distance(shapes[0], curve))];
        while (shapes.Count < VolumeShapes.Count)
        {
            double left = random.NextDouble() * distances.Sum();
            int chosen = 0;
            while (chosen < curves.Length - 1 && (left -= distances[chosen]) > 0)
                chosen++;
            shapes.Add(Held(curves[chosen]));
            for (int i = 0; i < curves.Length; i++)
                distances[i] = Math.Min(distances[i], Distance(shapes[^1], curves[i]));
        }

        return [.. shapes];
    }

    private static double[] Held(int[] curve) =>
        [.. Enumerable.Range(0, VolumeShapes.Frames).Select(frame => (double)curve[Math.Min(frame, curve.Length - 1)])];

    private static int Nearest(double[][] shapes, int[] curve)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int shape = 0; shape < shapes.Length; shape++)
        {
            double distance = Distance(shapes[shape], curve);
            if (distance < least)
                (nearest, least) = (shape, distance);
        }

        return nearest;
    }

    private static double Distance(double[] shape, int[] curve)
    {
        double sum = 0;
        for (int frame = 0; frame < curve.Length; frame++)
            sum += (curve[frame] - shape[frame]) * (curve[frame] - shape[frame]);
        return sum;
    }

    // each frame is the mean of the notes that last so long; the even shape stays
    private static void Move(double[][] shapes, int[][] curves, int[] nearest, int[] having)
    {
        Array.Clear(having);
        double[,] sums = new double[shapes.Length, VolumeShapes.Frames];
        int[,] counts = new int[shapes.Length, VolumeShapes.Frames];
        for (int i = 0; i < curves.Length; i++)
        {
            having[nearest[i]]++;
            for (int frame = 0; frame < curves[i].Length; frame++)
            {
                sums[nearest[i], frame] += curves[i][frame];
                counts[nearest[i], frame]++;
            }
        }

        for (int shape = 1; shape < shapes.Length; shape++)
        {
            for (int frame = 0; frame < VolumeShapes.Frames; frame++)
            {
                if (counts[shape, frame] > 0)
                    shapes[shape][frame] = sums[shape, frame] / counts[shape, frame];
                else if (frame > 0)
                    shapes[shape][frame] = shapes[shape][frame - 1];
            }
        }
    }
}
