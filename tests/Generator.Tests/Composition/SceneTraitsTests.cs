using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Text;

namespace LakhNes.Generator.Tests.Composition;

public class SceneTraitsTests
{
    private const int Pieces = 4000;

    public static TheoryData<GameScene> Scenes => [.. Enum.GetValues<GameScene>().Where(scene => scene != GameScene.Unknown)];

    [Fact]
    public void NothingIsKnownOfNoScene() => Assert.Null(SceneTraits.Of(GameScene.Unknown));

    [Theory]
    [MemberData(nameof(Scenes))]
    public void PiecesHaveWhatSongsHaveAsOften(GameScene scene)
    {
        SceneTraits traits = SceneTraits.Of(scene)!;
        (int Tempo, MusicalKey Key, VoiceSet Voices)[] drawn =
        [
            .. Enumerable.Range(0, Pieces).Select(piece => traits.Draw(7, (ulong)piece)),
        ];
        Assert.Equal(traits.Minor, Share(piece => piece.Key.IsMinor), 0.03);
        Assert.Equal(traits.Noise, Share(piece => piece.Voices.Contains(NesVoice.Noise)), 0.03);
        foreach (int tempo in traits.Tempos.Distinct())
        {
            Assert.Equal(tempo, BarSymbol.NearestTempo(tempo));
            Assert.Equal(traits.Tempos.Count(other => other == tempo) / 5.0, Share(piece => piece.Tempo == tempo), 0.03);
        }

        for (int tonic = 0; tonic < 12; tonic++)
            Assert.Equal(1 / 12.0, Share(piece => piece.Key.Tonic == tonic), 0.03);
        Assert.All(drawn, piece => Assert.True(piece.Voices.With(NesVoice.Noise) == VoiceSet.All));
        Assert.Equal(drawn[5], traits.Draw(7, 5));

        double Share(Func<(int Tempo, MusicalKey Key, VoiceSet Voices), bool> has) => (double)drawn.Count(has) / Pieces;
    }
}
