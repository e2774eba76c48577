using LakhNes.Score.Tokens;

namespace LakhNes.Score.Formats;

/// <summary>Folders of texts, as models are trained and evaluated on them.</summary>
public static class NesTextFolder
{
    /// <summary>The songs of a folder in the order of their names, from the texts that suit a vocabulary best.</summary>
    /// <param name="folder">Holds texts of one format at least.</param>
    /// <param name="vocabulary">What the songs are for.</param>
    /// <exception cref="ScoreFormatException">The folder is missing, holds no texts, or one that cannot be read.</exception>
    public static NesScore[] Read(string folder, TokenVocabulary vocabulary)
    {
        NesTextFormat[] formats = (vocabulary.Unit == TimeUnit.Frame, vocabulary.HasExpression) switch
        {
            _ when vocabulary.HasBars => [NesTextFormat.Txb],
            (true, _) => [NesTextFormat.Txf, NesTextFormat.Tx2, NesTextFormat.Tx1],
            (false, true) => [NesTextFormat.Tx2, NesTextFormat.Tx1],
            (false, false) => [NesTextFormat.Tx1, NesTextFormat.Tx2],
        };
        foreach (NesTextFormat format in formats)
        {
            string[] files = Files(folder, format.Extension);
            if (files.Length == 0)
                continue;
            try
            {
                return [.. files.AsParallel().AsOrdered().Select(file => format.Read(file))];
            }
            catch (AggregateException failures) when (failures.InnerException is ScoreFormatException)
            {
                throw failures
                    .InnerExceptions.OfType<ScoreFormatException>()
                    .OrderBy(failure => failure.Error.File, StringComparer.Ordinal)
                    .First();
            }
        }

        throw ScoreFormatException.Of(
            folder,
            $"holds no texts ({string.Join(", ", formats.Select(format => "*" + format.Extension))})"
        );
    }

    /// <summary>The files of a folder that end in an extension, case aside, in the order of their names.</summary>
    /// <exception cref="ScoreFormatException">There is no such folder.</exception>
    public static string[] Files(string folder, string extension)
    {
        if (!Directory.Exists(folder))
            throw ScoreFormatException.Of(folder, "no such folder");
        return
        [
            .. Directory
                .EnumerateFiles(folder)
                .Where(file => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                .OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal),
        ];
    }
}
