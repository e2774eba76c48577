namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_note_expression.</summary>
internal struct ClapEventNoteExpression
{
    public ClapEventHeader Header;
    public ClapNoteExpression Expression;
    public int NoteId;
    public short Port;
    public short Channel;
    public short Key;
    public double Value;
}
