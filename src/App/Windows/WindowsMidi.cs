using System.Runtime.InteropServices;
using LakhNes.App.Playing;

namespace LakhNes.App.Windows;

/// <summary>Every MIDI device that Windows has when the program starts (winmm).</summary>
internal sealed unsafe partial class WindowsMidi : IDisposable
{
    private const uint ByFunction = 0x00030000,
        ShortMessage = 0x3C3; // MIM_DATA

    private readonly List<(nint Device, GCHandle Input)> _open = [];

    /// <summary>Opens the devices; one that another program holds is left out.</summary>
    /// <param name="player">What they play.</param>
    public WindowsMidi(Player player)
    {
        for (uint device = 0; device < midiInGetNumDevs(); device++)
        {
            var input = GCHandle.Alloc(player.AddInput());
            nint opened;
            if (midiInOpen(&opened, device, &Received, GCHandle.ToIntPtr(input), ByFunction) != 0)
            {
                input.Free();
                continue;
            }

            _open.Add((opened, input));
            _ = midiInStart(opened);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((nint device, GCHandle input) in _open)
        {
            _ = midiInReset(device);
            _ = midiInClose(device);
            input.Free();
        }
    }

    // on a thread of the device's
    [UnmanagedCallersOnly]
    private static void Received(nint device, uint kind, nint input, nuint message, nuint milliseconds)
    {
        if (kind == ShortMessage && GCHandle.FromIntPtr(input).Target is MidiInput target)
            target.Send((byte)message, (byte)(message >> 8), (byte)(message >> 16));
    }

    [LibraryImport("winmm")]
    private static partial uint midiInGetNumDevs();

    [LibraryImport("winmm")]
    private static partial uint midiInOpen(
        nint* opened,
        uint device,
        delegate* unmanaged<nint, uint, nint, nuint, nuint, void> function,
        nint data,
        uint flags
    );

    [LibraryImport("winmm")]
    private static partial uint midiInStart(nint device);

    [LibraryImport("winmm")]
    private static partial uint midiInReset(nint device);

    [LibraryImport("winmm")]
    private static partial uint midiInClose(nint device);
}
