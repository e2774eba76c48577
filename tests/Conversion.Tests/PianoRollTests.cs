using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Pictures;
using LakhNes.Drawing;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Conversion.Tests;

public class PianoRollTests
{
    private static readonly NesScore Score = new(
        TimeUnit.Sample,
        [
            NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
            NesEvent.NoteOn(0, NesVoice.Noise, 3),
            NesEvent.NoteOff(44100, NesVoice.Pulse1),
        ],
        88200
    );

    [Fact]
    public void NotesStandAtTheirTimesInTheirVoicesColours()
    {
        Canvas canvas = PianoRoll.Draw(Score);
        Assert.Equal((40, 119), Extent(canvas, PianoRoll.ColorOf(NesVoice.Pulse1)));
        Assert.Equal((40, 239), Extent(canvas, PianoRoll.ColorOf(NesVoice.Noise)));
    }

    [Fact]
    public void AScoreInBarsHasLinesAtBarsAndBeats()
    {
        // two bars of 3/4 at 60 quarters a minute: six seconds
        NesScore score = new(
            TimeUnit.Step,
            [NesEvent.NoteOn(0, NesVoice.Triangle, 40)],
            144,
            [new(0, new Metre(3, 4), 60), new(72, new Metre(3, 4), 60)]
        );
        Canvas canvas = PianoRoll.Draw(score);
        Color bar = canvas[40 + 360, 30],
            beat = canvas[40 + 120, 30];
        Assert.NotEqual(bar, beat);
        Assert.Equal([beat, beat, bar, beat, beat], new[] { 120, 240, 360, 480, 600 }.Select(x => canvas[40 + x, 30]));
        Assert.NotEqual(beat, canvas[40 + 60, 30]);
    }

    [Fact]
    public void PlayedNotesArePaleAndHollow()
    {
        NesScore two = new(
            TimeUnit.Sample,
            [NesEvent.NoteOn(0, NesVoice.Pulse1, 60), NesEvent.NoteOn(44100, NesVoice.Pulse1, 60)],
            88200
        );
        Canvas canvas = PianoRoll.Draw(two, e => e.Time == 0),
            plain = PianoRoll.Draw(two);
        Color full = PianoRoll.ColorOf(NesVoice.Pulse1);
        int top = Enumerable.Range(24, plain.Height).First(y => plain[41, y] == full);
        Assert.Equal(full, plain[41, top + 1]);
        Assert.NotEqual(full, canvas[41, top]);
        Assert.NotEqual(canvas[41, top], canvas[60, top + 1]);
        Assert.Equal(full, canvas[160, top]);
        Assert.Equal(full, canvas[220, top + 4]);
    }

    [Theory]
    [InlineData(60, "C4")]
    [InlineData(61, "C#4")]
    [InlineData(81, "A5")]
    public void ANoteHasItsNameWhereItFits(int pitch, string name)
    {
        // a note of a second, then the shortest that the name fits, then one a pixel too short; a second is 120 pixels, a note's
        // last one is empty
        int width = BitmapFont.WidthOf(name) + 3;
        int[] starts = [0, 120, 120 + width],
            ends = [120, 120 + width, 120 + 2 * width - 1];
        NesEvent[] events =
        [
            .. starts
                .Zip(ends)
                .SelectMany(note =>
                    new[]
                    {
                        NesEvent.NoteOn(note.First * 44100 / 120, NesVoice.Pulse1, pitch),
                        NesEvent.NoteOff(note.Second * 44100 / 120, NesVoice.Pulse1),
                    }
                ),
        ];
        Canvas canvas = PianoRoll.Draw(new NesScore(TimeUnit.Sample, [.. events]));
        Color note = PianoRoll.ColorOf(NesVoice.Pulse1);
        int top = Enumerable.Range(24, canvas.Height).First(y => canvas[41, y] == note);
        Assert.Equal([true, true, false], starts.Select(start => Named(40 + start)));

        bool Named(int x)
        {
            Canvas expected = new(width - 2, 9);
            expected.Fill(expected.Bounds, note);
            expected.Text(1, 1, name, Color.FromRgb(0x101018));
            return Enumerable
                .Range(0, expected.Height)
                .All(y => Enumerable.Range(0, expected.Width).All(dx => canvas[x + dx, top + y] == expected[dx, y]));
        }
    }

    [Fact]
    public void AnEmptyScoreIsAPictureToo() => Assert.Equal(320, PianoRoll.Draw(new NesScore(TimeUnit.Frame, [], 0)).Width);

    [Theory]
    [InlineData(30)]
    [InlineData(180)]
    [InlineData(3600)]
    public void AnyLengthFitsAPage(int seconds)
    {
        Canvas canvas = PianoRoll.Draw(new NesScore(TimeUnit.Sample, [], seconds * 44100L));
        Assert.InRange(canvas.Width, 1000, PianoRoll.PageWidth);
        Assert.InRange(canvas.Height, 300, 4000);
    }

    [Fact]
    public void ALongNoteGoesOnInThePagesNextLine()
    {
        NesScore score = new(
            TimeUnit.Frame,
            [NesEvent.NoteOn(0, NesVoice.Pulse1, 60), NesEvent.NoteOff(20 * 60, NesVoice.Pulse1)],
            24 * 60
        );
        Canvas canvas = PianoRoll.Draw(score);
        Color note = PianoRoll.ColorOf(NesVoice.Pulse1);
        int[] rows = [.. Enumerable.Range(24, canvas.Height - 24).Where(y => canvas[60, y] == note)];
        Assert.Equal(8, rows.Length); // two lines, four pixels each
        int second = rows[^1];
        Assert.Equal(note, canvas[40, second]);
        Assert.NotEqual(note, canvas[canvas.Width - 10, second]);
    }

    [Fact]
    public void BarsAndBeatsStandWhereTheTempoSaysAndLinesBeginWithABar()
    {
        var file = new MidiFile(
            MidiFileFormat.SingleTrack,
            MidiDivision.Musical(480),
            [
                new MidiTrack([
                    MidiEvent.Tempo(0, 600_000),
                    MidiEvent.TimeSignature(0, 3, 4),
                    MidiEvent.NoteOn(0, 0, 60, 90),
                    MidiEvent.NoteOff(480 * 60, 0, 60),
                ]),
            ]
        );
        IReadOnlyList<BeatLine> beats = BeatLine.Of(file);
        Assert.Equal([0.0, 0.6, 1.2, 1.8], beats.Take(4).Select(beat => Math.Round(beat.Seconds, 9)));
        Assert.Equal([1, 0, 0, 2], beats.Take(4).Select(beat => beat.Bar));

        Canvas canvas = PianoRoll.Draw(new NesScore(TimeUnit.Frame, [], 36 * 60), beats: beats);
        // 12.93 s would fit a line; the last bar at 12.6 s begins the second one
        Assert.Equal(40 + (int)Math.Round(12.6 * 120) + 8, canvas.Width);
        Color bar = canvas[40, 30],
            beat = canvas[40 + 72, 30];
        Assert.NotEqual(bar, beat);
        Assert.Equal(bar, canvas[40 + 216, 30]);
        Assert.Equal(beat, canvas[40 + 144, 30]);
    }

    [Fact]
    public void SteadyBeatsAreEven() =>
        Assert.Equal([new(0, 1), new(0.5, 0), new(1, 2), new(1.5, 0)], BeatLine.Steady(0.5, 2, 1.9));

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
