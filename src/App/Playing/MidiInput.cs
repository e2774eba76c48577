using LakhNes.Concurrency;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;
using LakhNes.Score.Midi;

namespace LakhNes.App.Playing;

/// <summary>What one thread plays, a device or the computer's keys; heard from the next block's first sample on.</summary>
internal sealed class MidiInput
{
    private const int Capacity = 1024;

    private readonly SpscRing<EngineEvent> _events = new(Capacity);

    /// <summary>Sends a channel message; others, and what finds no room, are dropped. For one thread.</summary>
    /// <param name="status">Status byte.</param>
    /// <param name="first">First data byte.</param>
    /// <param name="second">Second data byte; 0 where the message has one.</param>
    public void Send(byte status, byte first, byte second)
    {
        if (MidiBytes.TryRead(0, status, first, second, out EngineEvent e))
            _events.TryPush(in e);
    }

    /// <summary>Sends channel messages in a row; others, and what finds no room, are dropped. For one thread.</summary>
    /// <param name="messages">Each with its status byte.</param>
    public void Send(ReadOnlySpan<byte> messages)
    {
        while (messages is [var status, .. var rest])
        {
            int count = status is >= 0x80 and < 0xF0 ? MidiEvent.DataBytes(status) : 0;
            if (count > rest.Length)
                return;
            if (count > 0)
                Send(status, rest[0], count > 1 ? rest[1] : (byte)0);
            messages = rest[count..];
        }
    }

    /// <summary>Hands over what was sent; for the audio thread.</summary>
    public void Take(EventBuffer events)
    {
        while (_events.TryPop(out EngineEvent e))
            events.Add(in e);
    }
}
