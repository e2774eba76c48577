using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Pictures;
using LakhNes.Drawing;
using LakhNes.Score;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Tests;

public class SeamPictureTests
{
    private const int Second = 44_100;
    private const int Left = 40,
        PixelsPerSecond = 120,
        WaveHeight = 120,
        CloseHalf = (1200 - Left - 8) / 2;
    private const int TallStep = 12; // pixels: no filter moves so far between two columns

    private static readonly Color Note = PianoRoll.ColorOf(NesVoice.Pulse1),
        Seam = Color.FromRgb(0xFF5AC8),
        Wave = Color.FromRgb(0x8CD08C);

    [Fact]
    public void TheNotesAfterTheSeamAreThoseOfTheLoopsBeginning()
    {
        // an opening that does not come again, then half a second of C and a second and a half of G
        Canvas picture = Draw(
            Score(3, NesEvent.NoteOn(0, default, 72), On(1, 60), On(1.5, 67)),
            loop: Second,
            new BeatLine(1, 1),
            new BeatLine(2, 0)
        );
        const int seam = Left + (2 * PixelsPerSecond);
        Assert.Equal(Seam, picture[seam, 1]);
        int c = TopAt(picture, Left + 10),
            g = TopAt(picture, Left + 70);
        Assert.True(g > 0 && g < c);
        int[] expected = [.. Enumerable.Range(0, 4 * PixelsPerSecond).Select(x => x % 240 < 60 ? c : g)];
        for (int x = 0; x < expected.Length; x++)
        {
            bool isEdge = x % 60 is 0 or 59 || x == seam - Left;
            Assert.True(isEdge || TopAt(picture, Left + x) == expected[x], $"{x}: {TopAt(picture, Left + x)}");
        }

        // bars and beats go on behind it, as they were behind the loop's beginning
        Color beat = picture[Left + PixelsPerSecond, 30];
        Assert.Equal(beat, picture[seam + PixelsPerSecond, 30]);
        Assert.NotEqual(beat, picture[seam + 50, 30]);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(6)]
    public void TheSeamStandsWhereTheLoopEndsHoweverLongItIs(double seconds)
    {
        Canvas picture = Draw(Score(seconds, On(0, 60), On(seconds / 2, 67)), loop: 0);
        int half = (int)Math.Round(Math.Min(seconds, 4) * PixelsPerSecond),
            seam = Left + half;
        Assert.Equal(Seam, picture[seam, 1]);
        Assert.True(TopAt(picture, seam - 3) < TopAt(picture, seam + 3));
        int sound = picture.Height - (2 * WaveHeight) - 12 - 20 - 12;
        Assert.Equal(Seam, picture[seam, sound + 1]);
        Assert.Equal(Seam, picture[Left + CloseHalf, picture.Height - 20]);
    }

    [Fact]
    public void TheSoundOfBothSidesIsShownFromNearToo()
    {
        // the loop begins with a rest
        Canvas picture = Draw(Score(2, On(1, 69)), loop: 0);
        int close = picture.Height - WaveHeight - 12,
            far = close - WaveHeight - 20 - 12;
        Assert.InRange(Steps(picture, close, Left + 2, Left + CloseHalf - 2), 4, 40);
        Assert.Equal(0, Steps(picture, close, Left + CloseHalf + 30, Left + (2 * CloseHalf) - 2));
        const int seam = Left + (2 * PixelsPerSecond);
        Assert.True(Steps(picture, far, seam - 100, seam - 2) > 90);
        Assert.Equal(0, Steps(picture, far, seam + 40, seam + 100));
        Assert.True(Steps(picture, far, seam + 130, seam + 230) > 90);
    }

    [Fact]
    public void WhatDoesNotLoopHasNone()
    {
        RegisterLog log = new Song("", Score(1, On(0, 60))).Registers;
        Assert.Null(SeamPicture.Draw(log, []));
        Assert.Null(SeamPicture.Draw(Looped(log, log.Length), []));
        SongException error = Assert.Throws<SongException>(() =>
            new Song("", Score(1, On(0, 60))).ToBytes(SongFormat.Png, new SongWriteOptions { Seam = true })
        );
        Assert.Equal("does not loop: there is no seam to draw", error.Message);
    }

    private static Canvas Draw(NesScore score, long loop, params BeatLine[] beats) =>
        SeamPicture.Draw(Looped(new Song("", score).Registers, loop), beats)!;

    private static RegisterLog Looped(RegisterLog log, long loop) =>
        new(log.Clock, log.Writes, log.Length, new RegisterLoop(loop, log.Writes.TakeWhile(write => write.Time < loop).Count()));

    private static NesScore Score(double seconds, params NesEvent[] events) =>
        new(TimeUnit.Sample, [.. events], (long)(seconds * Second));

    private static NesEvent On(double seconds, int key) => NesEvent.NoteOn((long)(seconds * Second), NesVoice.Pulse1, key);

    // where a column has a note; -1: it has none
    private static int TopAt(Canvas picture, int x)
    {
        for (int y = 24; y < picture.Height - (2 * WaveHeight); y++)
        {
            if (picture[x, y] == Note)
                return y;
        }

        return -1;
    }

    // columns in which the wave jumps
    private static int Steps(Canvas picture, int top, int from, int to)
    {
        int steps = 0;
        for (int x = from; x < to; x++)
        {
            int height = Enumerable.Range(top, WaveHeight).Count(y => picture[x, y] == Wave);
            Assert.True(height > 0);
            steps += height > TallStep ? 1 : 0;
        }

        return steps;
    }
}
