namespace LakhNes.Score;

/// <summary>What was wrong with a file, and where: the text every reader of this library gives.</summary>
/// <param name="File">The file's name as the caller gave it.</param>
/// <param name="Unit">How <paramref name="Position"/> counts.</param>
/// <param name="Position">Byte offset (from 0) or line number (from 1).</param>
/// <param name="Reason">What was wrong there, as a clause without a full stop.</param>
public readonly record struct ReadError(string File, PositionUnit Unit, long Position, string Reason)
{
    /// <summary>One line: <c>song.mid: offset 0x1C: no track chunk</c>.</summary>
    public override string ToString() =>
        Unit switch
        {
            PositionUnit.Line => $"{File}: line {Position}: {Reason}",
            PositionUnit.Offset => $"{File}: offset 0x{Position:X}: {Reason}",
            _ => $"{File}: {Reason}",
        };
}
