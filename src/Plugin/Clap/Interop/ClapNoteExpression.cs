namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_note_expression.</summary>
internal enum ClapNoteExpression
{
    Volume = 0,
    Tuning = 2,
    Vibrato = 3,
    Pressure = 6,
}
