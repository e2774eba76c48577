namespace LakhNes.Score;

/// <summary>The one exception that this library's readers throw for a file they cannot use.</summary>
public sealed class ScoreFormatException : Exception
{
    /// <summary>Makes the exception for one error; <see cref="Exception.Message"/> is the error's one line.</summary>
    public ScoreFormatException(ReadError error, Exception? cause = null)
        : base(error.ToString(), cause) => Error = error;

    /// <summary>File, place and reason.</summary>
    public ReadError Error { get; }

    internal static ScoreFormatException AtOffset(string file, long offset, string reason) =>
        new(new ReadError(file, PositionUnit.Offset, offset, reason));

    internal static ScoreFormatException AtLine(string file, long line, string reason) =>
        new(new ReadError(file, PositionUnit.Line, line, reason));
}
