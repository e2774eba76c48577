using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>One class of the factory, second version: 8-bit strings.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct PClassInfo2
{
    public Tuid ClassId;
    public int Cardinality;
    public fixed byte Category[32];
    public fixed byte Name[64];
    public uint ClassFlags;
    public fixed byte SubCategories[128];
    public fixed byte Vendor[64];
    public fixed byte Version[64];
    public fixed byte SdkVersion[64];
}
