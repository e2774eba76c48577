namespace LakhNes.Nes.Testing;

/// <summary>What a test ROM says about the console it ran on.</summary>
public enum RomTestStatus
{
    /// <summary>It gave no verdict that could be read in the time it had.</summary>
    Unknown,

    /// <summary>Everything it checks is right.</summary>
    Passed,

    /// <summary>It found something wrong.</summary>
    Failed,
}
