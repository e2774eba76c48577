using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

public class SaveStateTests
{
    [Property(MaxTest = 100)]
    public Property RestoredChipGoesOnLikeTheSavedOne() =>
        Prop.ForAll(
            (
                from before in RandomWrites.Log
                from after in RandomWrites.Log
                from rest in Gen.Choose(0, 50_000)
                from region in Gen.Elements(ApuRegion.Ntsc, ApuRegion.Pal, ApuRegion.Dendy)
                from otherPast in RandomWrites.Log
                select (before, after, rest, region, otherPast)
            ).ToArbitrary(),
            test =>
            {
                ApuChip saved = NewChip(test.region);
                Play(saved, test.before, 0);
                saved.RunTo(saved.Cycle + test.rest);
                // It has a past of its own.
                ApuChip restored = NewChip(ApuRegion.Ntsc);
                Play(restored, test.otherPast, 0);

                ApuState state = default;
                saved.SaveState(ref state);
                restored.LoadState(state);

                Assert.Equal(saved.Cycle, restored.Cycle);
                Assert.Equal(saved.Region, restored.Region);
                Assert.Equal(Future(saved, test.after), Future(restored, test.after));
                Assert.Equal(saved.ReadStatus(saved.Cycle), restored.ReadStatus(restored.Cycle));
                Assert.Equal(saved.Irq, restored.Irq);
                Assert.Equal(saved.NextIrqCycle, restored.NextIrqCycle);
            }
        );

    [Fact]
    public void SavedStateIsACopy()
    {
        ApuChip chip = NewChip(ApuRegion.Ntsc);
        chip.Write(0, 0x4011, 5);
        ApuState state = default;
        chip.SaveState(ref state);
        chip.Write(0, 0x4011, 99);
        chip.LoadState(state);
        Assert.Equal(5, chip.Level(ApuVoice.Dmc));
    }

    private static ApuChip NewChip(ApuRegion region) => new(region) { DmcMemory = new HashRom() };

    private static void Play(ApuChip chip, RegisterWrite[] writes, long offset)
    {
        foreach (RegisterWrite write in writes)
            chip.Write(offset + write.Cycle, write.Address, write.Value);
    }

    /// <summary>All changes of level from now to some time after the writes, channel by channel.</summary>
    private static Change[] Future(ApuChip chip, RegisterWrite[] writes)
    {
        LevelRecorder recorder = new();
        chip.Listener = recorder;
        Play(chip, writes, chip.Cycle);
        chip.RunTo(chip.Cycle + 50_000);
        return [.. Enum.GetValues<ApuVoice>().SelectMany(recorder.Of)];
    }
}
