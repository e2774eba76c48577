using System.Runtime.InteropServices;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>Files dropped onto a window as the shell hands them over: the message WM_DROPFILES.</summary>
internal static unsafe partial class FileDrop
{
    private const string Shell = "shell32";
    private const int Yes = 1;

    /// <summary>Lets a window take them.</summary>
    public static void Accept(nint window) => DragAcceptFiles(window, Yes);

    /// <summary>The whole path of the first file of a drop, which ends with this; null where it has none.</summary>
    /// <param name="drop">The message's handle.</param>
    public static string? Take(nint drop)
    {
        uint length = DragQueryFile(drop, 0, null, 0);
        string? path = null;
        if (length > 0)
        {
            var text = new char[length + 1];
            fixed (char* first = text)
                DragQueryFile(drop, 0, first, length + 1);
            path = new string(text, 0, (int)length);
        }

        DragFinish(drop);
        return path;
    }

    [LibraryImport(Shell)]
    private static partial void DragAcceptFiles(nint window, int accept);

    [LibraryImport(Shell, EntryPoint = "DragQueryFileW")]
    private static partial uint DragQueryFile(nint drop, uint index, char* path, uint size);

    [LibraryImport(Shell)]
    private static partial void DragFinish(nint drop);
}
