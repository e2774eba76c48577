namespace LakhNes.Score.Pickles;

/// <summary>A pickle cannot be used: damaged, hostile, or more than its kind of file needs.</summary>
/// <param name="message">What is wrong with it, in one line without the file's name and without a full stop.</param>
public sealed class PickleException(string message) : Exception(message)
{
    /// <summary>Something stands where it cannot.</summary>
    /// <param name="found">What stands there.</param>
    public static PickleException Malformed(string found) => new($"the pickle is damaged ({found} where it cannot be)");
}
