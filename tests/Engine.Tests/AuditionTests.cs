using LakhNes.Engine.Hosting;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Parameters;

namespace LakhNes.Engine.Tests;

public class AuditionTests
{
    private const int Rate = 48_000,
        Frames = 256;

    [Fact]
    public void ARecordingIsHeardOnceOverSilenceWhateverTheBlocks()
    {
        using var engine = new ChipEngine();
        engine.Activate(Rate, Frames);
        var audition = new Audition();
        float[] recording = [.. Enumerable.Range(0, 2000).Select(i => (i % 200 / 400f) - 0.25f)];
        Assert.Equal(recording.Length, audition.Write(recording));
        audition.End();
        engine.Listen(audition);
        float[] heard = [.. Play(engine, 37), .. Play(engine, 256), .. Play(engine, 1024), .. Play(engine, 256)];
        for (int i = 0; i < recording.Length; i++)
            Assert.Equal(recording[i], heard[i], 5);
        Assert.All(heard[recording.Length..], sample => Assert.Equal(0, sample, 5));
        Assert.True(audition.IsOver);
    }

    [Fact]
    public void ItWaitsForItsWriterAndTakesNoMoreThanThereIsRoomFor()
    {
        var audition = new Audition();
        float[] much = new float[400_000];
        int room = audition.Write(much);
        Assert.InRange(room, 2 * Rate, much.Length - 2);
        Assert.Equal(0, audition.Write(much));
        Assert.False(audition.IsOver);
        audition.End();
        Assert.False(audition.IsOver);
        using var engine = new ChipEngine();
        engine.Activate(Rate, Frames);
        engine.Listen(audition);
        Play(engine, room / 2);
        Assert.True(audition.IsOver);
    }

    [Fact]
    public void ItFollowsTheOutputAndIsNeverInWhatIsRenderedOffline()
    {
        using var engine = new ChipEngine();
        engine.SetParameter(ParameterTable.Of(MainParameter.OutputGain).Index, -60);
        engine.Activate(Rate, Frames);
        var audition = new Audition();
        audition.Write([.. Enumerable.Repeat(0.5f, 4 * Frames)]);
        engine.Listen(audition);
        Assert.All(Play(engine, Frames, offline: true), sample => Assert.Equal(0, sample, 6));
        Assert.Equal(2 * Frames, audition.Waiting);
        Assert.All(Play(engine, Frames), sample => Assert.InRange(Math.Abs(sample), 0, 0.01));
        Assert.Equal(Frames, audition.Waiting);
    }

    [Fact]
    public void MixingAllocatesNothing()
    {
        using var engine = new ChipEngine();
        engine.Activate(Rate, Frames);
        var audition = new Audition();
        audition.Write(new float[100_000]);
        engine.Listen(audition);
        float[] left = new float[Frames],
            right = new float[Frames];
        Block(engine, left, right, Frames, false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            Block(engine, left, right, Frames, false);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Play(ChipEngine engine, int frames, bool offline = false)
    {
        float[] left = new float[frames],
            right = new float[frames];
        Block(engine, left, right, frames, offline);
        return [.. left.Zip(right).SelectMany(both => (float[])[both.First, both.Second])];
    }

    private static unsafe void Block(ChipEngine engine, float[] left, float[] right, int frames, bool offline)
    {
        fixed (
            float* leftOut = left,
                rightOut = right
        )
        {
            var block = new AudioBlock
            {
                Frames = frames,
                Offline = offline,
                Left = leftOut,
                Right = rightOut,
            };
            engine.Process(ref block);
        }
    }
}
