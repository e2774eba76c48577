using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>One class of the factory, first version.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct PClassInfo
{
    public const int ManyInstances = 0x7FFFFFFF;

    public Tuid ClassId;
    public int Cardinality;
    public fixed byte Category[32];
    public fixed byte Name[64];
}
