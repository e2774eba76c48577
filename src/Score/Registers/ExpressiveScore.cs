using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>
/// NES-MDB's expressive score: what each voice plays at each of so many steps a second. Steps are a piano roll of bytes, shape
/// [steps, 4 voices, 3]: note (0 where the voice is silent), velocity (0 to 15; 0 for the triangle) and timbre.
/// </summary>
public sealed class ExpressiveScore
{
    /// <summary>Steps a second of NES-MDB's own files.</summary>
    public const double UsualRate = 24;

    /// <summary>The most steps a second: one for each sample.</summary>
    public const double HighestRate = 44100;

    /// <summary>Bytes of a step.</summary>
    public const int BytesPerStep = NesVoices.Count * BytesPerVoice;

    private const int BytesPerVoice = 3;

    private readonly byte[] _values;

    /// <summary>Makes a score of its steps.</summary>
    /// <param name="rate">Steps a second, above 0 and at most <see cref="HighestRate"/>.</param>
    /// <param name="length">How long it lasts, in samples of 1/44100 s.</param>
    /// <param name="values">The steps, [steps, 4, 3]. Notes are those that their voices can play.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate, or a length below 0.</exception>
    /// <exception cref="ArgumentException">The last step is cut short.</exception>
    public ExpressiveScore(double rate, long length, byte[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (values.Length % BytesPerStep != 0)
            throw new ArgumentException($"{values.Length} bytes are no whole steps", nameof(values));
        Rate = Checked(rate);
        Length = length;
        _values = values;
    }

    /// <summary>Steps a second.</summary>
    public double Rate { get; }

    /// <summary>How long it lasts, in samples of 1/44100 s.</summary>
    public long Length { get; }

    /// <summary>How many steps it has.</summary>
    public int Steps => _values.Length / BytesPerStep;

    /// <summary>The steps, [steps, 4, 3].</summary>
    public ReadOnlySpan<byte> Values => _values;

    /// <summary>How many steps a piece has.</summary>
    /// <param name="length">In samples of 1/44100 s.</param>
    /// <param name="rate">Steps a second.</param>
    public static long StepsOf(long length, double rate) => rate == HighestRate ? length : (long)(length / HighestRate * rate);

    /// <summary>A score in steps, as the original downsamples it.</summary>
    /// <remarks>
    /// In each step a voice plays the note, velocity and timbre that it has longest in it, counted over the samples where it
    /// sounds (of equal ones the lowest value); where it never sounds it is silent.
    /// </remarks>
    /// <param name="score">Any score; it is taken in samples.</param>
    /// <param name="rate">Steps a second, above 0 and at most <see cref="HighestRate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate.</exception>
    public static ExpressiveScore Of(NesScore score, double rate)
    {
        Checked(rate);
        score = score.In(TimeUnit.Sample);
        VoiceStates[] voices = [.. Enumerable.Range(0, NesVoices.Count).Select(v => new VoiceStates(score, (NesVoice)v))];
        byte[] values = new byte[checked((int)StepsOf(score.Length, rate) * BytesPerStep)];
        for (int step = 0; step < values.Length / BytesPerStep; step++)
        {
            (long low, long high) =
                rate == HighestRate
                    ? (step, step + 1L)
                    : ((long)(step / rate * HighestRate), (long)((step + 1) / rate * HighestRate));
            for (int v = 0; v < NesVoices.Count; v++)
            {
                (byte note, byte velocity, byte timbre) = voices[v].Prevailing(low, high);
                int at = (step * BytesPerStep) + (v * BytesPerVoice);
                values[at] = note;
                values[at + 1] = ((NesVoice)v).HasVelocity() ? velocity : (byte)0;
                values[at + 2] = timbre;
            }
        }

        return new ExpressiveScore(rate, score.Length, values);
    }

    /// <summary>The steps as events: what changes from step to step, in samples. What still sounds ends with the piece.</summary>
    public NesScore ToScore()
    {
        Span<(byte Note, byte Velocity, byte Timbre)> playing = stackalloc (byte, byte, byte)[NesVoices.Count];
        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>();
        double seconds = 0;
        for (int step = 0; step < Steps; step++, seconds += 1 / Rate) // the original adds up, too
        {
            double time = Rate == HighestRate ? step : HighestRate * seconds;
            if (time >= Length)
                break;
            for (int v = 0; v < NesVoices.Count; v++)
            {
                ReadOnlySpan<byte> value = _values.AsSpan((step * BytesPerStep) + (v * BytesPerVoice), BytesPerVoice);
                Emit(events, (long)time, (NesVoice)v, ref playing[v], (value[0], value[1], value[2]));
            }
        }
        for (int v = 0; v < NesVoices.Count; v++)
            Emit(events, Length, (NesVoice)v, ref playing[v], playing[v] with { Note = 0 });
        return new NesScore(TimeUnit.Sample, events.ToImmutable(), Length);
    }

    /// <summary>The same up to a time: the steps that end by then.</summary>
    /// <param name="end">In samples, not after <see cref="Length"/>.</param>
    public ExpressiveScore Until(long end) =>
        new(Rate, end, _values[..(int)(Math.Min(StepsOf(end, Rate), Steps) * BytesPerStep)]);

    private static void Emit(
        ImmutableArray<NesEvent>.Builder events,
        long time,
        NesVoice voice,
        ref (byte Note, byte Velocity, byte Timbre) playing,
        (byte Note, byte Velocity, byte Timbre) now
    )
    {
        (byte Note, byte Velocity, byte Timbre) was = playing;
        playing = now;
        if (now.Note != was.Note)
            events.Add(now.Note == 0 ? NesEvent.NoteOff(time, voice) : NesEvent.NoteOn(time, voice, now.Note));
        if (now.Note > 0 && voice.HasVelocity() && (now.Velocity != was.Velocity || now.Note != was.Note))
            events.Add(NesEvent.Velocity(time, voice, now.Velocity));
        if (now.Timbre != was.Timbre)
            events.Add(NesEvent.Timbre(time, voice, now.Timbre));
    }

    private static double Checked(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, HighestRate);
        return rate;
    }
}
