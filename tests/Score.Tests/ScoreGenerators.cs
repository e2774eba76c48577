using FsCheck;
using FsCheck.Fluent;

namespace LakhNes.Score.Tests;

/// <summary>Random scores as the originals make them: every voice monophonic, every note ended, nothing said twice.</summary>
public static class ScoreGenerators
{
    public static Arbitrary<NesScore> Scores() =>
        Gen.OneOf(Score(TimeUnit.Sample, longestWait: 40_000), Score(TimeUnit.Frame, longestWait: 90)).ToArbitrary();

    /// <summary>A score in a unit; waits are 1 to <paramref name="longestWait"/>.</summary>
    public static Gen<NesScore> Score(TimeUnit unit, int longestWait) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from size in Gen.Choose(0, 30)
        select Make(new Random(seed), unit, size, longestWait);

    private static NesScore Make(Random random, TimeUnit unit, int notes, int longestWait)
    {
        List<NesEvent> events = [];
        long end = 0;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            long time = random.Next(2) * random.Next(longestWait);
            int velocity = 0,
                timbre = 0,
                count = random.Next(notes + 1);
            for (int i = 0; i < count; i++)
            {
                events.Add(NesEvent.NoteOn(time, voice, random.Next(voice.LowestNote(), voice.HighestNote() + 1)));
                if (voice.HasVelocity())
                    events.Add(NesEvent.Velocity(time, voice, velocity = random.Next(1, 16)));
                for (int change = random.Next(3); change > 0; change--)
                {
                    time += random.Next(1, longestWait);
                    if (voice.HasVelocity() && random.Next(2) == 0)
                        events.Add(NesEvent.Velocity(time, voice, velocity = 1 + velocity % 15));
                    if (voice.Timbres() > 0 && random.Next(2) == 0)
                        events.Add(NesEvent.Timbre(time, voice, timbre = (timbre + 1) % voice.Timbres()));
                }
                time += random.Next(1, longestWait);
                bool legato = random.Next(2) == 0 && i + 1 < count;
                if (!legato)
                {
                    events.Add(NesEvent.NoteOff(time, voice));
                    time += i + 1 < count ? random.Next(1, longestWait) : 0;
                }
            }
            end = Math.Max(end, time);
        }
        // events of one voice stand in order already: the sort by time and voice is stable
        return new NesScore(
            unit,
            [.. events.OrderBy(e => e.Time).ThenBy(e => e.Voice)],
            end + random.Next(3) * random.Next(longestWait)
        );
    }
}
