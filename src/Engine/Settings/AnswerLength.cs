namespace LakhNes.Engine.Settings;

/// <summary>How long an answer of <see cref="GeneratorMode.Continue"/> is.</summary>
public enum AnswerLength
{
    /// <summary>Until the player plays again.</summary>
    Endless,

    /// <summary>One bar.</summary>
    OneBar,

    /// <summary>Two bars.</summary>
    TwoBars,

    /// <summary>Four bars.</summary>
    FourBars,

    /// <summary>Eight bars.</summary>
    EightBars,

    /// <summary>Sixteen bars.</summary>
    SixteenBars,

    /// <summary>Thirty-two bars.</summary>
    ThirtyTwoBars,
}
