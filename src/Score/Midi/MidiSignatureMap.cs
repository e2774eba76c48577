namespace LakhNes.Score.Midi;

/// <summary>A file's time signatures; 4/4 until it has one.</summary>
public sealed class MidiSignatureMap
{
    private readonly MidiSignature[] _signatures;

    /// <summary>Makes the map of tracks that play together.</summary>
    public MidiSignatureMap(IEnumerable<MidiTrack> tracks)
    {
        List<MidiSignature> found = [];
        foreach (MidiTrack track in tracks)
        {
            foreach (MidiEvent e in track.Events)
            {
                if (e is not { Kind: MidiEventKind.Meta, Data1: MidiMeta.TimeSignature } || e.Payload.Length < 2)
                    continue;
                ReadOnlySpan<byte> p = e.Payload.Span;
                if (p[0] > 0 && p[1] <= 7) // denominators up to 128
                    found.Add(new MidiSignature(e.Tick, p[0], 1 << p[1]));
            }
        }

        List<MidiSignature> map = [new(0, 4, 4)];
        foreach (MidiSignature s in found.OrderBy(s => s.Tick)) // stable: of several at one tick the last in file order wins
        {
            if (s.Tick == map[^1].Tick)
                map.RemoveAt(map.Count - 1);
            map.Add(s);
        }
        _signatures = [.. map];
    }

    /// <summary>The signatures; the first one is at tick 0.</summary>
    public IReadOnlyList<MidiSignature> Changes => _signatures;

    /// <summary>The signature that holds at a tick.</summary>
    public MidiSignature At(long tick) => Array.FindLast(_signatures, signature => signature.Tick <= tick);
}
