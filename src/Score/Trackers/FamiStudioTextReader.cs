namespace LakhNes.Score.Trackers;

/// <summary>Reads FamiStudio's text, as far as the 2A03 goes.</summary>
public static class FamiStudioTextReader
{
    /// <summary>Whether a text is one of FamiStudio.</summary>
    public static bool IsText(ReadOnlySpan<char> text) => text.TrimStart().StartsWith("Project ", StringComparison.Ordinal);

    /// <summary>Reads a project.</summary>
    /// <param name="text">The file's characters.</param>
    /// <param name="file">The name that stands in errors.</param>
    /// <exception cref="ScoreFormatException">It is something else, or broken.</exception>
    public static TrackerModule Read(ReadOnlySpan<char> text, string file)
    {
        if (!IsText(text))
            throw ScoreFormatException.AtLine(file, 1, "no project of FamiStudio");
        FamiStudioModule project = new();
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            number++;
            if (!line.IsWhiteSpace())
                project.Take(new FamiStudioLine(line, file, number));
        }
        if (project.Module.Songs.Count == 0)
            throw ScoreFormatException.Of(file, "there is no song in it");
        return project.Module;
    }
}
