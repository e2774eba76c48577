using LakhNes.Score.Registers;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>
/// NES-MDB's disassemblies: a register log as a list of commands. Each begins with <c>clock,HERTZ</c>; a wait counts samples of
/// 1/44100 s. As text a command is a line, its fields joined by commas; pickled the list is one of tuples.
/// </summary>
/// <remarks>
/// A loop and the title have no place in them. The functional and the language form hold no sample memory (of the raw one the
/// pickle does), no writes to registers without a function, and of a register only the bits that have one.
/// </remarks>
public static class Disassembly
{
    /// <summary>A log as a file.</summary>
    /// <param name="log">What to write.</param>
    /// <param name="form">As what.</param>
    /// <param name="isText">As text rather than a pickle.</param>
    public static byte[] Write(RegisterLog log, DisassemblyForm form, bool isText)
    {
        IEnumerable<object[]> commands = form switch
        {
            DisassemblyForm.Raw => RawCommands.Of(log),
            DisassemblyForm.Functional => FunctionCommands.Of(log),
            _ => LanguageCommands.Of(log),
        };
        return isText ? CommandFile.Text(commands) : CommandFile.Pickle(commands);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">The name that stands in errors.</param>
    /// <param name="form">What it holds.</param>
    /// <param name="isText">It is text rather than a pickle.</param>
    /// <exception cref="ScoreFormatException">It holds something else.</exception>
    public static RegisterLog Read(ReadOnlyMemory<byte> bytes, string name, DisassemblyForm form, bool isText)
    {
        IEnumerable<Command> commands = isText ? CommandFile.ReadText(bytes, name) : CommandFile.ReadPickle(bytes, name);
        return form switch
        {
            DisassemblyForm.Raw => RawCommands.Read(commands, name),
            DisassemblyForm.Functional => FunctionCommands.Read(commands, name),
            _ => LanguageCommands.Read(commands, name),
        };
    }
}
