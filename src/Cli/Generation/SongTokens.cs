using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>Songs as models see them.</summary>
internal static class SongTokens
{
    /// <summary>A song in a model's unit, without the silence around it.</summary>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    /// <exception cref="CommandException">It holds nothing that the model knows.</exception>
    public static NesScore Fit(CommandContext context, string path, TokenVocabulary vocabulary)
    {
        NesScore song = Tokeniser.Fit(SongFile.Open(context, path).Score, vocabulary);
        return song.Events.Any(e => vocabulary.IdOf(e) >= 0)
            ? song
            : throw new CommandException(path, "there is no music in it that the model knows");
    }

    /// <summary>The tokens of a song, silence around it cut.</summary>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    /// <exception cref="CommandException">It holds nothing that the model knows.</exception>
    public static List<int> Of(CommandContext context, string path, TokenVocabulary vocabulary) =>
        Tokeniser.Encode(Fit(context, path, vocabulary), vocabulary);
}
