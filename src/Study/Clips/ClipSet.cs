using System.Globalization;
using LakhNes.Conversion.Audio;
using LakhNes.Score;
using LakhNes.Score.Randomness;

namespace LakhNes.Study.Clips;

/// <summary>The clips of a study: anonymous, in no order that tells of their source, all of one loudness.</summary>
public sealed class ClipSet
{
    /// <summary>Of a clip's file.</summary>
    public const string Extension = ".wav";

    // so far below full scale the highest peak stays
    private const double HighestPeak = 0.89;

    private readonly StudyClip[] _clips;
    private readonly float[] _gains;

    private ClipSet(StudyClip[] clips, double loudness, IReadOnlyList<ReadError> errors)
    {
        _clips = clips;
        Errors = errors;
        Loudness = clips
            .Select(clip => clip.Loudness + Decibels(HighestPeak / clip.Samples.Max(Math.Abs)))
            .Append(loudness)
            .Min();
        _gains = [.. clips.Select(clip => (float)Math.Pow(10, (Loudness - clip.Loudness) / 20))];
    }

    /// <summary>What every clip is, in the order of their names.</summary>
    public IEnumerable<KeyEntry> Key => _clips.Select(clip => clip.Key);

    /// <summary>The loudness of each of them, in LUFS.</summary>
    public double Loudness { get; }

    /// <summary>Pieces that could not be read.</summary>
    public IReadOnlyList<ReadError> Errors { get; }

    /// <summary>Cuts clips of each source, and control clips of random notes.</summary>
    /// <param name="sources">
    /// With names of their own. Controls have as many notes as the real one's pieces, else the first's.
    /// </param>
    /// <param name="options">How.</param>
    /// <param name="controls">How many control clips.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <returns>As many clips of each as there are pieces long enough in which enough voices play.</returns>
    public static ClipSet Cut(IReadOnlyList<ClipSource> sources, ClipOptions options, int controls, IProgress<double> progress)
    {
        List<StudyClip> clips = [];
        List<ReadError> errors = [];
        HashSet<string> names = [];
        var random = new Pcg32(options.Seed);
        double wanted = (sources.Count * (double)options.Count) + controls;
        foreach (ClipSource source in sources)
            Take(source, options.Count, control: false);
        if (sources.FirstOrDefault(source => source.Role == ClipRole.Real, sources[0]) is var model && controls > 0)
            Take(model with { Name = ClipSource.Control, Role = ClipRole.Control }, controls, control: true);
        return new ClipSet(
            [.. clips.OrderBy(clip => clip.Key.Clip, StringComparer.Ordinal)],
            options.Loudness,
            [.. errors.Distinct()]
        );

        void Take(ClipSource source, int count, bool control)
        {
            string[] files = [.. source.Files];
            random.Draw<string>(files, files.Length);
            int most = clips.Count + count;
            foreach (string file in files.TakeWhile(_ => clips.Count < most))
            {
                // a stream of its own: what one piece draws moves no other
                var own = new Pcg32(options.Seed, random.NextUInt32());
                try
                {
                    float[]? samples = ClipCutter.Cut(file, options, ref own, control, out double start);
                    double level = LoudnessMeter.Integrated(samples, ClipCutter.SampleRate);
                    if (!double.IsFinite(level))
                        continue;
                    var key = new KeyEntry(Name(), source.Role, source.Name, Path.GetFileName(file), start);
                    clips.Add(new StudyClip(key, samples!, level));
                    progress.Report(clips.Count / wanted);
                }
                catch (ScoreFormatException failure)
                {
                    errors.Add(failure.Error);
                }
            }
        }

        string Name()
        {
            string name;
            do name = (((ulong)random.NextUInt32() << 16) | (random.NextUInt32() & 0xFFFF)).ToString(
                "x12",
                CultureInfo.InvariantCulture
            );
            while (!names.Add(name));
            return name;
        }
    }

    /// <summary>Writes the clips as WAV files (44.1 kHz, 16 bits, one channel).</summary>
    /// <param name="folder">A folder that exists.</param>
    public void Write(string folder)
    {
        for (int i = 0; i < _clips.Length; i++)
        {
            float[] samples = [.. _clips[i].Samples.Select(sample => sample * _gains[i])];
            WholeFile.Write(
                Path.Combine(folder, _clips[i].Key.Clip + Extension),
                stream =>
                {
                    using WavWriter wav = new(stream, ClipCutter.SampleRate, channels: 1, WavSampleFormat.Pcm16);
                    wav.Write(samples);
                }
            );
        }
    }

    private static double Decibels(double ratio) => 20 * Math.Log10(ratio);
}
