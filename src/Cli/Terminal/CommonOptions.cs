using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LakhNes.Cli.Terminal;

/// <summary>Options that several commands share, so that they read and fail the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary><c>--json</c>: one JSON object on stdout instead of text.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object." };

    /// <summary><c>--seed</c>: makes a random command repeatable; without it each run differs.</summary>
    public static Option<ulong?> Seed() =>
        new("--seed") { Description = "Seed of the random numbers, to get the same result again." };

    /// <summary>A number that must lie between two bounds.</summary>
    /// <param name="name">The option's name with its dashes.</param>
    /// <param name="description">What it does, with its unit.</param>
    /// <param name="initial">Its value where the user gives none.</param>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    public static Option<T> Number<T>(string name, string description, T initial, T minimum, T maximum)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => initial,
            CustomParser = result => Parse(result, name, minimum, maximum) ?? initial,
        };

    /// <summary>A number between two bounds that may be left out.</summary>
    /// <param name="name">The option's name with its dashes.</param>
    /// <param name="description">What it does, with its unit.</param>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    public static Option<T?> OptionalNumber<T>(string name, string description, T minimum, T maximum)
        where T : struct, INumber<T> =>
        new(name) { Description = description, CustomParser = result => Parse(result, name, minimum, maximum) };

    /// <summary>Refuses files of another kind than an option writes.</summary>
    /// <param name="option">Takes a path.</param>
    /// <param name="extension">What its name must end with, case aside.</param>
    public static void Extension(Option option, string extension) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !result.Tokens[0].Value.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                result.AddError($"{option.Name} writes {extension} files, not '{result.Tokens[0].Value}'.");
        });

    /// <summary>Refuses options that do nothing without another one.</summary>
    /// <param name="command">The command, which has them all.</param>
    /// <param name="needed">The other one.</param>
    /// <param name="options">The options that need it.</param>
    public static void Needs(Command command, Option needed, params Option[] options) =>
        command.Validators.Add(result =>
        {
            if (result.GetResult(needed) is { Implicit: false })
                return;
            foreach (Option option in options.Where(option => result.GetResult(option) is { Implicit: false }))
                result.AddError($"{option.Name} does nothing without {needed.Name}.");
        });

    /// <summary>Refuses options that say something else than another one.</summary>
    /// <param name="command">The command, which has them all.</param>
    /// <param name="given">The other one.</param>
    /// <param name="options">The options that cannot stand beside it.</param>
    public static void Excludes(Command command, Option given, params Option[] options) =>
        command.Validators.Add(result =>
        {
            if (result.GetResult(given) is not { Implicit: false })
                return;
            foreach (Option option in options.Where(option => result.GetResult(option) is { Implicit: false }))
                result.AddError($"{option.Name} cannot stand beside {given.Name}.");
        });

    private static T? Parse<T>(ArgumentResult result, string name, T minimum, T maximum)
        where T : struct, INumber<T>
    {
        // NaN fails both comparisons
        if (
            T.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out T value)
            && value >= minimum
            && value <= maximum
        )
            return value;
        result.AddError(FormattableString.Invariant($"{name} must be a number from {minimum} to {maximum}."));
        return null;
    }
}
