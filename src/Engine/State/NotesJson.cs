using System.Buffers.Binary;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Instrument.Presets;
using LakhNes.Score;

namespace LakhNes.Engine.State;

/// <summary>Heard notes as a field of a state, packed: see <c>docs/state.md</c>.</summary>
internal static class NotesJson
{
    private const int NoteBytes = 10;
    private const int ExpressionBytes = 2;
    private const int HighestNote = 127;

    /// <summary>Reads or writes the fields <c>notes</c> and, which older states lack, <c>expressions</c>.</summary>
    /// <param name="fields">The state.</param>
    /// <param name="notes">What is written.</param>
    /// <param name="capacity">Notes at most.</param>
    /// <param name="damage">What is said of notes that there cannot be.</param>
    /// <param name="error">Told that.</param>
    /// <returns>What was read, or the same.</returns>
    public static HeardNote[] Visit(
        ISettingsFields fields,
        ReadOnlySpan<HeardNote> notes,
        int capacity,
        string damage,
        ref string error
    )
    {
        byte[] bytes = fields.Bytes("notes", Pack(notes), NoteBytes * capacity);
        HeardNote[] read = Unpack(bytes);
        byte[] expressions = fields.Bytes("expressions", PackExpressions(notes), ExpressionBytes * capacity);
        for (int i = 0; i < Math.Min(read.Length, expressions.Length / ExpressionBytes); i++)
        {
            ReadOnlySpan<byte> one = expressions.AsSpan(ExpressionBytes * i);
            read[i] = read[i] with { Expression = new((byte)(one[0] & 15), (byte)(one[0] >> 4), one[1]) };
        }

        bool isWhole =
            bytes.Length % NoteBytes == 0 && (expressions.Length == 0 || expressions.Length == ExpressionBytes * read.Length);
        if (!isWhole || !Array.TrueForAll(read, CanBe))
            error = damage;
        return read;
    }

    // two bytes a note: its volume and in bit 4 its timbre, its shape
    private static byte[] PackExpressions(ReadOnlySpan<HeardNote> notes)
    {
        var bytes = new byte[ExpressionBytes * notes.Length];
        for (int i = 0; i < notes.Length; i++)
        {
            NoteExpression expression = notes[i].Expression;
            bytes[ExpressionBytes * i] = (byte)(expression.Volume | (expression.Timbre << 4));
            bytes[(ExpressionBytes * i) + 1] = expression.Shape;
        }

        return bytes;
    }

    private static byte[] Pack(ReadOnlySpan<HeardNote> notes)
    {
        var bytes = new byte[NoteBytes * notes.Length];
        for (int i = 0; i < notes.Length; i++)
        {
            Span<byte> one = bytes.AsSpan(NoteBytes * i, NoteBytes);
            BinaryPrimitives.WriteDoubleLittleEndian(one, notes[i].Position);
            one[8] = (byte)((int)notes[i].Voice | ((int)notes[i].Origin << 4));
            one[9] = notes[i].Note;
        }

        return bytes;
    }

    private static HeardNote[] Unpack(byte[] bytes)
    {
        var notes = new HeardNote[bytes.Length / NoteBytes];
        for (int i = 0; i < notes.Length; i++)
        {
            ReadOnlySpan<byte> one = bytes.AsSpan(NoteBytes * i, NoteBytes);
            notes[i] = new HeardNote(
                BinaryPrimitives.ReadDoubleLittleEndian(one),
                (NesVoice)(one[8] & 15),
                one[9],
                (NoteOrigin)(one[8] >> 4)
            );
        }

        return notes;
    }

    private static bool CanBe(HeardNote note) =>
        Math.Abs(note.Position) <= TakesJson.Farthest
        && (int)note.Voice < NesVoices.Count
        && note
            is { Origin: <= NoteOrigin.Dropped, Note: <= HighestNote, Expression: { Timbre: < 4, Shape: <= VolumeShapes.Count } };
}
