using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Training.Expression;

namespace LakhNes.Training.Tests.Expression;

/// <summary>Shapes that are learnt from songs.</summary>
public class ShapeLearningTests
{
    private static readonly int[] Pluck = [15, 12, 9, 6, 4, 3, 2, 2],
        Swell = [5, 8, 11, 13, 15, 15, 15, 15];

    [Fact]
    public void CoursesThatNotesTakeAreFound()
    {
        VolumeShapes shapes = ShapeLearning.Learn([Song()], notes: 1000, seed: 1);
        Assert.All(shapes.Of(NesVoice.Pulse1, 1).ToArray(), volume => Assert.Equal(15, volume));
        foreach (int[] course in (int[][])[Pluck, Swell])
        {
            byte nearest = shapes.Nearest(NesVoice.Pulse1, course);
            Assert.Equal(course, shapes.Of(NesVoice.Pulse1, nearest)[..course.Length].ToArray().Select(volume => (int)volume));
        }
    }

    [Fact]
    public void AHitOfNoiseThatHasDiedAwayStaysSo()
    {
        VolumeShapes shapes = ShapeLearning.Learn([Song()], notes: 1000, seed: 1);
        for (int shape = 1; shape <= VolumeShapes.Count; shape++)
        {
            byte[] volumes = shapes.Of(NesVoice.Noise, shape).ToArray();
            int died = Array.FindIndex(volumes, volume => volume <= 3);
            Assert.True(died < 0 || volumes[died..].Zip(volumes[(died + 1)..]).All(pair => pair.Second <= pair.First));
        }
    }

    // eighths at 150 a minute, plucked and swelling in turn, over noise that is struck again without a note
    private static SongBars Song()
    {
        List<NesEvent> events = [];
        for (int note = 0; note < 128; note++)
        {
            int start = note * 12;
            events.Add(NesEvent.NoteOn(start, NesVoice.Pulse1, 60 + (note * 5 % 12)));
            events.AddRange(Course(NesVoice.Pulse1, start, note % 4 < 2 ? Pluck : Swell));
            events.Add(NesEvent.NoteOff(start + 8, NesVoice.Pulse1));
            events.Add(NesEvent.NoteOn(start, NesVoice.Noise, note % 4 == 0 ? 12 : 4));
            events.AddRange(Course(NesVoice.Noise, start, [15, 8, 2, 1, 1, 14, 8, 2]));
            events.Add(NesEvent.NoteOff(start + 8, NesVoice.Noise));
        }

        return SongBars.Of(new NesScore(TimeUnit.Frame, [.. events.OrderBy(e => e.Time)]))!;
    }

    private static IEnumerable<NesEvent> Course(NesVoice voice, int start, int[] volumes) =>
        volumes.Select((volume, frame) => NesEvent.Velocity(start + frame, voice, volume));
}
