using LakhNes.App.Playing;

namespace LakhNes.App.Tests;

/// <summary>What a device sends in a row is heard as its messages one by one.</summary>
public unsafe class MidiInputTests
{
    private const int Rate = 48_000,
        Block = 4096;
    private static readonly byte[] Note = [0x90, 60, 100];

    [Theory]
    [InlineData(new byte[] { 0xB0, 7, 64, 0x90, 60, 100 }, new byte[] { 0xB0, 7, 64 }, new byte[] { 0x90, 60, 100 })]
    [InlineData(
        new byte[] { 0xD0, 90, 0xE0, 0, 0, 0x90, 60, 100 },
        new byte[] { 0xD0, 90 },
        new byte[] { 0xE0, 0, 0 },
        new byte[] { 0x90, 60, 100 }
    )]
    // clock, song position, sense, a system exclusive message
    [InlineData(
        new byte[] { 0xF8, 0xF2, 1, 2, 0x90, 60, 100, 0xFE, 0xF0, 0x7E, 1, 0xF7, 0x90, 64, 100 },
        new byte[] { 0x90, 60, 100 },
        new byte[] { 0x90, 64, 100 }
    )]
    // without its status, or without its end
    [InlineData(new byte[] { 60, 100, 0x90, 60, 100, 0x90, 72 }, new byte[] { 0x90, 60, 100 })]
    public void MessagesInARowAreEachHeard(byte[] row, params byte[][] each)
    {
        using var expected = new Player(null, Rate, Block);
        foreach (byte[] message in each)
            expected.Midi(0, message);
        using var player = new Player(null, Rate, Block);
        player.AddInput().Send(row);
        float[] heard = Rendered(player);
        Assert.Equal(Rendered(expected), heard);
        Assert.Contains(heard, sample => sample > 0.01f);
        using var note = new Player(null, Rate, Block);
        note.Midi(0, Note);
        Assert.True(each.Length == 1 || !Rendered(note).SequenceEqual(heard), "what stands beside the note says nothing");
    }

    private static float[] Rendered(Player player)
    {
        var samples = new float[2 * Block];
        fixed (float* left = samples)
            Assert.True(player.Render(left, left + Block, Block));
        return samples;
    }
}
