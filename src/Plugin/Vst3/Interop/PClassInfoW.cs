using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>One class of the factory, third version: 16-bit strings.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct PClassInfoW
{
    public Tuid ClassId;
    public int Cardinality;
    public fixed byte Category[32];
    public fixed char Name[64];
    public uint ClassFlags;
    public fixed byte SubCategories[128];
    public fixed char Vendor[64];
    public fixed char Version[64];
    public fixed char SdkVersion[64];
}
