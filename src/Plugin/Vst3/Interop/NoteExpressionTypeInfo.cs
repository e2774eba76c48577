namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Description of one kind of note expression.</summary>
internal unsafe struct NoteExpressionTypeInfo
{
    public const int IsBipolar = 1 << 0;

    public NoteExpressionType TypeId;
    public fixed char Title[128];
    public fixed char ShortTitle[128];
    public fixed char Units[128];
    public int UnitId;
    public NoteExpressionValueDescription Value;
    public uint AssociatedParameterId;
    public int Flags;
}
