namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Description of a list of programs.</summary>
internal unsafe struct ProgramListInfo
{
    public int Id;
    public fixed char Name[128];
    public int ProgramCount;
}
