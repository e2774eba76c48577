namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A note expression of one note.</summary>
internal struct NoteExpressionValueEvent
{
    public NoteExpressionType TypeId;
    public int NoteId;

    /// <summary>0 to 1.</summary>
    public double Value;
}
