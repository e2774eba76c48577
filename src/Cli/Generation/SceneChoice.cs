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

    /// <summary>The scene that the user chose; <see cref="GameScene.Unknown"/> where none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <exception cref="CommandException">The model has no symbol for scenes.</exception>
    public GameScene Of(ParseResult parsed, TokenVocabulary vocabulary)
    {
        if (parsed.GetValue(_scene) is not { } name)
            return GameScene.Unknown;
        var scene = Enum.Parse<GameScene>(name, ignoreCase: true);
        return vocabulary.IdOf(BarSymbol.OfScene(scene)) >= 0
            ? scene
            : throw new CommandException("--scene", "the model knows no scenes");
    }
}
