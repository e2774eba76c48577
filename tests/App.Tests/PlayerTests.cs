using LakhNes.App.Playing;

namespace LakhNes.App.Tests;

public unsafe class PlayerTests
{
    private const int Rate = 48_000,
        Block = 128;
    private static readonly byte[] NoteOn = [0x90, 60, 100];

    /// <summary>As in a DAW: an event falls on its sample, not on its block.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(Block - 1)]
    public void AMessageBeginsAtItsSample(int offset)
    {
        using var whole = new Player(null, Rate, Block);
        whole.Midi(offset, NoteOn);
        float[] expected = Rendered(whole, Block, Block, Block, Block);
        Assert.Contains(expected, sample => sample > 0.01f);

        using var cut = new Player(null, Rate, Block);
        float[] before = Rendered(cut, offset);
        cut.Midi(0, NoteOn);
        float[] after = Rendered(cut, Block - offset, Block, Block, Block);
        Assert.Equal(expected, before.Concat(after));
    }

    [Fact]
    public void RenderingAllocatesNothing()
    {
        using var player = new Player(null, Rate, Block);
        MidiInput input = player.AddInput();
        var samples = new float[2 * Block];
        fixed (float* left = samples)
        {
            Play(player, input, left);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                Play(player, input, left);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void EveryThreadThatPlaysIsHeard()
    {
        using var player = new Player(null, Rate, Block);
        MidiInput first = player.AddInput(),
            second = player.AddInput();
        Assert.Equal(0, Loudest(Rendered(player, Block, Block)));
        first.Send(0x90, 60, 100);
        Assert.NotEqual(0, Loudest(Rendered(player, Block, Block, Block, Block)));
        first.Send(0x80, 60, 0);
        _ = Rendered(player, Enumerable.Repeat(Block, Rate / Block).ToArray());
        Assert.InRange(Loudest(Rendered(player, Block, Block)), 0, 0.01f);
        second.Send(0x90, 64, 100);
        Assert.NotEqual(0, Loudest(Rendered(player, Block, Block, Block, Block)));
    }

    private static void Play(Player player, MidiInput input, float* left)
    {
        input.Send(0x90, 60, 100);
        player.Midi(5, NoteOn);
        player.Render(left, left + Block, Block);
        input.Send(0x80, 60, 0);
        player.Midi(9, [0xF0, 0x7E, 0xF7]);
        player.Render(left, left + Block, Block);
    }

    private static float[] Rendered(Player player, params int[] blocks)
    {
        var heard = new List<float>();
        foreach (int frames in blocks)
        {
            var left = new float[frames];
            var right = new float[frames];
            fixed (
                float* l = left,
                    r = right
            )
                Assert.True(player.Render(l, r, frames));
            heard.AddRange(left);
        }

        return [.. heard];
    }

    private static float Loudest(float[] samples) => samples.Max() - samples.Min();
}
