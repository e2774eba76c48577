using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using LakhNes.Score;

namespace LakhNes.Instrument.Tests;

/// <summary>How composed notes are struck: with a timbre and a shape of their own where the sound has none.</summary>
public class GeneratedNoteTests
{
    private const long Start = 100_000;
    private const int Frames = 40;

    // a shape that falls, of each kind of voice
    private static int FallingShape(NesVoice voice) =>
        Enumerable
            .Range(1, VolumeShapes.Count)
            .First(shape => VolumeShapes.Default.Of(voice, shape) is [15, .., <= 4] falling && falling[1] < 15);

    [Theory]
    [InlineData(NesVoice.Pulse1, 0)]
    [InlineData(NesVoice.Pulse2, 3)]
    [InlineData(NesVoice.Noise, 1)]
    public void ItsTimbreAndShapeAreHeard(NesVoice voice, int timbre)
    {
        int shape = FallingShape(voice);
        int[] volumes = Volumes(voice, 1, timbre, shape, out int heard);
        Assert.Equal(timbre, heard);
        byte[] told = VolumeShapes.Default.Of(voice, shape).ToArray();
        Assert.Equal(Enumerable.Range(0, Frames).Select(frame => (int)told[Math.Min(frame, told.Length - 1)]), volumes);
    }

    [Fact]
    public void AShapeIsAsLoudAsItsNote()
    {
        int shape = FallingShape(NesVoice.Pulse1);
        int[] full = Volumes(NesVoice.Pulse1, 1, 2, shape, out _),
            half = Volumes(NesVoice.Pulse1, 0.5, 2, shape, out _);
        Assert.All(full.Zip(half), pair => Assert.InRange(pair.Second, Math.Max(pair.First / 2, 1), (pair.First + 1) / 2));
    }

    [Fact]
    public void WithoutThemASoundIsItsOwn()
    {
        int[] volumes = Volumes(NesVoice.Pulse1, 1, -1, 0, out int timbre);
        Assert.All(volumes, volume => Assert.Equal(15, volume));
        Assert.Equal(2, timbre);
    }

    [Fact]
    public void ASequenceOfTheSoundStays()
    {
        int[] volumes = Volumes(
            NesVoice.Pulse1,
            1,
            0,
            FallingShape(NesVoice.Pulse1),
            out int timbre,
            sound =>
            {
                sound.VolumeSteps.Set([15, 8, 8]);
                sound.TimbreSteps.Set([3]);
            }
        );
        Assert.Equal([15, 8, 8, 8], volumes[..4]);
        Assert.All(volumes[1..], volume => Assert.Equal(8, volume));
        Assert.Equal(3, timbre);
    }

    [Fact]
    public void StepsInTempoHaveNoShape()
    {
        int shape = FallingShape(NesVoice.Pulse1);
        int[] volumes = Volumes(NesVoice.Pulse1, 1, 2, shape, out _, sound => sound.StepClock = StepClock.Sixteenth);
        Assert.All(volumes, volume => Assert.Equal(15, volume));
    }

    // the volume at the end of each frame of a note, and its timbre
    private static int[] Volumes(
        NesVoice voice,
        double velocity,
        int timbre,
        int shape,
        out int heard,
        Action<VoiceSettings>? sound = null
    )
    {
        var log = new RegisterLog();
        var settings = new InstrumentSettings();
        sound?.Invoke(settings[(ApuVoice)voice]);
        var instrument = new ChipInstrument(log, settings);
        ApuTiming timing = ApuTiming.Of(ApuRegion.Ntsc);
        instrument.Reset(ApuRegion.Ntsc, timing.CpuClock, 0);
        instrument.RunTo(Start);
        log.Clear();
        Assert.True(instrument.StartGenerated(Start, voice, voice == NesVoice.Noise ? 5 : 60, velocity, timbre, shape));
        instrument.RunTo(Start + (long)((Frames + 1) * timing.CyclesPerFrame));
        int register = voice == NesVoice.Noise ? ApuRegister.Noise : ApuRegister.Pulse1 + (4 * (int)voice),
            timbres = voice == NesVoice.Noise ? ApuRegister.NoisePeriod : register;
        int last = log.Writes.Last(write => write.Address == timbres).Value;
        heard = voice == NesVoice.Noise ? last >> 7 : last >> 6;
        return
        [
            .. Enumerable
                .Range(0, Frames)
                .Select(frame => Start + (long)((frame + 0.5) * timing.CyclesPerFrame))
                .Select(cycle => log.Writes.Last(write => write.Address == register && write.Cycle <= cycle).Value & 15),
        ];
    }
}
