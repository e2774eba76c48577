using LakhNes.Engine.Hosting;

namespace LakhNes.Plugin.Core;

/// <summary>MIDI 1.0 channel messages as engine events, and back.</summary>
internal static class MidiBytes
{
    private const int BendCentre = 8192;

    /// <summary>Reads a channel message; others (system, real-time) say nothing to the engine.</summary>
    /// <param name="offset">Sample of the block.</param>
    /// <param name="status">Status byte.</param>
    /// <param name="first">First data byte.</param>
    /// <param name="second">Second data byte.</param>
    /// <param name="e">The event.</param>
    public static bool TryRead(int offset, byte status, byte first, byte second, out EngineEvent e)
    {
        short channel = (short)(status & 0x0F);
        int a = first & 0x7F,
            b = second & 0x7F;
        e = (status & 0xF0) switch
        {
            // note-on with velocity 0 is MIDI's running-status note-off
            0x80 or 0x90 when (status & 0x10) == 0 || b == 0 => new(
                EngineEventKind.NoteOff,
                offset,
                channel,
                (short)a,
                Value: b / 127.0
            ),
            0x90 => new(EngineEventKind.NoteOn, offset, channel, (short)a, Value: b / 127.0),
            0xA0 => new(EngineEventKind.KeyPressure, offset, channel, (short)a, Value: b / 127.0),
            0xB0 => new(EngineEventKind.Controller, offset, channel, Index: (uint)a, Value: b / 127.0),
            0xC0 => new(EngineEventKind.Program, offset, channel, Index: (uint)a),
            0xD0 => new(EngineEventKind.ChannelPressure, offset, channel, Value: a / 127.0),
            0xE0 => new(EngineEventKind.PitchBend, offset, channel, Value: Bend((b << 7) | a)),
            _ => default,
        };
        return status is >= 0x80 and < 0xF0;
    }

    /// <summary>Writes an event as a channel message.</summary>
    /// <returns>False where MIDI has no message for it.</returns>
    public static bool TryWrite(in EngineEvent e, out byte status, out byte first, out byte second)
    {
        int bend = BendWord(e.Value);
        (int kind, int a, int b) = e.Kind switch
        {
            EngineEventKind.NoteOn => (0x90, e.Key, Math.Max(Seven(e.Value), 1)),
            EngineEventKind.NoteOff or EngineEventKind.NoteChoke => (0x80, e.Key, Seven(e.Value)),
            EngineEventKind.KeyPressure => (0xA0, e.Key, Seven(e.Value)),
            EngineEventKind.Controller => (0xB0, (int)e.Index, Seven(e.Value)),
            EngineEventKind.Program => (0xC0, (int)e.Index, 0),
            EngineEventKind.ChannelPressure => (0xD0, Seven(e.Value), 0),
            EngineEventKind.PitchBend => (0xE0, bend & 0x7F, bend >> 7),
            _ => (0, 0, 0),
        };
        status = (byte)(kind | (e.Channel & 0x0F));
        first = (byte)(a & 0x7F);
        second = (byte)(b & 0x7F);
        return kind != 0;
    }

    /// <summary>A 14-bit bend, 0 to 16383 with 8192 in the middle, as -1 to 1.</summary>
    public static double Bend(int word) => word < BendCentre ? (word - BendCentre) / 8192.0 : (word - BendCentre) / 8191.0;

    private static int BendWord(double bend) => BendCentre + (int)Math.Round(Math.Clamp(bend, -1, 1) * (bend < 0 ? 8192 : 8191));

    private static int Seven(double value) => (int)Math.Round(Math.Clamp(value, 0, 1) * 127);
}
