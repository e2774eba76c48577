using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Cli.Generation;

/// <summary>What a piece is to be like where the user says nothing of it; null: nothing is asked for.</summary>
/// <param name="Tempo">Quarters a minute.</param>
/// <param name="Key">The key that it is drawn towards.</param>
/// <param name="Voices">The voices that play.</param>
/// <param name="Density">How busy it is, an amount of <see cref="LakhNes.Generator.Composition.Constraints.Density"/>.</param>
internal sealed record PieceSketch(int? Tempo, MusicalKey? Key, VoiceSet? Voices, double? Density)
{
    /// <summary>Nothing is asked for.</summary>
    public static PieceSketch Free { get; } = new(null, null, null, null);

    /// <summary>A piece of a scene: as busy as songs of it; out of nothing it also has what they have, drawn anew.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="piece">The piece's number; null: what was heard tells the rest.</param>
    public static PieceSketch Of(GameScene scene, ulong seed, int? piece)
    {
        if (SceneTraits.Of(scene) is not { } traits)
            return Free;
        if (piece is not { } number)
            return Free with { Density = traits.Density };
        (int tempo, MusicalKey key, VoiceSet voices) = traits.Draw(seed, (uint)number);
        return new PieceSketch(tempo, key, voices, traits.Density);
    }
}
