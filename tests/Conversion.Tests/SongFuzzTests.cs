using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;
using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Nsf;
using LakhNes.Nes.Tests.Nsf;
using LakhNes.Score;

namespace LakhNes.Conversion.Tests;

/// <summary>
/// Damaged and hostile files of every format: a song or one error, within the stated memory, and whatever is read can be written.
/// </summary>
[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 100)]
public class SongFuzzTests
{
    private const double Seconds = 0.5;

    [Property]
    public void DamagedMidi(NesScore score, int seed) => Survive(score, seed, SongFormat.Midi);

    [Property]
    public void DamagedTx1(NesScore score, int seed) => Survive(score, seed, SongFormat.Tx1);

    [Property]
    public void DamagedTx2(NesScore score, int seed) => Survive(score, seed, SongFormat.Tx2);

    [Property]
    public void DamagedTxf(NesScore score, int seed) => Survive(score, seed, SongFormat.Txf);

    [Property]
    public void DamagedTxb(NesScore score, int seed) => Survive(score, seed, SongFormat.Txb);

    [Property]
    public void DamagedVgm(NesScore score, int seed) => Survive(score, seed, SongFormat.Vgm);

    [Property]
    public void DamagedVgz(NesScore score, int seed) => Survive(score, seed, SongFormat.Vgz);

    [Property(MaxTest = 60)]
    public void DamagedFamiTracker(NesScore score, int seed) => Survive(score, seed, SongFormat.FamiTracker);

    [Property(MaxTest = 60)]
    public void DamagedFamiStudio(NesScore score, int seed) => Survive(score, seed, SongFormat.FamiStudio);

    [Property(MaxTest = 40)]
    public void DamagedExpressiveScores(NesScore score, int seed) => Survive(score, seed, SongFormat.ExpressiveScore);

    [Property(MaxTest = 40)]
    public void DamagedSeparatedScores(NesScore score, int seed) => Survive(score, seed, SongFormat.SeparatedScore);

    [Property(MaxTest = 40)]
    public void DamagedBlendedScores(NesScore score, int seed) => Survive(score, seed, SongFormat.BlendedScore);

    [Property(MaxTest = 40)]
    public void DamagedRawDisassemblies(NesScore score, int seed) => Survive(score, seed, SongFormat.Raw);

    [Property(MaxTest = 40)]
    public void DamagedRawTexts(NesScore score, int seed) => Survive(score, seed, SongFormat.RawText);

    [Property(MaxTest = 40)]
    public void DamagedFunctionalDisassemblies(NesScore score, int seed) => Survive(score, seed, SongFormat.Functional);

    [Property(MaxTest = 40)]
    public void DamagedFunctionalTexts(NesScore score, int seed) => Survive(score, seed, SongFormat.FunctionalText);

    [Property(MaxTest = 40)]
    public void DamagedLanguageForms(NesScore score, int seed) => Survive(score, seed, SongFormat.Language);

    [Property(MaxTest = 40)]
    public void DamagedLanguageTexts(NesScore score, int seed) => Survive(score, seed, SongFormat.LanguageText);

    [Property(MaxTest = 40)]
    public void DamagedNsf(NesScore score, int seed) => Survive(score, seed, SongFormat.Nsf);

    [Property]
    public void AnyBytes(byte[] bytes, int seed)
    {
        SongFormat format = SongFormats
            .All.Where(f => f.CanRead())
            .ElementAt((seed & 0xFFFF) % SongFormats.All.Count(f => f.CanRead()));
        byte[] start = format switch
        {
            SongFormat.Vgm => new Song("", new NesScore(TimeUnit.Frame, [])).ToBytes(SongFormat.Vgm)[..0xC0],
            SongFormat.Midi =>
            [
                .. "MThd"u8,
                0,
                0,
                0,
                6,
                0,
                1,
                0,
                1,
                0,
                96,
                .. "MTrk"u8,
                0,
                0,
                1,
                0,
                0,
                0xFF,
                3,
                2,
                (byte)'p',
                (byte)'1',
            ],
            SongFormat.Nsf => TinyNsf.Build([])[..TinyNsf.HeaderLength],
            _ => [],
        };
        Survive([.. start, .. bytes], format);
    }

    [Fact]
    public void TheDensestMidiStaysInItsMemory()
    {
        // notes under running status on one track of each voice; and a track whose controllers belong to many programs at once
        byte[] notes = [.. Enumerable.Range(0, 30_000).SelectMany(i => new byte[] { 1, 60, (byte)(i % 2) })];
        Survive(Midi([.. Name("p1"), 0, 0x90, 60, 1, .. notes]), SongFormat.Midi);
        byte[] controllers = [.. Enumerable.Range(0, 10_000).SelectMany(i => new byte[] { 1, 12, (byte)(i % 3) })];
        byte[] programs =
        [
            .. Enumerable.Range(0, 128).SelectMany(i => new byte[] { 0, 0xC0, (byte)i, 0, 0x90, 60, 1, 1, 60, 0 }),
        ];
        Survive(Midi([.. Name("p1"), 0, 0xB0, 12, 1, .. controllers, .. programs]), SongFormat.Midi);
        Survive(Midi([.. Name(new string('x', 16_000)), .. programs]), SongFormat.Midi);

        static byte[] Name(string name) =>
            [0, 0xFF, 3, (byte)(0x80 | name.Length >> 7), (byte)(name.Length & 127), .. Encoding.ASCII.GetBytes(name)];
        static byte[] Midi(byte[] track) =>
            [
                .. "MThd"u8,
                0,
                0,
                0,
                6,
                0,
                1,
                0,
                1,
                0,
                96,
                .. "MTrk"u8,
                (byte)(track.Length >> 24),
                (byte)(track.Length >> 16),
                (byte)(track.Length >> 8),
                (byte)track.Length,
                .. track,
            ];
    }

    /// <summary>What reading a file may allocate, in bytes, as <c>docs/formats.md</c> states it.</summary>
    internal static long Bound(byte[] bytes, SongFormat format, double seconds)
    {
        long size = bytes is [0x1F, 0x8B, ..] ? Math.Min(1032L * bytes.Length, Inflated.Most(bytes.Length)) : bytes.Length;
        bool isVgm = format is SongFormat.Vgm or SongFormat.Vgz;
        return size * Song.AllocationPerByte
            + Song.AllocationBase
            + (isVgm ? (long)Score.Vgm.VgmFile.AllocationPerByte * Score.Vgm.VgmFile.MostStreamed : 0)
            + (format == SongFormat.Nsf ? (long)(4 * (seconds + 1) * NsfRecorder.MostBytesPerSecond) : 0);
    }

    private static void Survive(NesScore score, int seed, SongFormat format)
    {
        // bytes that are no gzip and lines that are no symbols stop a reader early: half of these files are damaged inside
        bool inside = seed % 2 == 0,
            gzip = format == SongFormat.Vgz && inside;
        byte[] bytes = new Song("song", score).ToBytes(
            gzip ? SongFormat.Vgm : format,
            new SongWriteOptions { Expression = true }
        );
        bytes =
            inside
            && format
                is SongFormat.Tx1
                    or SongFormat.Tx2
                    or SongFormat.Txf
                    or SongFormat.Txb
                    or SongFormat.FamiTracker
                    or SongFormat.FamiStudio
                    or SongFormat.RawText
                    or SongFormat.FunctionalText
                    or SongFormat.LanguageText
                ? Shuffled(bytes, seed)
                : Mutation.Of(bytes, seed);
        Survive(gzip ? Gzip(bytes) : bytes, format);
    }

    private static byte[] Shuffled(byte[] text, int seed)
    {
        string[] lines = Encoding.ASCII.GetString(text).Split('\n');
        new Random(seed).Shuffle(lines);
        return Encoding.ASCII.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream output = new();
        using (GZipStream gzip = new(output, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return output.ToArray();
    }

    private static void Survive(byte[] bytes, SongFormat format)
    {
        string name = "damaged" + format.Extension();
        SongReadOptions options = new() { Seconds = Seconds };
        long bound = Bound(bytes, format, Seconds);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool read = Song.TryRead(bytes, name, format, options, out Song? song, out ReadError error);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, bound);
        if (!read)
        {
            Assert.Equal(name, error.File);
            Assert.NotEmpty(error.Reason);
            return;
        }
        foreach (SongFormat output in SongFormats.All)
        {
            try
            {
                Assert.NotNull(song!.ToBytes(output, new SongWriteOptions { SampleRate = 8000 }));
            }
            catch (SongException e)
            {
                Assert.NotEmpty(e.Message); // some formats cannot hold it, and say so
            }
        }
    }
}
