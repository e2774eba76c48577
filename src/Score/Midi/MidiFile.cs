using System.Diagnostics.CodeAnalysis;

namespace LakhNes.Score.Midi;

/// <summary>A Standard MIDI File (formats 0, 1 and 2).</summary>
/// <remarks>
/// What stands in a correct file is read and written back without loss: events and their order, payloads, unknown chunks.
/// Files that break the format in the ways real files do (wrong chunk lengths, cut ends, stray bytes, a missing end of
/// track) are read as far as they make sense, and <see cref="Warnings"/> says what was passed over.
/// Reading allocates at most <see cref="AllocationPerByte"/> bytes a byte of input, plus <see cref="AllocationBase"/>.
/// </remarks>
public sealed class MidiFile
{
    /// <summary>Bound on what reading allocates for each byte of input.</summary>
    public const int AllocationPerByte = 128;

    /// <summary>What reading may allocate besides, in bytes.</summary>
    public const int AllocationBase = 65536;

    /// <summary>Warnings kept for one file; a broken file would give thousands.</summary>
    public const int MaxWarnings = 32;

    /// <summary>Makes a file from its parts.</summary>
    /// <exception cref="ArgumentException">A format 0 file with other than one track.</exception>
    public MidiFile(
        MidiFileFormat format,
        MidiDivision division,
        IReadOnlyList<MidiTrack> tracks,
        IReadOnlyList<MidiChunk>? unknownChunks = null,
        IReadOnlyList<ReadError>? warnings = null
    )
    {
        if (format == MidiFileFormat.SingleTrack && tracks.Count != 1)
            throw new ArgumentException("a format 0 file has one track", nameof(tracks));
        Format = format;
        Division = division;
        Tracks = tracks;
        UnknownChunks = unknownChunks ?? [];
        Warnings = warnings ?? [];
    }

    /// <summary>How the tracks relate.</summary>
    public MidiFileFormat Format { get; }

    /// <summary>What a tick is.</summary>
    public MidiDivision Division { get; }

    /// <summary>The tracks, in file order.</summary>
    public IReadOnlyList<MidiTrack> Tracks { get; }

    /// <summary>Chunks that are neither header nor track, in file order.</summary>
    public IReadOnlyList<MidiChunk> UnknownChunks { get; }

    /// <summary>What was wrong with the file and passed over, at most <see cref="MaxWarnings"/> entries.</summary>
    public IReadOnlyList<ReadError> Warnings { get; }

    /// <summary>The largest end tick of the tracks.</summary>
    public long EndTick
    {
        get
        {
            long end = 0;
            foreach (MidiTrack track in Tracks)
                end = Math.Max(end, track.EndTick);
            return end;
        }
    }

    /// <summary>The tempo map of all tracks together; of one track alone for format 2.</summary>
    /// <param name="track">The pattern that plays; only format 2 looks at it.</param>
    public MidiTempoMap TempoMap(int track = 0) => new(Division, PlayingWith(track));

    /// <summary>The time signatures of all tracks together; of one track alone for format 2.</summary>
    /// <param name="track">The pattern that plays; only format 2 looks at it.</param>
    public MidiSignatureMap SignatureMap(int track = 0) => new(PlayingWith(track));

    /// <summary>One pattern of a format 2 file alone.</summary>
    /// <param name="track">The pattern's track.</param>
    public MidiFile Pattern(int track) => new(MidiFileFormat.SingleTrack, Division, [Tracks[track]], UnknownChunks, Warnings);

    /// <summary>The same with more warnings.</summary>
    public MidiFile WithWarning(string name, string reason) =>
        new(Format, Division, Tracks, UnknownChunks, [.. Warnings, new ReadError(name, PositionUnit.File, 0, reason)]);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScoreFormatException">It cannot be opened or is no MIDI file.</exception>
    public static MidiFile Read(string path) => MidiFileReader.Read(FileBytes.Read(path), path);

    /// <summary>Reads a file from memory; <paramref name="name"/> stands in error messages. The bytes are not copied.</summary>
    /// <exception cref="ScoreFormatException">They are no MIDI file.</exception>
    public static MidiFile Read(ReadOnlyMemory<byte> bytes, string name) => MidiFileReader.Read(bytes, name);

    /// <summary>As <see cref="Read(string)"/>, without an exception.</summary>
    public static bool TryRead(string path, [NotNullWhen(true)] out MidiFile? file, out ReadError error)
    {
        try
        {
            file = Read(path);
            error = default;
            return true;
        }
        catch (ScoreFormatException e)
        {
            file = null;
            error = e.Error;
            return false;
        }
    }

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, string)"/>, without an exception.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        string name,
        [NotNullWhen(true)] out MidiFile? file,
        out ReadError error
    )
    {
        try
        {
            file = Read(bytes, name);
            error = default;
            return true;
        }
        catch (ScoreFormatException e)
        {
            file = null;
            error = e.Error;
            return false;
        }
    }

    /// <summary>The file's bytes. Waits longer than the format's $FFFFFFF ticks are bridged by empty text events.</summary>
    /// <param name="runningStatus">Leave out a status byte that repeats the one before.</param>
    public byte[] ToBytes(bool runningStatus = true) => MidiFileWriter.Write(this, runningStatus);

    private IReadOnlyList<MidiTrack> PlayingWith(int track) => Format == MidiFileFormat.Independent ? [Tracks[track]] : Tracks;
}
