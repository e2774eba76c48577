using LakhNes.Concurrency;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;

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

    /// <summary>Hands over what was sent; for the audio thread.</summary>
    public void Take(EventBuffer events)
    {
        while (_events.TryPop(out EngineEvent e))
            events.Add(in e);
    }
}
