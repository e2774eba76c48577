namespace LakhNes.Engine.Settings;

/// <summary>What makes <see cref="GeneratorMode.Continue"/> answer a phrase.</summary>
public enum AnswerCue
{
    /// <summary>Some beats without a key down; the answer begins on the next beat.</summary>
    Silence,

    /// <summary>The phrase has ended; the answer begins at the next bar line.</summary>
    Bar,

    /// <summary>The trigger key or the trigger parameter; the answer begins on the next beat.</summary>
    Trigger,
}
