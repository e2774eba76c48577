using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>Carries a file out of a window by OLE's drag and drop, as the shell's own windows do.</summary>
internal static partial class FileDrag
{
    private const uint Copy = 1;

    private static readonly StrategyBasedComWrappers Wrappers = new();

    /// <summary>
    /// Lets the pointer carry a file until its button comes up. The loop in it serves every window of the thread.
    /// </summary>
    /// <param name="path">The file's whole path.</param>
    public static void Run(string path)
    {
        // counted: the host's thread may be initialised already, and a failure of the drag is one of nothing else
        if (OleInitialize(0) < 0)
            return;
        nint source = 0,
            data = 0;
        try
        {
            source = Interface(new DropSource(), typeof(IDropSource).GUID);
            data = Interface(new FileData(path), typeof(IDataObject).GUID);
            DoDragDrop(data, source, Copy, out _);
        }
        finally
        {
            if (data != 0)
                Marshal.Release(data);
            if (source != 0)
                Marshal.Release(source);
            OleUninitialize();
        }
    }

    private static nint Interface(object of, Guid id)
    {
        nint unknown = Wrappers.GetOrCreateComInterfaceForObject(of, CreateComInterfaceFlags.None);
        try
        {
            Marshal.ThrowExceptionForHR(Marshal.QueryInterface(unknown, in id, out nint found));
            return found;
        }
        finally
        {
            Marshal.Release(unknown);
        }
    }

    [LibraryImport("ole32")]
    private static partial int OleInitialize(nint reserved);

    [LibraryImport("ole32")]
    private static partial void OleUninitialize();

    [LibraryImport("ole32")]
    private static partial int DoDragDrop(nint data, nint source, uint allowed, out uint effect);
}
