using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Cli.Judging;

/// <summary>A song's part with the bands that were composed beside it.</summary>
/// <param name="Song">The song or phrase.</param>
/// <param name="Played">The part.</param>
/// <param name="Own">The song's own band; null of a phrase.</param>
/// <param name="Bands">The composed ones in the order of their seeds.</param>
internal sealed record JudgedBand(JudgedSong Song, Phrase Played, Phrase? Own, Phrase[] Bands)
{
    /// <summary>Reads a song to accompany a part of it.</summary>
    /// <param name="path">See <see cref="JudgedSong.Read"/>.</param>
    /// <param name="bars">How many of its bars at most, 1 or more.</param>
    /// <param name="part">The voices of the part.</param>
    /// <returns>The song, whose prompt those bars are; null where its bars are unclear, or the part says too little.</returns>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    public static JudgedSong? Read(string path, int bars, VoiceSet part) =>
        JudgedSong.Read(path, bars, 0) is { } song && song.Prompt.Only(part.Contains).HasMusic ? song : null;

    /// <summary>Lets a band be composed beside a part of a song.</summary>
    /// <param name="audition">Composes.</param>
    /// <param name="song">The song; one without next bars is a phrase.</param>
    /// <param name="part">The voices of the part.</param>
    /// <param name="seeds">How many bands.</param>
    public static JudgedBand Of(Audition audition, JudgedSong song, VoiceSet part, int seeds)
    {
        Phrase played = song.Prompt.Only(part.Contains);
        return new JudgedBand(
            song,
            played,
            song.Next is null ? null : song.Prompt.Only(part.Others.Contains),
            [.. Enumerable.Range(0, seeds).Select(seed => audition.Accompany(song, played, seed))]
        );
    }
}
