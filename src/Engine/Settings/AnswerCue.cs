namespace LakhNes.Engine.Settings;

/// <summary>What makes <see cref="GeneratorMode.Continue"/> answer a phrase.</summary>
public enum AnswerCue
{
    /// <summary>Some beats without a key down.</summary>
    Silence,

    /// <summary>The phrase has ended, and a bar line comes; the answer begins there.</summary>
    Bar,

    /// <summary>The trigger key or the trigger parameter.</summary>
    Trigger,
}
