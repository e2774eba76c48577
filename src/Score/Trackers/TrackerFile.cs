using LakhNes.Score.Text;

namespace LakhNes.Score.Trackers;

/// <summary>Reads the files of trackers, each by what it begins with.</summary>
public static class TrackerFile
{
    /// <summary>Reads a module.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <exception cref="ScoreFormatException">It is something else, or broken.</exception>
    public static TrackerModule Read(ReadOnlyMemory<byte> bytes, string file)
    {
        if (FamiTrackerModuleReader.IsModule(bytes.Span))
            return FamiTrackerModuleReader.Read(bytes, file);
        if (FamiTrackerInstrumentReader.IsInstrument(bytes.Span))
            return FamiTrackerInstrumentReader.Read(bytes, file);
        if (FamiStudioProjectReader.IsProject(bytes.Span))
            return FamiStudioProjectReader.Read(bytes, file);
        string text = BytesText.OfFile(bytes.Span);
        if (FamiStudioTextReader.IsText(text))
            return FamiStudioTextReader.Read(text, file);
        return FamiTrackerTextReader.IsText(text)
            ? FamiTrackerTextReader.Read(text, file)
            : throw ScoreFormatException.AtLine(file, 1, "no text of FamiTracker or FamiStudio");
    }
}
