using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>Songs as models see them.</summary>
internal static class SongTokens
{
    /// <summary>
    /// A song in a model's unit, without the silence around it. A model that knows bars sees those that a MIDI file states; where
    /// its notes do not lie on them a line says that they are estimated.
    /// </summary>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    /// <exception cref="CommandException">It holds nothing that the model knows.</exception>
    public static NesScore Fit(CommandContext context, string path, TokenVocabulary vocabulary)
    {
        Song file = SongFile.Open(context, path);
        NesScore? inBars = vocabulary.HasBars ? file.InStatedBars : null;
        if (vocabulary.HasBars && file.StatesTempo && inBars is null)
            context.Error.WriteLine(
                $"lakhnes: {path}: its notes do not lie on its tempo's beats, so that its bars are estimated"
            );
        NesScore song = Tokeniser.Fit(inBars ?? file.Score, vocabulary);
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
