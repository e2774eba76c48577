using System.Globalization;
using System.Text;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Writes modules as FamiTracker's text export does, whose text import reads them; so does FamiStudio, which wants this version.
/// </summary>
public static class FamiTrackerTextWriter
{
    private const int BytesALine = 32;

    /// <summary>The text of a module.</summary>
    public static string Write(TrackerModule module)
    {
        StringBuilder text = new();
        Fixed(text, "# FamiTracker text export 0.4.2\n");
        Fixed(text, "# INFO block");
        Line(text, $"TITLE           {Quoted(module.Title)}");
        Line(text, $"AUTHOR          {Quoted(module.Author)}");
        Line(text, $"COPYRIGHT       {Quoted(module.Copyright)}\n");
        Fixed(text, "# COMMENTS block\nCOMMENT \"\"\n");
        Fixed(text, "# PARAMS block");
        Line(text, $"MACHINE         {(module.IsPal ? 1 : 0)}");
        Line(text, $"FRAMERATE       {module.TickRate}");
        Fixed(text, "EXPANSION       0\nVIBRATO         1\nSPLIT           32\n");
        int[][] macros = Macros(text, module);
        Samples(text, module);
        Instruments(text, module, macros);
        foreach (TrackerSong song in module.Songs)
            Song(text, song);
        Fixed(text, "# End of export");
        return text.ToString();
    }

    // macros are shared: an instrument names each by its number among those of its kind
    private static int[][] Macros(StringBuilder text, TrackerModule module)
    {
        Fixed(text, "# SEQUENCES block");
        int[][] numbers = [.. module.Instruments.Select(_ => new int[TrackerInstrument.MacroCount])];
        for (int kind = 0; kind < TrackerInstrument.MacroCount; kind++)
        {
            List<Macro> known = [];
            int at = 0;
            foreach (TrackerInstrument instrument in module.Instruments.Values)
            {
                Macro? macro = instrument[(MacroKind)kind];
                int number = macro is null ? -1 : known.IndexOf(macro);
                if (macro is not null && number < 0)
                {
                    number = known.Count;
                    known.Add(macro);
                    Line(
                        text,
                        $"MACRO     {kind, 3} {number, 3} {macro.Loop, 3} {macro.Release, 3} {macro.Setting, 3} : {string.Join(' ', macro.Values)}"
                    );
                }
                numbers[at++][kind] = number;
            }
        }
        text.Append('\n');
        return numbers;
    }

    private static void Samples(StringBuilder text, TrackerModule module)
    {
        Fixed(text, "# DPCM SAMPLES block");
        foreach ((int number, TrackerSample sample) in module.Samples)
        {
            Line(text, $"DPCMDEF {number, 3} {sample.Deltas.Length, 5} {Quoted(sample.Name)}");
            foreach (byte[] bytes in sample.Deltas.ToArray().Chunk(BytesALine))
                Line(text, $"DPCM : {string.Join(' ', bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)))}");
        }
        text.Append('\n');
    }

    private static void Instruments(StringBuilder text, TrackerModule module, int[][] macros)
    {
        Fixed(text, "# INSTRUMENTS block");
        int at = 0;
        foreach ((int number, TrackerInstrument instrument) in module.Instruments)
        {
            string numbers = string.Concat(macros[at++].Select(macro => $"{macro, 3} "));
            Line(text, $"INST2A03 {number, 3}   {numbers}{Quoted(instrument.Name)}");
            foreach ((int note, SampleKey key) in instrument.Keys.OrderBy(entry => entry.Key))
                Line(
                    text,
                    $"KEYDPCM {number, 3} {note / 12, 3} {note % 12, 3}   {key.Sample, 3} {key.Rate, 3} {(key.Loops ? 1 : 0), 3} {0, 5} {key.Level, 3}"
                );
        }
        text.Append('\n');
    }

    private static void Song(StringBuilder text, TrackerSong song)
    {
        int[] columns = [.. Enumerable.Range(0, TrackerChannel.Count).Select(song.ColumnsOf)];
        Fixed(text, "# TRACK block");
        Line(text, $"TRACK {song.Rows, 3} {song.Speed, 3} {song.Tempo, 3} {Quoted(song.Name)}");
        Line(text, $"COLUMNS : {string.Join(' ', columns)}\n");
        for (int frame = 0; frame < song.Order.Count; frame++)
            Line(text, $"ORDER {frame:X2} : {string.Join(' ', song.Order[frame].Select(number => $"{number:X2}"))}");
        text.Append('\n');
        foreach (int number in song.Patterns.Where(e => !e.Value.IsEmpty).Select(e => e.Key.Number).Distinct().Order())
        {
            Line(text, $"PATTERN {number:X2}");
            for (int row = 0; row < song.Rows; row++)
            {
                IEnumerable<string> cells = columns.Select(
                    (count, channel) =>
                        FamiTrackerNotes.Of(
                            song.Patterns.TryGetValue((channel, number), out TrackerPattern? pattern)
                                ? pattern[row]
                                : TrackerCell.Empty,
                            channel,
                            count
                        )
                );
                Line(text, $"ROW {row:X2} : {string.Join(" : ", cells)}");
            }
            text.Append('\n');
        }
    }

    // a quote within is written twice
    private static string Quoted(string text) =>
        $"\"{string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Fixed(StringBuilder text, string line) => text.Append(line).Append('\n');
}
