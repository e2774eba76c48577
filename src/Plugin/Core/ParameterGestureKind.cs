namespace LakhNes.Plugin.Core;

/// <summary>What a user does with a parameter.</summary>
internal enum ParameterGestureKind
{
    /// <summary>Takes hold of it.</summary>
    Begin,

    /// <summary>Moves it.</summary>
    Move,

    /// <summary>Lets it go.</summary>
    End,
}
