namespace LakhNes.Score.Beats;

/// <summary>The rows of a song: where the finest pulse of its rhythm falls.</summary>
internal sealed class RowGrid
{
    // what happens between rows is a finer pulse where so much of all does, and where it leaves rows of so many frames
    private const double FinerShare = 0.04;
    private const double ShortestRow = 3.5;

    // of a row's frames so many are within one of it; chance is not taken as more than this
    private const long LongestSong = 60 * 60 * 61; // frames: an hour
    private const double DrumWeight = 0.7; // of a drum's onset, where others count 1
    private const int Neighbours = 12; // rows to either side that a row is even with
    private const double FramesAtRow = 3,
        MostByChance = 0.8;

    private RowGrid(double[] frames, double explained) => (Frames, Explained) = (frames, explained);

    /// <summary>Where rows are, in frames; finer ones than the console's frames lie between them.</summary>
    public double[] Frames { get; }

    /// <summary>
    /// How much of the rhythm rows explain: the share of onsets within a frame of a row, on a scale from 0, what chance would put
    /// there, to 1, all.
    /// </summary>
    public double Explained { get; }

    /// <summary>Frames from row to row in the mean.</summary>
    public double Period => (Frames[^1] - Frames[0]) / (Frames.Length - 1);

    /// <summary>The rows of some notes, or null where there is no rhythm.</summary>
    /// <param name="notes">In frames, ornaments folded.</param>
    public static RowGrid? Of(IReadOnlyList<VoiceNote>[] notes)
    {
        if (Weights(notes) is not { } weights)
            return null;
        int[] tracked = RowTracker.Track(weights);
        if (tracked.Length < 3)
            return null;
        List<double> frames = [.. tracked.Select(row => (double)row)];
        // the first onset is on a row, too, even where the pulse is clear only later
        for (double first = frames[1] - frames[0]; frames[0] > first / 2; )
            frames.Insert(0, frames[0] - first);
        RowGrid rows = Measured([.. frames], weights);
        while (rows.Finer(weights) is { } finer)
            rows = finer;
        return rows;
    }

    /// <summary>Rows that are known, as far as they explain some notes; null where the song is too long.</summary>
    /// <param name="frames">Where they are, at least two, in order.</param>
    /// <param name="notes">In frames, ornaments folded.</param>
    public static RowGrid? Known(double[] frames, IReadOnlyList<VoiceNote>[] notes) =>
        Weights(notes) is { } weights ? Measured(frames, frames, weights) : null;

    /// <summary>The row nearest to a frame.</summary>
    public int Nearest(double frame)
    {
        int i = Array.BinarySearch(Frames, frame);
        if (i >= 0)
            return i;
        i = ~i;
        if (i == Frames.Length)
            return Frames.Length - 1;
        return i > 0 && frame - Frames[i - 1] <= Frames[i] - frame ? i - 1 : i;
    }

    /// <summary>Rows from the first one to a frame, between rows with a fraction; the grid goes on at both ends.</summary>
    public double RowsAt(double frame)
    {
        if (frame < Frames[0])
            return (frame - Frames[0]) / (Frames[1] - Frames[0]);
        if (frame >= Frames[^1])
            return Frames.Length - 1 + ((frame - Frames[^1]) / (Frames[^1] - Frames[^2]));
        int i = Array.BinarySearch(Frames, frame);
        if (i < 0)
            i = ~i - 1;
        return i + ((frame - Frames[i]) / (Frames[i + 1] - Frames[i]));
    }

    /// <summary>The frame of a row; fractions lie between rows, and the grid goes on at both ends.</summary>
    public double FrameAt(double row)
    {
        int i = Math.Clamp((int)Math.Floor(row), 0, Frames.Length - 2);
        return Frames[i] + ((row - i) * (Frames[i + 1] - Frames[i]));
    }

    // how much begins in each frame
    private static double[]? Weights(IReadOnlyList<VoiceNote>[] notes)
    {
        long length = notes.SelectMany(voice => voice).Select(note => note.Start + 1).DefaultIfEmpty().Max();
        if (length > LongestSong)
            return null;
        double[] weights = new double[length];
        foreach (VoiceNote note in notes.SelectMany(voice => voice))
            weights[note.Start] += note.Voice == NesVoice.Noise ? DrumWeight : 1;
        return weights;
    }

    // rows that follow every note explain nothing: it is the even ones that count
    private static RowGrid Measured(double[] frames, double[] weights) => Measured(frames, Even(frames), weights);

    private static RowGrid Measured(double[] frames, double[] even, double[] weights)
    {
        RowGrid rows = new(frames, 0),
            counted = new(even, 0);
        double on = 0,
            all = 0;
        for (int t = 0; t < weights.Length; t++)
        {
            if (weights[t] == 0)
                continue;
            all += weights[t];
            if (Math.Abs(counted.Frames[counted.Nearest(t)] - t) <= 1)
                on += weights[t];
        }
        double chance = Math.Min(FramesAtRow / rows.Period, MostByChance);
        return new RowGrid(frames, all == 0 ? 0 : Math.Max(((on / all) - chance) / (1 - chance), 0));
    }

    /// <summary>Each row where a line through its neighbours has it.</summary>
    private static double[] Even(double[] frames)
    {
        double[] even = new double[frames.Length];
        for (int row = 0; row < even.Length; row++)
        {
            int from = Math.Max(0, row - Neighbours),
                to = Math.Min(frames.Length - 1, row + Neighbours);
            double middle = (from + to) / 2.0,
                mean = 0,
                slope = 0,
                spread = 0;
            for (int i = from; i <= to; i++)
            {
                mean += frames[i] / (to - from + 1);
                slope += (i - middle) * frames[i];
                spread += (i - middle) * (i - middle);
            }
            even[row] = mean + (slope / spread * (row - middle));
        }
        return even;
    }

    /// <summary>Rows of a half or a third of the length where much begins just there; null where it does not.</summary>
    private RowGrid? Finer(double[] weights)
    {
        double all = 0,
            halves = 0,
            thirds = 0;
        for (int t = 0; t < weights.Length; t++)
        {
            if (weights[t] == 0)
                continue;
            all += weights[t];
            double row = RowsAt(t),
                part = row - Math.Floor(row),
                length = Period;
            if (Math.Min(part, 1 - part) * length <= 1)
                continue;
            if (Math.Abs(part - 0.5) * length <= 1)
                halves += weights[t];
            else if (Math.Min(Math.Abs(part - (1 / 3.0)), Math.Abs(part - (2 / 3.0))) * length <= 1)
                thirds += weights[t];
        }
        int parts = thirds > 2 * halves ? 3 : 2;
        if (Math.Max(halves, thirds) < FinerShare * all || Period / parts < ShortestRow)
            return null;
        double[] finer = new double[((Frames.Length - 1) * parts) + 1];
        for (int i = 0; i < finer.Length; i++)
        {
            int row = Math.Min(i / parts, Frames.Length - 2);
            finer[i] = Frames[row] + ((Frames[row + 1] - Frames[row]) * (i - (row * parts)) / parts);
        }
        return Measured(finer, weights);
    }
}
