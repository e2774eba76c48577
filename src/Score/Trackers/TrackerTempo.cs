namespace LakhNes.Score.Trackers;

/// <summary>How long rows last: speed and tempo of FamiTracker.</summary>
/// <param name="Speed">Console frames of a row at tempo 150, 1 to 31.</param>
/// <param name="Tempo">32 to 255.</param>
public readonly record struct TrackerTempo(int Speed, int Tempo)
{
    /// <summary>The tempo at which a row lasts as many console frames as the speed says.</summary>
    public const int Even = 150;

    /// <summary>The same on a PAL console.</summary>
    public const int EvenPal = 125;

    /// <summary>Below it the effect F sets the speed, from it on the tempo.</summary>
    public const int Split = 32;

    private const int Fastest = 255,
        UsualSpeed = 6;

    // frames of a row so near to a whole number are meant to be one, and a tempo so near to the wanted one is right
    private const double WholeShare = 0.006,
        NearShare = 0.003;

    // FamiTracker counts console frames as 1/60 s; at tempo 150 a row lasts Speed of them
    private const double FramesAMinute = 3600;

    /// <summary>Console frames of a row.</summary>
    public double FramesPerRow => (double)Speed * Even / Tempo;

    /// <summary>The speed and tempo of rows.</summary>
    /// <param name="quarters">Quarter notes a minute.</param>
    /// <param name="stepsPerRow">Steps of a row, <see cref="Metre.StepsPerQuarter"/> a quarter.</param>
    public static TrackerTempo Of(int quarters, int stepsPerRow)
    {
        double frames = FramesAMinute * stepsPerRow / Metre.StepsPerQuarter / quarters,
            whole = Math.Round(frames);
        if (whole is >= 1 and < Split && Math.Abs(frames - whole) / frames <= WholeShare)
            return new TrackerTempo((int)whole, Even);
        TrackerTempo best = frames < 1 ? new TrackerTempo(1, Fastest) : new TrackerTempo(Split - 1, Split);
        double least = double.PositiveInfinity;
        foreach (int speed in Enumerable.Range(1, Split - 1).OrderBy(speed => Math.Abs(speed - UsualSpeed)))
        {
            double exact = Even * speed / frames;
            int tempo = (int)Math.Round(exact);
            double off = Math.Abs(tempo - exact) / exact;
            if (tempo is < Split or > Fastest || off >= least)
                continue;
            (best, least) = (new TrackerTempo(speed, tempo), off);
            if (off <= NearShare)
                break;
        }
        return best;
    }
}
