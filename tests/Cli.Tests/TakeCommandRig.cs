using LakhNes.Cli.Audio;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

/// <summary>States and songs with takes, for the tests of what the command line does with takes.</summary>
public abstract class TakeCommandRig : IDisposable
{
    /// <summary>Samples a second of what is rendered.</summary>
    protected const int Rate = 8_000;
    private const int Ticks = 480;

    /// <summary>Two takes of one phrase, made once: composing takes its time.</summary>
    protected static readonly Lazy<byte[]> TwoTakes = new(() => Compose(keep: -1));

    /// <summary>The test's own, gone after it.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("lakhnes-take-").FullName;

    /// <summary>The shipped model.</summary>
    protected static string Model
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "models", "default.onnx");
        }
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A state with two takes of one phrase, variations 0 and 1.</summary>
    protected static byte[] Compose(int keep)
    {
        using var engine = new ChipEngine(background: false);
        engine.UseModel(new(Model));
        foreach (
            (string name, double value) in new (string, double)[]
            {
                ("Mode", 1),
                ("Run", 1),
                ("Begin", 1),
                ("Answer Length", 0),
                ("Seed", 7),
            }
        )
            Set(name, value);
        for (int variation = 0; variation < 2; variation++)
        {
            Set("Variation", variation);
            new SongRenderer(engine, Ask, Rate, moreSeconds: 2).Render(_ => { }, new Progress<double>());
        }

        if (keep > 0)
            Assert.True(engine.Takes.Length == 2 && engine.KeepTake(keep, true));
        return engine.SaveState();

        void Set(string name, double value) => engine.SetParameter(ParameterTable.Find(name)!.Index, value);
    }

    // a bar of quarters; at 120 two seconds
    private static MidiFile Ask =>
        new(MidiFileFormat.SingleTrack, MidiDivision.Musical(Ticks), [new MidiTrack([.. Phrase()], 4 * Ticks)]);

    private static IEnumerable<MidiEvent> Phrase()
    {
        int[] keys = [60, 64, 67, 72];
        for (int i = 0; i < keys.Length; i++)
        {
            yield return MidiEvent.NoteOn(i * Ticks, 0, keys[i], 100);
            yield return MidiEvent.NoteOff((i * Ticks) + 200, 0, keys[i]);
        }
    }

    /// <summary>The takes of a state.</summary>
    protected static Take[] Takes(byte[] state)
    {
        using var engine = new ChipEngine();
        Assert.True(engine.TryLoadState(state, out string error), error);
        return [.. engine.Takes];
    }

    /// <summary>The notes that were composed of a take.</summary>
    protected static int[] Composed(Take take) =>
        [
            .. take
                .Notes.Skip(take.PromptLength)
                .Where(note => note is { Origin: NoteOrigin.Composed, Note: > 0 })
                .Select(note => (int)note.Note),
        ];

    /// <summary>Writes a state to a file.</summary>
    protected string WriteState(byte[] bytes)
    {
        string path = Path.Combine(Folder, Guid.NewGuid() + ".state");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Writes the phrase to a file.</summary>
    protected string WriteSong()
    {
        string path = Path.Combine(Folder, "song.mid");
        File.WriteAllBytes(path, Ask.ToBytes());
        return path;
    }
}
