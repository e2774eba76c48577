using LakhNes.Conversion.Pictures;
using LakhNes.Drawing;
using LakhNes.Score;

namespace LakhNes.Conversion.Tests;

public class PianoRollTests
{
    private static readonly NesScore Score = new(TimeUnit.Sample,
        [NesEvent.NoteOn(0, NesVoice.Pulse1, 60), NesEvent.NoteOn(0, NesVoice.Noise, 3), NesEvent.NoteOff(44100, NesVoice.Pulse1)], 88200);

    [Fact]
    public void NotesStandAtTheirTimesInTheirVoicesColours()
    {
        Canvas canvas = PianoRoll.Draw(Score);
        Assert.Equal((40, 80), Extent(canvas, PianoRoll.ColorOf(NesVoice.Pulse1)));
        Assert.Equal((40, 160), Extent(canvas, PianoRoll.ColorOf(NesVoice.Noise)));
    }

    [Fact]
    public void TheCallerMayColourEachNote()
    {
        Canvas canvas = PianoRoll.Draw(Score, _ => Color.White);
        Assert.Equal((40, 80), Extent(canvas, Color.White));
    }

    [Fact]
    public void AnEmptyScoreIsAPictureToo() => Assert.Equal(320, PianoRoll.Draw(new NesScore(TimeUnit.Frame, [], 0)).Width);

    [Fact]
    public void AnHourFitsThePicture() => Assert.InRange(PianoRoll.Draw(new NesScore(TimeUnit.Sample, [], 3600 * 44100L)).Width, 29_000, 31_000);

    [Fact]
    public void ASongBecomesAPngFile() =>
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], new Song("song", Score).ToBytes(SongFormat.Png)[..4]);

    /// <summary>Left edge and length of the first row below the legend that has at least 20 pixels of a colour.</summary>
    private static (int Left, int Length) Extent(Canvas canvas, Color color)
    {
        for (int y = 24; y < canvas.Height; y++)
        {
            int[] columns = [.. Enumerable.Range(0, canvas.Width).Where(x => canvas[x, y] == color)];
            if (columns.Length >= 20)
                return (columns[0], columns[^1] - columns[0] + 1);
        }
        return default;
    }
}
