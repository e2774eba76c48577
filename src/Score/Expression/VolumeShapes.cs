namespace LakhNes.Score;

/// <summary>
/// The courses that the volume of notes takes in songs: of pulses and of noise so many, each told console frame by console frame
/// as if its loudest were 15;
/// the last frame's volume stays. Learnt by <c>lakhnes learn-expression</c>.
/// </summary>
public sealed class VolumeShapes
{
    /// <summary>Shapes of a kind of voice; they are numbered from 1, and the first is even.</summary>
    public const int Count = 32;

    /// <summary>Frames that a shape tells.</summary>
    public const int Frames = 32;

    /// <summary>Bytes of <see cref="Write"/>.</summary>
    public const int Size = Kinds * Count * Frames;

    private const int Kinds = 2; // pulses, noise
    private const string Resource = "shapes.bin";
    private static readonly Lazy<VolumeShapes> Shipped = new(ReadShipped);

    private readonly byte[] _volumes;

    /// <summary>Takes shapes.</summary>
    /// <param name="volumes">
    /// Of pulses and of noise, shape by shape the volume of each frame, 1 to 15: <see cref="Size"/> bytes; they are kept.
    /// </param>
    /// <exception cref="InvalidDataException">There are fewer or more bytes, or others.</exception>
    public VolumeShapes(byte[] volumes)
    {
        if (volumes.Length != Size || Array.Exists(volumes, volume => volume is 0 or > NesVoices.FullVelocity))
            throw new InvalidDataException($"{volumes.Length} volumes, for {Size} of 1 to {NesVoices.FullVelocity}");
        _volumes = volumes;
    }

    /// <summary>Those that are shipped.</summary>
    public static VolumeShapes Default => Shipped.Value;

    /// <summary>The volumes of a shape.</summary>
    /// <param name="voice">A pulse or noise.</param>
    /// <param name="shape">1 to <see cref="Count"/>.</param>
    public ReadOnlySpan<byte> Of(NesVoice voice, int shape) =>
        _volumes.AsSpan(((KindOf(voice) * Count) + shape - 1) * Frames, Frames);

    // mean of the squares of what volumes differ by, up to which a shape still tells a course
    private const int Near = 1;

    /// <summary>
    /// The shape that tells a note's course, 1 to <see cref="Count"/>: that of the note before in its voice where it tells it
    /// too, for short notes are
    /// like many; else the nearest.
    /// </summary>
    /// <param name="voice">A pulse or noise.</param>
    /// <param name="volumes">Its volumes frame by frame, as if the loudest were 15; at least one.</param>
    /// <param name="before">The shape of the note before; 0: none.</param>
    public byte Nearest(NesVoice voice, ReadOnlySpan<int> volumes, int before = 0)
    {
        if (before > 0 && Distance(voice, volumes, before) <= Near * Math.Min(volumes.Length, Frames))
            return (byte)before;
        int nearest = 1,
            least = int.MaxValue;
        for (int shape = 1; shape <= Count; shape++)
        {
            int distance = Distance(voice, volumes, shape);
            if (distance < least)
                (nearest, least) = (shape, distance);
        }

        return (byte)nearest;
    }

    private int Distance(NesVoice voice, ReadOnlySpan<int> volumes, int shape)
    {
        ReadOnlySpan<byte> told = Of(voice, shape);
        int distance = 0;
        for (int frame = 0; frame < Math.Min(volumes.Length, Frames); frame++)
            distance += (volumes[frame] - told[frame]) * (volumes[frame] - told[frame]);
        return distance;
    }

    /// <summary>All volumes, as the constructor takes them.</summary>
    public byte[] Write() => [.. _volumes];

    private static int KindOf(NesVoice voice) => voice == NesVoice.Noise ? 1 : 0;

    private static VolumeShapes ReadShipped()
    {
        using Stream stream = typeof(VolumeShapes).Assembly.GetManifestResourceStream(Resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new VolumeShapes(bytes);
    }
}
