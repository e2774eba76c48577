using LakhNes.Score;

namespace LakhNes.Cli.Tests;

/// <summary>Songs to train on.</summary>
internal static class Scales
{
    /// <summary>A scale, which differs from song to song.</summary>
    public static NesScore Song(int number, int notes)
    {
        List<NesEvent> events = [];
        for (int i = 0; i < notes; i++)
        {
            events.Add(NesEvent.NoteOn(10 * i, NesVoice.Pulse1, 50 + (i * (1 + number % 3) + number) % 24));
            events.Add(NesEvent.NoteOff(10 * i + 5 + number % 3, NesVoice.Pulse1));
        }

        return new NesScore(TimeUnit.Frame, [.. events]);
    }
}
