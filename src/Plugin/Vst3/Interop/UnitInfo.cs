namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Description of one unit: a group of parameters.</summary>
internal unsafe struct UnitInfo
{
    public const int RootId = 0;
    public const int NoParent = -1;
    public const int NoProgramList = -1;

    public int Id;
    public int ParentId;
    public fixed char Name[128];
    public int ProgramListId;
}
