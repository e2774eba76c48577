using FsCheck;
using FsCheck.Fluent;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Midi;

/// <summary>Random MIDI files that a correct writer can hold.</summary>
public static class MidiGenerators
{
    public static Arbitrary<MidiFile> Files() => File.ToArbitrary();

    private static readonly Gen<byte[]> Payload = Gen.Choose(0, 255).Select(x => (byte)x).ArrayOf().Resize(20);

    // waits at and around the lengths where the variable-length number grows by a byte
    private static readonly Gen<long> Wait = Gen.Frequency(
        (6, Gen.Choose(0, 500).Select(x => (long)x)),
        (1, Gen.Elements(0L, 127, 128, 16383, 16384, 2097151, 2097152, 0x0FFFFFFF))
    );

    private static readonly Gen<MidiEvent> Event = Gen.Frequency(
        (
            8,
            from status in Gen.Choose(0x80, 0xEF)
            from data1 in Gen.Choose(0, 127)
            from data2 in Gen.Choose(0, 127)
            select MidiEvent.ChannelMessage(0, (byte)status, (byte)data1, (byte)data2)
        ),
        (
            2,
            from type in Gen.Choose(0, 127).Where(t => t != MidiMeta.EndOfTrack)
            from payload in Payload
            select MidiEvent.Meta(0, type, payload)
        ),
        (1, Payload.Select(p => MidiEvent.SystemExclusive(0, p))),
        (1, Payload.Select(p => MidiEvent.Escape(0, p)))
    );

    private static readonly Gen<MidiTrack> Track =
        from timed in (from wait in Wait from e in Event select (wait, e)).ListOf()
        from tail in Wait
        select Sum([.. timed], tail);

    private static readonly Gen<MidiChunk> Chunk =
        from id in Gen.Elements("XFIH", "LIST", "a b~")
        from data in Payload
        from place in Gen.Choose(0, 3)
        select new MidiChunk(id, data, place);

    private static readonly Gen<MidiDivision> Division = Gen.OneOf(
        Gen.Choose(1, 0x7FFF).Select(MidiDivision.Musical),
        from frames in Gen.Elements(24, 25, 29, 30)
        from ticks in Gen.Choose(1, 255)
        select MidiDivision.Smpte(frames, ticks)
    );

    private static readonly Gen<MidiFile> File =
        from format in Gen.Elements(MidiFileFormat.SingleTrack, MidiFileFormat.Simultaneous, MidiFileFormat.Independent)
        from division in Division
        from tracks in Track.ListOf(format == MidiFileFormat.SingleTrack ? 1 : 3)
        from chunks in Chunk.ListOf().Resize(3)
        select new MidiFile(
            format,
            division,
            [.. tracks],
            [.. chunks.Select(c => c with { TracksBefore = Math.Min(c.TracksBefore, tracks.Count) }).OrderBy(c => c.TracksBefore)]
        );

    private static MidiTrack Sum(List<(long Wait, MidiEvent Event)> timed, long tail)
    {
        long tick = 0;
        List<MidiEvent> events = [];
        foreach ((long wait, MidiEvent e) in timed)
            events.Add(e.At(tick += wait));
        return new MidiTrack(events, tick + tail);
    }
}
