using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

/// <summary>MIDI files that tests make, and the WAV files that come of them.</summary>
internal static class Songs
{
    /// <summary>Writes a file of one track, 480 ticks a quarter.</summary>
    public static string Write(string folder, string name, long endTick, params IEnumerable<MidiEvent> events)
    {
        string path = Path.Combine(folder, name);
        var track = new MidiTrack([.. events.OrderBy(e => e.Tick)], endTick);
        File.WriteAllBytes(path, new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [track]).ToBytes());
        return path;
    }

    /// <summary>A note of a channel.</summary>
    public static IEnumerable<MidiEvent> Note(long from, long to, int channel, int key) =>
        [MidiEvent.NoteOn(from, channel, key, 100), MidiEvent.NoteOff(to, channel, key)];

    /// <summary>The left channel of a WAV file of floats (58 bytes of header) or 16-bit numbers (44), and its rate.</summary>
    public static (float[] Samples, int Rate) Read(string wav)
    {
        byte[] file = File.ReadAllBytes(wav);
        int channels = BitConverter.ToInt16(file, 22),
            rate = BitConverter.ToInt32(file, 24),
            bits = BitConverter.ToInt16(file, 34);
        int header = bits == 32 ? 58 : 44,
            frame = channels * bits / 8;
        return (
            [
                .. Enumerable
                    .Range(0, (file.Length - header) / frame)
                    .Select(i =>
                        bits == 32
                            ? BitConverter.ToSingle(file, header + i * frame)
                            : BitConverter.ToInt16(file, header + i * frame) / 32768f
                    ),
            ],
            rate
        );
    }

    /// <summary>The strongest frequency of a part of a sound, in hertz.</summary>
    public static double Tone(string wav, double from = 0.1, double seconds = 0.2)
    {
        (float[] samples, int rate) = Read(wav);
        float[] part = samples[(int)(from * rate)..(int)Math.Min((from + seconds) * rate, samples.Length)];
        return Enumerable
            .Range(0, 500)
            .Select(i => 200 + 2.0 * i)
            .MaxBy(hertz =>
            {
                double cosine = 0,
                    sine = 0;
                for (int i = 0; i < part.Length; i++)
                {
                    (double s, double c) = Math.SinCos(2 * Math.PI * hertz * i / rate);
                    cosine += part[i] * c;
                    sine += part[i] * s;
                }

                return cosine * cosine + sine * sine;
            });
    }
}
