namespace LakhNes.Engine.Settings;

/// <summary>Where an answer of <see cref="GeneratorMode.Continue"/> begins once it is asked for.</summary>
public enum AnswerBegin
{
    /// <summary>At the next bar line.</summary>
    Bar,

    /// <summary>On the next beat.</summary>
    Beat,
}
