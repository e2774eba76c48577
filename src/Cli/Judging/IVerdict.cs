using System.Text.Json.Nodes;
using LakhNes.Conversion.Pictures;

namespace LakhNes.Cli.Judging;

/// <summary>What <c>lakhnes judge</c> says.</summary>
internal interface IVerdict
{
    /// <summary>One object with all figures; what cannot be said is null.</summary>
    /// <param name="unclear">Songs that were left out.</param>
    JsonObject ToJson(int unclear);

    /// <summary>The same as a table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="unclear">Songs that were left out.</param>
    void Print(TextWriter output, int unclear);

    /// <summary>The rolls of each song: its own music above the model's, or, of a phrase, all of the model's.</summary>
    IReadOnlyList<AnswerRoll>[] Rolls();
}
