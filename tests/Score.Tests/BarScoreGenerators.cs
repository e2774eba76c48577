using FsCheck;
using FsCheck.Fluent;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests;

/// <summary>Random scores in bars.</summary>
public static class BarScoreGenerators
{
    public static Arbitrary<NesScore> Scores() =>
        (from seed in Gen.Choose(0, int.MaxValue) select Make(new Random(seed))).ToArbitrary();

    private static NesScore Make(Random random)
    {
        List<ScoreBar> bars = [];
        List<NesEvent> events = [];
        ScoreBar bar = new(
            0,
            BarSymbol.Metres[random.Next(BarSymbol.Metres.Count)],
            BarSymbol.NearestTempo(random.Next(20, 400))
        );
        for (int count = random.Next(8); count > 0; count--)
        {
            if (random.Next(4) == 0)
                bar = bar with { Metre = BarSymbol.Metres[random.Next(BarSymbol.Metres.Count)] };
            if (random.Next(4) == 0)
                bar = bar with { Tempo = BarSymbol.NearestTempo(random.Next(20, 400)) };
            bars.Add(bar);
            for (int step = random.Next(40); step < bar.Metre.StepsPerBar; step += random.Next(1, 40))
            {
                for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
                {
                    if (random.Next(3) > 0)
                        continue;
                    events.Add(
                        random.Next(3) == 0
                            ? NesEvent.NoteOff(bar.Start + step, voice)
                            : NesEvent.NoteOn(bar.Start + step, voice, random.Next(voice.LowestNote(), voice.HighestNote() + 1))
                    );
                }
            }
            bar = bar with { Start = bar.End };
        }
        var scene = (GameScene)(bars.Count > 0 ? random.Next(Enum.GetValues<GameScene>().Length) : 0);
        return new NesScore(TimeUnit.Step, [.. events], bar.Start, [.. bars]) { Scene = scene };
    }
}
