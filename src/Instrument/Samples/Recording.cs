using System.Runtime.InteropServices;

namespace LakhNes.Instrument.Samples;

/// <summary>A recorded sound, its channels mixed to one.</summary>
/// <param name="Samples">Samples, full scale at -1 and 1.</param>
/// <param name="SampleRate">Samples a second.</param>
public sealed record Recording(float[] Samples, double SampleRate)
{
    /// <summary>The most samples that are kept with a project.</summary>
    public const int MostKept = 65_536;

    /// <summary>The rates that a kept sound can have, in samples a second.</summary>
    public const double LowestRate = 1000,
        HighestRate = 768_000;

    /// <summary>How long it lasts, in seconds.</summary>
    public double Seconds => Samples.Length / SampleRate;

    /// <summary>
    /// The same as projects keep it: numbers of 16 bits, at no higher a rate than the chip's fastest at which it fits. Silence at
    /// the end that finds no room is left out; what is too long for the chip stays as it is.
    /// </summary>
    public Recording Kept()
    {
        double fastest = SampleEncoder.BitRate(SampleEncoder.HighestRate(this, loops: false, OwnSample.MostBytes)),
            rate = Math.Min(fastest, SampleRate);
        if (SampleEncoder.HeardSeconds(this) * rate > MostKept)
            return this;
        int count = (int)Math.Min(Math.Round(Seconds * rate), MostKept);
        double[] samples =
            rate < SampleRate
                ? Resampler.Resample(Samples, SampleRate / rate, count, cyclic: false)
                : Array.ConvertAll(Samples[..count], sample => (double)sample);
        return new Recording(Array.ConvertAll(samples, sample => (float)(Half)sample), rate);
    }

    /// <summary>The samples as IEEE numbers of 16 bits, little-endian.</summary>
    public byte[] ToBytes() => MemoryMarshal.AsBytes<Half>(Array.ConvertAll(Samples, sample => (Half)sample)).ToArray();

    /// <summary>What <see cref="ToBytes"/> gave.</summary>
    /// <param name="bytes">Two a sample.</param>
    /// <param name="sampleRate">From <see cref="LowestRate"/> to <see cref="HighestRate"/>.</param>
    /// <param name="recording">The sound; without samples where the result is false.</param>
    /// <returns>False for half a sample, none, or what is no sound.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, double sampleRate, out Recording recording)
    {
        var samples = new float[bytes.Length / 2];
        bool isSound = samples.Length > 0 && bytes.Length % 2 == 0;
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)MemoryMarshal.Cast<byte, Half>(bytes)[i];
            isSound &= Math.Abs(samples[i]) <= WavReader.Loudest;
        }

        recording = new Recording(isSound ? samples : [], sampleRate);
        return isSound;
    }

    /// <summary>The same sound.</summary>
    public bool Equals(Recording? other) =>
        other is not null
        && SampleRate == other.SampleRate
        && (Samples == other.Samples || Samples.AsSpan().SequenceEqual(other.Samples));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Samples.Length, SampleRate);
}
