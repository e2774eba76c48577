using LakhNes.Score.Judging;

namespace LakhNes.Conversion.Pictures;

/// <summary>A prompt and what follows it, as <see cref="ContactSheet"/> draws them.</summary>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Prompt">What came before.</param>
/// <param name="Answer">What follows.</param>
public sealed record AnswerRoll(string Title, Phrase Prompt, Phrase Answer);
