using FsCheck.Xunit;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Midi;

[Properties(Arbitrary = [typeof(MidiGenerators)])]
public class MidiFileFuzzTests
{
    [Property(MaxTest = 300)]
    public void MutatedFilesNeverThrowAnythingElseAndStayInTheirMemory(MidiFile file, int seed)
    {
        byte[] bytes = Mutation.Of(file.ToBytes(), seed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool read = MidiFile.TryRead(bytes, "mutated.mid", out MidiFile? back, out ReadError error);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, (long)bytes.Length * MidiFile.AllocationPerByte + MidiFile.AllocationBase);
        Assert.True(read || error.Reason.Length > 0);
        if (read)
            MidiFile.Read(back!.ToBytes(), "again.mid"); // what was read is a correct file by itself
    }

    [Property(MaxTest = 300)]
    public void BytesAfterAHeaderNeverThrowAnythingElse(byte[] bytes) =>
        MidiFile.TryRead(
            (byte[])[.. "MThd"u8, 0, 0, 0, 6, 0, 1, 0, 1, 0, 96, .. "MTrk"u8, 0, 0, 1, 0, .. bytes],
            "random.mid",
            out _,
            out _
        );

    [Fact]
    public void AFileOfSingleByteEventsStaysInItsMemory()
    {
        // the densest track there is: delta 0 and a program change's data byte under running status
        byte[] bytes = [.. "MThd"u8, 0, 0, 0, 6, 0, 0, 0, 1, 0, 96, .. "MTrk"u8, 0, 1, 0, 0, 0, 0xC0, .. new byte[200_000]];
        MidiFile.Read(bytes, "warm.mid");
        long before = GC.GetAllocatedBytesForCurrentThread();
        MidiFile file = MidiFile.Read(bytes, "dense.mid");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(100_000, file.Tracks[0].Events.Count, 1.0);
        Assert.InRange(allocated, 0, (long)bytes.Length * MidiFile.AllocationPerByte + MidiFile.AllocationBase);
    }
}
