namespace LakhNes.Score.NesMdb.Forms;

/// <summary>NES-MDB's disassemblies: how they say what is written to the chip.</summary>
public enum DisassemblyForm
{
    /// <summary><c>apu,REGISTER,VALUE</c>, both two hexadecimal digits, registers from $4000; <c>wait,SAMPLES</c>.</summary>
    Raw,

    /// <summary>
    /// <c>apu,CHANNEL,FUNCTION,VALUE,ATOM,OFFSET</c>: a write is as many functions as the register has, with one number (atom)
    /// that counts writes since the last wait; the offset is the register's within its channel.
    /// </summary>
    Functional,

    /// <summary>
    /// The form for language models, <c>CHANNEL_FUNCTION,VALUE</c> and <c>w,SAMPLES</c>: functions that change, and those that do
    /// something when they are written again.
    /// </summary>
    Language,
}
