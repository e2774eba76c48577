using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Generator.Composition;

/// <summary>
/// What songs of a scene are like, of NES-MDB's songs for training (docs/training.md): a model that is told a scene hardly
/// listens, so that what songs of it have is drawn and asked for.
/// </summary>
/// <param name="Tempos">Quarters a minute of the slowest fifth of the songs to the fastest, each fifth's middle.</param>
/// <param name="Minor">Share of the songs that are in minor.</param>
/// <param name="Noise">Share of the songs in which the noise plays.</param>
/// <param name="Density">
/// The amount of <see cref="Constraints.Density"/> with which a composer begins as many notes a quarter as these songs do.
/// </param>
public sealed record SceneTraits(IReadOnlyList<int> Tempos, double Minor, double Noise, double Density)
{
    private const int PitchClasses = 12;

    // random streams that nothing else is drawn from
    private const ulong Stream = 1UL << 48;

    // in the order of GameScene, from Title on
    private static readonly SceneTraits[] Table =
    [
        new([80, 112, 128, 150, 180], 0.44, 0.71, -0.2), // title
        new([90, 112, 138, 150, 180], 0.54, 0.76, -0.2), // stage
        new([76, 108, 128, 150, 180], 0.62, 0.46, -0.3), // dungeon
        new([98, 128, 150, 150, 180], 0.67, 0.80, 0.3), // boss
        new([80, 100, 128, 148, 164], 0.41, 0.45, -0.3), // town
        new([100, 120, 150, 150, 200], 0.35, 0.75, -0.35), // menu
        new([112, 140, 150, 172, 226], 0.25, 0.51, -0.4), // fanfare
        new([90, 112, 150, 150, 226], 0.51, 0.45, -0.5), // game over
        new([90, 112, 128, 150, 180], 0.34, 0.66, -0.6), // ending
    ];

    /// <summary>Those of a scene; null: nothing is known of it.</summary>
    public static SceneTraits? Of(GameScene scene) => scene == GameScene.Unknown ? null : Table[(int)scene - 1];

    /// <summary>Draws what a piece out of nothing is like, as often as songs of the scene are.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="piece">Which of the seed's pieces.</param>
    /// <returns>Its tempo in quarters a minute, its key, and the voices that play.</returns>
    public (int Tempo, MusicalKey Key, VoiceSet Voices) Draw(ulong seed, ulong piece)
    {
        var random = new Pcg32(seed, Stream + piece);
        int tempo = Tempos[random.Next(Tempos.Count)];
        var key = new MusicalKey(random.Next(PitchClasses), random.NextDouble() < Minor);
        bool noise = random.NextDouble() < Noise;
        return (tempo, key, noise ? VoiceSet.All : VoiceSet.All.Without(NesVoice.Noise));
    }
}
