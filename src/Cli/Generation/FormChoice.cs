using System.CommandLine;
using System.CommandLine.Parsing;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Composition.Form;

namespace LakhNes.Cli.Generation;

/// <summary>
/// <c>--form</c> and <c>--vary</c>: the sections that a piece has, and how much of one that comes again is another.
/// </summary>
internal sealed class FormChoice
{
    private const double Percent = 100;

    private readonly Option<string?> _form = new("--form")
    {
        Description =
            "Sections of the piece, such as AABA, \"A8 B4 A8\" or verse-chorus: a letter that comes again is the same music. A section is as long as --bars says unless its bars stand after its letter.",
        HelpName = "LETTERS",
    };

    private readonly Option<double> _vary = CommonOptions.Number(
        "--vary",
        "With --form: how much of a section that comes again is another, in percent of its bars from its end.",
        25.0,
        0,
        Percent
    );

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_form);
        command.Options.Add(_vary);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_form) is { } text && SongForm.Parse(text, 1, out string error) is null)
                result.AddError($"--form: {error}.");
            if (!IsWanted(result) && result.GetResult(_vary) is { Implicit: false })
                result.AddError("--vary does nothing without --form.");
        });
    }

    /// <summary>The user wants a form, seen while the command line is checked.</summary>
    public bool IsWanted(CommandResult result) => result.GetValue(_form) is not null;

    /// <summary>The form; null where none is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="bars">Bars of a section that has no length of its own.</param>
    public SongForm? Of(ParseResult parsed, int bars) =>
        parsed.GetValue(_form) is { } text ? SongForm.Parse(text, bars, out _) : null;

    /// <summary>How much of a section that comes again is another, 0 to 1.</summary>
    public double Vary(ParseResult parsed) => parsed.GetValue(_vary) / Percent;
}
