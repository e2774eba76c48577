namespace LakhNes.Score;

/// <summary>The one exception that this library's readers throw for a file they cannot use.</summary>
public sealed class ScoreFormatException : Exception
{
    /// <summary>Makes the exception for one error; <see cref="Exception.Message"/> is the error's one line.</summary>
    public ScoreFormatException(ReadError error, Exception? cause = null)
        : base(error.ToString(), cause) => Error = error;

    /// <summary>File, place and reason.</summary>
    public ReadError Error { get; }

    /// <summary>The exception for what is wrong with a file or folder as a whole.</summary>
    /// <param name="path">Its name as the caller gave it.</param>
    /// <param name="reason">What is wrong, as a clause without a full stop.</param>
    /// <param name="cause">What was thrown below, if anything.</param>
    public static ScoreFormatException Of(string path, string reason, Exception? cause = null) =>
        new(new ReadError(path, PositionUnit.File, 0, reason), cause);

    internal static ScoreFormatException AtOffset(string file, long offset, string reason) =>
        new(new ReadError(file, PositionUnit.Offset, offset, reason));

    internal static ScoreFormatException AtLine(string file, long line, string reason) =>
        new(new ReadError(file, PositionUnit.Line, line, reason));
}
