using System.Runtime.InteropServices.Marshalling;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>A drag with the primary button, which Escape or another button gives up.</summary>
[GeneratedComClass]
internal sealed partial class DropSource : IDropSource
{
    private const int Continue = 0,
        Drop = 0x00040100,
        Cancel = 0x00040101,
        UseDefaultPointers = 0x00040102;
    private const uint PrimaryButton = 1,
        SecondaryButton = 2;

    /// <inheritdoc/>
    public int QueryContinueDrag(int escapePressed, uint keys) =>
        escapePressed != 0 || (keys & SecondaryButton) != 0 ? Cancel
        : (keys & PrimaryButton) == 0 ? Drop
        : Continue;

    /// <inheritdoc/>
    public int GiveFeedback(uint effect) => UseDefaultPointers;
}
