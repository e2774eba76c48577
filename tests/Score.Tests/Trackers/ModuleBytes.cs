using System.Buffers.Binary;
using System.Text;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

/// <summary>FamiTracker's binary files, made of modules.</summary>
internal static class ModuleBytes
{
    private const string Effects = "FBDCE3?HI047PGZ12VYQRASX?HIJW";

    /// <summary>A module of version 0.4.4: blocks as FamiTracker 0.4.6 writes them.</summary>
    public static byte[] Ftm(TrackerModule module)
    {
        List<byte> file = [.. "FamiTracker Module"u8, .. Int(0x0440)];
        Block(
            "PARAMS",
            6,
            [0, .. Int(5), .. Int(module.IsPal ? 1 : 0), .. Int(module.TickRate), .. Int(1), .. Int(4), .. Int(16), .. Int(32)]
        );
        Block("INFO", 1, [.. Fixed(module.Title), .. Fixed(module.Author), .. Fixed(module.Copyright)]);
        List<byte> header = [(byte)(module.Songs.Count - 1)];
        foreach (TrackerSong song in module.Songs)
            header.AddRange([.. Encoding.UTF8.GetBytes(song.Name), 0]);
        for (int channel = 0; channel < 5; channel++)
            header.AddRange([(byte)channel, .. module.Songs.Select(song => (byte)(song.ColumnsOf(channel) - 1))]);
        Block("HEADER", 3, header);
        List<(int Kind, Macro Macro)> macros =
        [
            .. module.Instruments.Values.SelectMany(i =>
                Enumerable.Range(0, 5).Where(k => i[(MacroKind)k] is not null).Select(k => (k, i[(MacroKind)k]!))
            ),
        ];
        List<byte> instruments = [.. Int(module.Instruments.Count)];
        int next = 0;
        foreach ((int number, TrackerInstrument instrument) in module.Instruments)
        {
            instruments.AddRange([.. Int(number), 1, .. Int(5)]);
            for (int kind = 0; kind < 5; kind++)
                instruments.AddRange(instrument[(MacroKind)kind] is null ? [0, 0] : [1, (byte)next++]);
            for (int note = 0; note < 96; note++)
                instruments.AddRange(
                    instrument.Keys.TryGetValue(note, out SampleKey key)
                        ? [(byte)(key.Sample + 1), (byte)(key.Rate | (key.Loops ? 0x80 : 0)), (byte)key.Level]
                        : [0, 0, 255]
                );
            instruments.AddRange(Named(instrument.Name));
        }
        Block("INSTRUMENTS", 6, instruments);
        List<byte> sequences = [.. Int(macros.Count)];
        for (int i = 0; i < macros.Count; i++)
            sequences.AddRange([
                .. Int(i),
                .. Int(macros[i].Kind),
                (byte)macros[i].Macro.Values.Length,
                .. Int(macros[i].Macro.Loop),
                .. Values(macros[i].Macro),
            ]);
        foreach ((_, Macro macro) in macros)
            sequences.AddRange([.. Int(macro.Release), .. Int(macro.Setting)]);
        Block("SEQUENCES", 6, sequences);
        List<byte> frames = [],
            patterns = [],
            samples = [(byte)module.Samples.Count];
        for (int track = 0; track < module.Songs.Count; track++)
        {
            TrackerSong song = module.Songs[track];
            frames.AddRange([.. Int(song.Order.Count), .. Int(song.Speed), .. Int(song.Tempo), .. Int(song.Rows)]);
            frames.AddRange(song.Order.SelectMany(numbers => numbers.Select(number => (byte)number)));
            foreach (((int channel, int number), TrackerPattern pattern) in song.Patterns.Where(entry => !entry.Value.IsEmpty))
            {
                patterns.AddRange([.. Int(track), .. Int(channel), .. Int(number), .. Int(pattern.Cells.Count())]);
                foreach ((int row, TrackerCell cell) in pattern.Cells)
                    patterns.AddRange([.. Int(row), .. Cell(cell, song.ColumnsOf(channel))]);
            }
        }
        Block("FRAMES", 3, frames);
        Block("PATTERNS", 5, patterns);
        foreach ((int number, TrackerSample sample) in module.Samples)
            samples.AddRange([(byte)number, .. Named(sample.Name), .. Int(sample.Deltas.Length), .. sample.Deltas.ToArray()]);
        Block("DPCM SAMPLES", 1, samples);
        return [.. file, .. "END"u8];

        void Block(string name, int version, IReadOnlyCollection<byte> content) =>
            file.AddRange([
                .. Encoding.ASCII.GetBytes(name.PadRight(16, '\0')),
                .. Int(version),
                .. Int(content.Count),
                .. content,
            ]);
    }

    /// <summary>An instrument file of version 2.4.</summary>
    public static byte[] Fti(TrackerInstrument instrument, SortedDictionary<int, TrackerSample> samples)
    {
        List<byte> file = [.. "FTI2.4"u8, 1, .. Named(instrument.Name), 5];
        for (int kind = 0; kind < 5; kind++)
        {
            if (instrument[(MacroKind)kind] is { } macro)
                file.AddRange([
                    1,
                    .. Int(macro.Values.Length),
                    .. Int(macro.Loop),
                    .. Int(macro.Release),
                    .. Int(macro.Setting),
                    .. Values(macro),
                ]);
            else
                file.Add(0);
        }
        file.AddRange(Int(instrument.Keys.Count));
        foreach ((int note, SampleKey key) in instrument.Keys)
            file.AddRange([(byte)note, (byte)(key.Sample + 1), (byte)(key.Rate | (key.Loops ? 0x80 : 0)), (byte)key.Level]);
        file.AddRange(Int(samples.Count));
        foreach ((int number, TrackerSample sample) in samples)
            file.AddRange([.. Int(number), .. Named(sample.Name), .. Int(sample.Deltas.Length), .. sample.Deltas.ToArray()]);
        return [.. file];
    }

    private static byte[] Cell(TrackerCell cell, int columns)
    {
        (int note, int octave) = cell.Note switch
        {
            TrackerCell.Nothing => (0, 0),
            TrackerCell.Release => (13, 0),
            TrackerCell.Halt => (14, 0),
            _ => ((cell.Note % 12) + 1, cell.Note / 12),
        };
        List<byte> bytes =
        [
            (byte)note,
            (byte)octave,
            (byte)(cell.Instrument < 0 ? 64 : cell.Instrument),
            (byte)(cell.Volume < 0 ? 16 : cell.Volume),
        ];
        for (int i = 0; i < columns; i++)
            bytes.AddRange(
                i < cell.Effects.Length
                    ? [(byte)(Effects.IndexOf(cell.Effects[i].Code, StringComparison.Ordinal) + 1), cell.Effects[i].Value]
                    : [0, 0]
            );
        return [.. bytes];
    }

    private static byte[] Int(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Values(Macro macro) => [.. macro.Values.Select(value => (byte)value)];

    private static byte[] Named(string name) => [.. Int(Encoding.UTF8.GetByteCount(name)), .. Encoding.UTF8.GetBytes(name)];

    private static byte[] Fixed(string text) => [.. Encoding.UTF8.GetBytes(text.PadRight(32, '\0'))[..32]];
}
