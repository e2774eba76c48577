using LakhNes.Conversion;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Pictures;
using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Score;

namespace LakhNes.Cli.Takes;

/// <summary>Takes as files.</summary>
internal static class TakeFile
{
    /// <summary>A take as a file of a format: MIDI as <see cref="TakeMidi"/> writes it, a piano roll that tells played and
    /// composed notes apart, and otherwise what <see cref="Song"/> makes of its score. For sound with the instrument's preset see
    /// <see cref="WriteWav"/>.</summary>
    /// <param name="take">The take.</param>
    /// <param name="format">Any.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="options">How the format is written.</param>
    /// <exception cref="SongException">The format cannot hold it.</exception>
    public static byte[] Write(Take take, SongFormat format, bool played = false, SongWriteOptions? options = null)
    {
        if (format == SongFormat.Midi)
            return TakeMidi.Write(take, played).ToBytes();
        // the host's bars, which the take's MIDI file states, are the rows
        if (format.IsTracker())
            return Song.Read(TakeMidi.Write(take, played).ToBytes(), "LakhNES take " + take.Number, SongFormat.Midi)
                .ToBytes(format, options);
        NesScore score = TakeScore.Of(take, played, out Func<NesEvent, bool> isPlayed);
        if (format != SongFormat.Png)
            return new Song("LakhNES take " + take.Number, score).ToBytes(format);
        using MemoryStream picture = new();
        PngWriter.Write(picture, PianoRoll.Draw(score, isPlayed, TakeBeats.Of(new TakeTimeline(take, played), take.End)));
        return picture.ToArray();
    }

    /// <summary>A take as a WAV file, with an instrument's present sound: stereo, 24 bits. Takes its time.</summary>
    /// <param name="engine">Sounds as the file is to sound.</param>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="sampleRate">Samples a second, as <see cref="ChipEngine"/> can run at.</param>
    public static byte[] WriteWav(ChipEngine engine, Take take, bool played = false, int sampleRate = 48_000)
    {
        using MemoryStream file = new();
        using (WavWriter wav = new(file, sampleRate, channels: 2, WavSampleFormat.Pcm24) { Loops = take.Loops && !played })
            engine.RenderTake(take, played, sampleRate, wav.Write);
        return file.ToArray();
    }
}
