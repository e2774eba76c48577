namespace LakhNes.Score.Tests.Expression;

/// <summary>The courses that notes' volumes take.</summary>
public class VolumeShapesTests
{
    [Theory]
    [InlineData(NesVoice.Pulse1)]
    [InlineData(NesVoice.Noise)]
    public void TheFirstIsEvenAndNoTwoAreTheSame(NesVoice voice)
    {
        Assert.All(VolumeShapes.Default.Of(voice, 1).ToArray(), volume => Assert.Equal(15, volume));
        string[] shapes =
        [
            .. Enumerable
                .Range(1, VolumeShapes.Count)
                .Select(shape => string.Join(' ', VolumeShapes.Default.Of(voice, shape).ToArray())),
        ];
        Assert.Equal(shapes.Length, shapes.Distinct().Count());
    }

    [Fact]
    public void ACourseIsToldByTheShapeThatIsNearest()
    {
        for (int shape = 1; shape <= VolumeShapes.Count; shape++)
        {
            int[] course = [.. VolumeShapes.Default.Of(NesVoice.Pulse2, shape).ToArray().Select(volume => (int)volume)];
            Assert.Equal(shape, VolumeShapes.Default.Nearest(NesVoice.Pulse2, course));
        }
    }

    [Fact]
    public void WhatTheShapeBeforeTellsTooKeepsIt()
    {
        int other = Enumerable
            .Range(2, VolumeShapes.Count - 1)
            .First(shape => Math.Abs(VolumeShapes.Default.Of(NesVoice.Pulse1, shape)[0] - 15) <= 1);
        Assert.Equal(1, VolumeShapes.Default.Nearest(NesVoice.Pulse1, [15]));
        Assert.Equal(other, VolumeShapes.Default.Nearest(NesVoice.Pulse1, [15], other));
    }

    [Fact]
    public void OtherBytesAreRefused()
    {
        byte[] bytes = VolumeShapes.Default.Write();
        Assert.Equal(bytes, new VolumeShapes([.. bytes]).Write());
        Assert.Throws<InvalidDataException>(() => new VolumeShapes(bytes[1..]));
        bytes[7] = 0;
        Assert.Throws<InvalidDataException>(() => new VolumeShapes(bytes));
    }
}
