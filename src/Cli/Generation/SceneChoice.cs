using System.CommandLine;
using System.CommandLine.Parsing;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary><c>--scene</c>: where in a game what is composed would play.</summary>
internal sealed class SceneChoice
{
    private static readonly string[] Names = [.. Enum.GetNames<GameScene>().Skip(1).Select(name => name.ToLowerInvariant())];

    private readonly Option<string?> _scene = new("--scene")
    {
        Description = $"Music for a scene of a game: {string.Join(", ", Names)}.",
        HelpName = "SCENE",
    };

    /// <summary>Gives a command the option.</summary>
    public void AddTo(Command command)
    {
        _scene.AcceptOnlyFromAmong(Names);
        command.Options.Add(_scene);
    }

    /// <summary>A scene is chosen.</summary>
    public bool IsWanted(CommandResult result) => result.GetValue(_scene) is not null;

    /// <summary>A text in which each bar is told the scene that the user chose, if any.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="text">The text otherwise.</param>
    /// <exception cref="CommandException">The model has no symbol for scenes.</exception>
    public IMusicText Tell(ParseResult parsed, TokenVocabulary vocabulary, IMusicText text)
    {
        if (parsed.GetValue(_scene) is not { } name)
            return text;
        var scene = Enum.Parse<GameScene>(name, ignoreCase: true);
        if (vocabulary.IdOf(BarSymbol.OfScene(scene)) < 0)
            throw new CommandException("--scene", "the model knows no scenes");
        BarMusicText told = text as BarMusicText ?? new BarMusicText(vocabulary, Metre.Common);
        told.Scene = scene;
        return told;
    }
}
