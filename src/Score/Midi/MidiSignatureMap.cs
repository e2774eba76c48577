namespace LakhNes.Score.Midi;

/// <summary>A file's time signatures: which bar a tick lies in and where that bar starts.</summary>
/// <remarks>
/// A signature inside a bar ends it there and starts a new one. SMPTE files have no bars: they count as one endless 4/4.
/// </remarks>
public sealed class MidiSignatureMap
{
    private readonly (MidiSignature Signature, long Bar)[] _signatures;
    private readonly int _ticksPerQuarter;

    /// <summary>Makes the map of tracks that play together.</summary>
    public MidiSignatureMap(MidiDivision division, IEnumerable<MidiTrack> tracks)
    {
        _ticksPerQuarter = division.TicksPerQuarter;
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

        List<(MidiSignature Signature, long Bar)> map = [(new MidiSignature(0, 4, 4), 0)];
        foreach (MidiSignature s in found.OrderBy(s => s.Tick)) // stable: of several at one tick the last in file order wins
        {
            (MidiSignature last, long bar) = map[^1];
            if (s.Tick == last.Tick)
            {
                map[^1] = (s, bar);
                continue;
            }
            double length = BarTicks(last);
            map.Add((s, bar + (length > 0 ? (long)Math.Ceiling((s.Tick - last.Tick) / length) : 0)));
        }
        _signatures = [.. map];
    }

    /// <summary>The signatures; the first one is at tick 0.</summary>
    public IEnumerable<MidiSignature> Changes => _signatures.Select(s => s.Signature);

    /// <summary>The signature that holds at a tick.</summary>
    public MidiSignature At(long tick) => Find(tick).Signature;

    /// <summary>The bar (from 0) that a tick lies in, and the tick that bar starts at.</summary>
    public (long Bar, double StartTick) BarAt(long tick)
    {
        (MidiSignature s, long bar) = Find(tick);
        double length = BarTicks(s);
        if (length == 0)
            return (bar, s.Tick);
        double bars = Math.Floor((tick - s.Tick) / length);
        return (bar + (long)bars, s.Tick + bars * length);
    }

    private double BarTicks(MidiSignature s) => s.Numerator * 4.0 / s.Denominator * _ticksPerQuarter;

    private (MidiSignature Signature, long Bar) Find(long tick)
    {
        int i = _signatures.Length - 1;
        while (i > 0 && _signatures[i].Signature.Tick > tick)
            i--;
        return _signatures[i];
    }
}
