using LakhNes.Engine.Generation;
using LakhNes.Engine.Settings;
using LakhNes.Score;

namespace LakhNes.Engine.Tests.Generation;

public class ModelTimeTests
{
    /// <summary>
    /// A console frame is 1/60.0988 s; folded tempos have 22 to 44 frames a quarter, a whole number a sixteenth.
    /// </summary>
    [Theory]
    [InlineData(120, TempoReading.Folded, 32)]
    [InlineData(120, TempoReading.Half, 64)]
    [InlineData(120, TempoReading.Double, 16)]
    [InlineData(120, TempoReading.AsPlayed, 30.0494)]
    [InlineData(60, TempoReading.Folded, 32)]
    [InlineData(60, TempoReading.AsPlayed, 60.0988)]
    [InlineData(240, TempoReading.Folded, 32)]
    [InlineData(90, TempoReading.Folded, 40)]
    [InlineData(150, TempoReading.Folded, 24)]
    [InlineData(400, TempoReading.Folded, 36)]
    [InlineData(10, TempoReading.Folded, 24)]
    public void AQuarterNoteInTheModelsUnits(double tempo, TempoReading reading, double frames)
    {
        Assert.Equal(frames, ModelTime.UnitsPerQuarter(tempo, reading, TimeUnit.Frame), 1e-3);
        Assert.Equal(frames / 60.0988 * 44_100, ModelTime.UnitsPerQuarter(tempo, reading, TimeUnit.Sample), 1);
    }
}
