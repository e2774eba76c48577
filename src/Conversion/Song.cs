using System.Diagnostics.CodeAnalysis;
using System.Text;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Nsf;
using LakhNes.Conversion.Pictures;
using LakhNes.Corpus.Adaptation;
using LakhNes.Drawing;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Formats;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.NesMdb.Forms;
using LakhNes.Score.Registers;
using LakhNes.Score.Trackers;
using LakhNes.Score.Vgm;

namespace LakhNes.Conversion;

/// <summary>
/// A song that can become any <see cref="SongFormat"/>. It is made of notes or of register writes, whichever it came as; the
/// other is derived when a format needs it, so that a register log stays exact on its way to another one and to sound.
/// </summary>
public sealed class Song
{
    /// <summary>The longest song that is read; a longer one must be cut.</summary>
    public const double LongestSeconds = 3600;

    /// <summary>
    /// Bound on what reading allocates for each byte of the file (of a <c>.vgz</c> or <c>.fms</c>, for each byte that it
    /// inflates to, which <see cref="Inflated.Most"/> bounds); an NSF file also costs what
    /// <see cref="NsfRecorder.MostBytesPerSecond"/> says.
    /// </summary>
    public const int AllocationPerByte = 256;

    /// <summary>What reading may allocate besides, in bytes.</summary>
    public const int AllocationBase = 1 << 20;

    private readonly Lazy<NesScore> _score;
    private readonly Lazy<RegisterLog> _registers;
    private readonly Lazy<NesScore?> _inStatedBars;

    // MIDI as nesmdb writes it, with velocities in the notes, rather than as LakhNES makes it of a text
    private readonly bool _nesMdbMidi;

    /// <summary>Makes a song of notes.</summary>
    /// <param name="name">Its title.</param>
    /// <param name="score">In samples or frames.</param>
    public Song(string name, NesScore score)
        : this(name, score, nesMdbMidi: false) { }

    /// <summary>Makes a song of register writes; notes are read off them as nesmdb does.</summary>
    /// <param name="name">Its title.</param>
    /// <param name="registers">For an NTSC or a PAL chip.</param>
    public Song(string name, RegisterLog registers)
        : this(name, registers, registers) { }

    /// <summary>Makes a song of register writes whose notes are read off other ones.</summary>
    internal Song(string name, RegisterLog registers, RegisterLog notes)
    {
        Name = name;
        Warnings = registers.Warnings;
        Seconds = registers.Length / TimeUnit.Sample.PerSecond;
        _registers = new(registers);
        _score = new(() => NoteTranscriber.Transcribe(notes));
        _inStatedBars = new(() => null);
        _nesMdbMidi = true;
    }

    /// <summary>Makes a song of a module that was played.</summary>
    /// <param name="name">Its title.</param>
    /// <param name="played">How it plays.</param>
    /// <param name="module">The module, of this song alone; null where the song is a part of it.</param>
    internal Song(string name, ModulePerformance played, TrackerModule? module)
        : this(name, played.Registers)
    {
        _inStatedBars = new(played.InBars);
        Module = module;
        Band = played.Band;
        Beats = played.InBars is { } bars ? BeatLine.Of(bars, played.SecondOf) : [];
    }

    internal Song(string name, NesScore score, bool nesMdbMidi, IReadOnlyList<ReadError>? warnings = null)
    {
        Name = name;
        Warnings = warnings ?? [];
        Seconds = score.Seconds;
        _score = new(score);
        _inStatedBars = new(() =>
            Midi is not null && MidiBars.Of(Midi, score) is { } stated && SongBars.Stated(score, stated) is { } bars
                ? BarQuantiser.Quantise(bars)
                : null
        );
        _registers = new(() =>
            ScorePlayer.Play(Played ?? score, new Gd3Tag { Track = name, System = "Nintendo Entertainment System" })
        );
        _nesMdbMidi = nesMdbMidi;
    }

    /// <summary>Its title.</summary>
    public string Name { get; }

    /// <summary>How long it lasts.</summary>
    public double Seconds { get; }

    /// <summary>Its notes.</summary>
    public NesScore Score => _score.Value;

    /// <summary>
    /// Its notes as the chip is to play them where more is known of them than notes say, such as the course of their volumes;
    /// null: as they are.
    /// </summary>
    public NesScore? Played { get; init; }

    /// <summary>What it writes to the chip.</summary>
    public RegisterLog Registers => _registers.Value;

    /// <summary>Its beats, in the order of time, where its tempo is known; else none.</summary>
    public IReadOnlyList<BeatLine> Beats { get; init; } = [];

    /// <summary>
    /// It was an ordinary MIDI file: its parts were laid out for the console's voices (<see cref="MidiAdaptation.Song"/>).
    /// </summary>
    public bool IsAdapted { get; internal init; }

    /// <summary>It was a MIDI file with a tempo of its own (<see cref="NesMidi.HasTempo"/>).</summary>
    public bool StatesTempo => Midi is not null;

    /// <summary>
    /// Its notes in the bars that its file states, as a tracker's rows do; null where it states none, or the notes do not lie on
    /// them (<see cref="SongBars.Stated"/>).
    /// </summary>
    public NesScore? InStatedBars => _inStatedBars.Value;

    /// <summary>The module that it came as.</summary>
    internal TrackerModule? Module { get; }

    /// <summary>The instruments of its notes, where it came with some.</summary>
    internal TrackerBand? Band { get; }

    /// <summary>The file that <see cref="StatesTempo"/> is about.</summary>
    internal MidiFile? Midi { get; init; }

    /// <summary>The steps of NES-MDB's score that it came as.</summary>
    internal ExpressiveScore? Steps { get; init; }

    /// <summary>What a reader passed over.</summary>
    public IReadOnlyList<ReadError> Warnings { get; }

    /// <summary>Reads a file; its extension says what it is.</summary>
    /// <exception cref="ScoreFormatException">The file is missing, of a format that cannot be read, or broken.</exception>
    public static Song Open(string path, SongReadOptions? options = null)
    {
        if (!SongFormats.TryOfPath(path, out SongFormat format) || !format.CanRead())
            throw ScoreFormatException.Of(path, $"its extension is none of {SongFormats.ListExtensions(readable: true)}");
        return Read(FileBytes.Read(path), path, format, options);
    }

    /// <summary>As <see cref="Open"/>, without an exception.</summary>
    public static bool TryOpen(string path, SongReadOptions? options, [NotNullWhen(true)] out Song? song, out ReadError error) =>
        Try(() => Open(path, options), out song, out error);

    /// <summary>Reads a song from memory.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">Its name: stands in errors, and gives the title.</param>
    /// <param name="format">What it is.</param>
    /// <param name="options">Which part of it.</param>
    /// <exception cref="ScoreFormatException">It is something else, or broken.</exception>
    public static Song Read(ReadOnlyMemory<byte> bytes, string path, SongFormat format, SongReadOptions? options = null) =>
        SongReader.Read(bytes, path, format, options ?? new SongReadOptions());

    /// <summary>As <see cref="Read"/>, without an exception.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        string path,
        SongFormat format,
        SongReadOptions? options,
        [NotNullWhen(true)] out Song? song,
        out ReadError error
    ) => Try(() => Read(bytes, path, format, options), out song, out error);

    /// <summary>The original's downsampling: notes that change at most so many times a second.</summary>
    /// <param name="rate">Steps a second, above 0 and below 44100; at 44100 nothing changes.</param>
    public Song Downsampled(double rate) =>
        rate == ExpressiveScore.HighestRate
            ? this
            : new(Name, ScoreDownsampling.At(Score, rate), _nesMdbMidi, Warnings)
            {
                Beats = Beats,
                IsAdapted = IsAdapted,
                Midi = Midi,
            };

    /// <summary>The song as a file of a format.</summary>
    /// <exception cref="SongException">The format cannot hold it.</exception>
    public byte[] ToBytes(SongFormat format, SongWriteOptions? options = null)
    {
        options ??= SongWriteOptions.Default;
        return format switch
        {
            // a tracker's rows are a tempo, and notes without what their instruments do to them
            SongFormat.Midi when Module is not null && InStatedBars is { } bars => HostMidi.Write(bars, title: Name).ToBytes(),
            SongFormat.Midi => (_nesMdbMidi ? NesMidi.WriteNesMdb(Score) : NesMidi.Write(Score)).ToBytes(),
            SongFormat.Tx1 => Text(NesTextFormat.Tx1, Score),
            SongFormat.Tx2 => Text(NesTextFormat.Tx2, Score.WithExpression()),
            SongFormat.Txf => options.Expression
                ? Text(NesTextFormat.TxfExpression, Score.WithExpression())
                : Text(NesTextFormat.Txf, Score),
            SongFormat.Txb => Text(NesTextFormat.Txb, InStatedBars ?? Score),
            SongFormat.Vgm => VgmFile.Write(Registers),
            SongFormat.Vgz => VgmFile.Write(Registers, compress: true),
            SongFormat.Nsf => NsfWriter.Write(Registers),
            SongFormat.FamiTracker => Encoding.UTF8.GetBytes(FamiTrackerTextWriter.Write(SongModule.Of(this, options))),
            SongFormat.FamiStudio => Encoding.UTF8.GetBytes(FamiStudioTextWriter.Write(SongModule.Of(this, options))),
            SongFormat.Wav => Wav(options),
            SongFormat.Png => Picture(options.Seam),
            _ when format.Score() is { } form => ScorePickle.Write(InSteps(options.ScoreRate), form),
            _ when format.Disassembly() is var (form, isText) => Disassembly.Write(Registers, form, isText),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>The sound that the console's output would give: one channel, 1.0 is the chip's loudest.</summary>
    /// <param name="sampleRate">Samples a second, 8000 to 384000.</param>
    public float[] Render(int sampleRate = 44100)
    {
        RegisterLogPlayer player = new(Registers, sampleRate);
        float[] samples = new float[player.Frames];
        player.Read(samples);
        return samples;
    }

    private static bool Try(Func<Song> read, [NotNullWhen(true)] out Song? song, out ReadError error)
    {
        try
        {
            song = read();
            error = default;
            return true;
        }
        catch (ScoreFormatException e)
        {
            song = null;
            error = e.Error;
            return false;
        }
    }

    private static byte[] Text(NesTextFormat format, NesScore score) => Encoding.ASCII.GetBytes(format.Write(score));

    private ExpressiveScore InSteps(double? rate)
    {
        double asked = rate ?? Steps?.Rate ?? ExpressiveScore.UsualRate;
        if (Steps is { } steps && steps.Rate == asked)
            return steps;
        if (ExpressiveScore.StepsOf(Score.In(TimeUnit.Sample).Length, asked) > FileBytes.MaxLength / ExpressiveScore.BytesPerStep)
            throw new SongException(
                $"would be larger than {FileBytes.MaxLength >> 20} MiB; choose a lower rate or fewer seconds"
            );
        return ExpressiveScore.Of(Score, asked);
    }

    private byte[] Picture(bool seam)
    {
        Canvas picture = seam
            ? SeamPicture.Draw(Registers, Beats) ?? throw new SongException("does not loop: there is no seam to draw")
            : PianoRoll.Draw(Score, beats: Beats);
        using MemoryStream stream = new();
        PngWriter.Write(stream, picture);
        return stream.ToArray();
    }

    private byte[] Wav(SongWriteOptions options)
    {
        // a loop begins with what still rings of its end: it is the second round that is written
        bool loops = _score is { IsValueCreated: true, Value.Loops: true };
        RegisterLog log = loops ? ScorePlayer.Play(Score.In(TimeUnit.Sample).Times(2)) : Registers;
        RegisterLogPlayer player = new(log, options.SampleRate, options.Filter, options.Mixer);
        long skipped = loops ? player.Frames / 2 : 0;
        if (WavWriter.BytesOf(options.SampleFormat, channels: 1, player.Frames - skipped) > Array.MaxLength)
            throw new SongException("would be too long a WAV file; choose fewer seconds, bits or samples a second");
        using MemoryStream stream = new();
        using (WavWriter wav = new(stream, options.SampleRate, channels: 1, options.SampleFormat) { Loops = loops })
        {
            float[] block = new float[4096];
            while (skipped > 0)
                skipped -= player.Read(block.AsSpan(0, (int)Math.Min(block.Length, skipped)));
            for (int count; (count = player.Read(block)) > 0; )
                wav.Write(block.AsSpan(0, count));
        }
        return stream.ToArray();
    }
}
