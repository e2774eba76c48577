using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>OLE's IDropSource: decides how a drag goes on.</summary>
[GeneratedComInterface]
[Guid("00000121-0000-0000-C000-000000000046")]
internal partial interface IDropSource
{
    /// <summary>Whether it goes on, ends in a drop, or is given up.</summary>
    [PreserveSig]
    int QueryContinueDrag(int escapePressed, uint keys);

    /// <summary>Which pointer shows what a drop would do.</summary>
    [PreserveSig]
    int GiveFeedback(uint effect);
}
