using LakhNes.Conversion;
using LakhNes.Conversion.Pictures;
using LakhNes.Drawing;
using LakhNes.Score;

namespace LakhNes.Engine.Generation.Takes.Export;

/// <summary>Takes as files.</summary>
public static class TakeFile
{
    /// <summary>A take as a file of a format: MIDI as <see cref="TakeMidi"/> writes it, a piano roll that tells played and composed notes apart, and
    /// otherwise what <see cref="Song"/> makes of its score. For sound with the instrument's preset see <see cref="ChipEngine.RenderTake"/>.</summary>
    /// <param name="take">The take.</param>
    /// <param name="format">Any.</param>
    /// <param name="played">With what was played.</param>
    /// <exception cref="SongException">The format cannot hold it.</exception>
    public static byte[] Write(Take take, SongFormat format, bool played = false)
    {
        if (format == SongFormat.Midi) return TakeMidi.Write(take, played).ToBytes();
        NesScore score = TakeScore.Of(take, played, out Func<NesEvent, bool> isPlayed);
        if (format != SongFormat.Png) return new Song("LakhNES take " + take.Number, score).ToBytes(format);
        using MemoryStream picture = new();
        PngWriter.Write(picture, PianoRoll.Draw(score, isPlayed));
        return picture.ToArray();
    }
}
