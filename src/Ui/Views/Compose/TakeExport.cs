using System.Globalization;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Score;

namespace LakhNes.Ui.Views.Compose;

/// <summary>A take as a MIDI file.</summary>
internal static class TakeExport
{
    /// <summary>The name that a take's file is given where the user gives none.</summary>
    public static string NameOf(Take take)
    {
        string called = take.Name.Length > 0 ? " - " + FileNames.Usable(take.Name) : "";
        return string.Create(CultureInfo.InvariantCulture, $"LakhNES take {take.Number}{called}.mid");
    }

    /// <summary>Writes a take.</summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played, on tracks of its own.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="error">Why not, in a line that names the file.</param>
    public static bool TryWrite(Take take, bool played, string path, out string error)
    {
        try
        {
            WholeFile.Write(path, TakeMidi.Write(take, played).ToBytes());
            error = "";
            return true;
        }
        catch (Exception failure)
        {
            // whatever it is, the window says it: nothing is thrown into a host
            error = $"{path}: {failure.Message}";
            return false;
        }
    }

    /// <summary>Writes a take where a host may fetch it: it stays until the system clears its temporary files.</summary>
    public static bool TryWriteForDrag(Take take, bool played, out string path, out string error)
    {
        path = "";
        try
        {
            path = Path.Combine(Directory.CreateTempSubdirectory("lakhnes-").FullName, NameOf(take));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = failure.Message;
            return false;
        }

        return TryWrite(take, played, path, out error);
    }
}
