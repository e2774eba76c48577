using System.Collections.Immutable;
using System.IO.Hashing;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.Randomness;

namespace LakhNes.Corpus.Adaptation;

/// <summary>Makes pieces for the NES of any MIDI file.</summary>
public static class MidiAdaptation
{
    private const int Lyric = 0x05;

    /// <summary>Adapts a file.</summary>
    /// <param name="path">The file. That it cannot be read is a result, not an exception.</param>
    /// <param name="options">The rules and the seed.</param>
    public static AdaptedFile Adapt(string path, AdaptationOptions options)
    {
        try
        {
            FileInfo file = new(path);
            return file.Exists && file.Length > options.LargestFile
                ? AdaptedFile.Skip(SkipReason.TooLarge)
                : Adapt(FileBytes.Read(path), path, options);
        }
        catch (ScoreFormatException failure)
        {
            return AdaptedFile.Skip(SkipReason.Unreadable, failure.Error);
        }
    }

    /// <summary>Adapts a file in memory. The same bytes and options give the same pieces, whatever the file's name.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name, for the error.</param>
    /// <param name="options">The rules and the seed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="AdaptationOptions.MaxPerFile"/> is not 1 or more.</exception>
    public static AdaptedFile Adapt(ReadOnlyMemory<byte> bytes, string name, AdaptationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPerFile, 1, nameof(options));
        if (bytes.Length > options.LargestFile)
            return AdaptedFile.Skip(SkipReason.TooLarge);
        if (!MidiFile.TryRead(bytes, name, out MidiFile? file, out ReadError error))
            return AdaptedFile.Skip(SkipReason.Unreadable, error);

        // pretty_midi, which the original reads with, looks for tempi in the first track only
        MidiTempoMap tempo = options.Paper ? new(file.Division, file.Tracks.Take(1)) : file.TempoMap();
        IReadOnlyList<MidiInstrument> instruments = MidiInstruments.Of(file);
        double seconds = tempo.SecondsOfTick(EndTick(file, instruments));
        if (seconds < options.ShortestFile)
            return AdaptedFile.Skip(SkipReason.TooShort);
        if (seconds > options.LongestFile)
            return AdaptedFile.Skip(SkipReason.TooLong);

        Pcg32 random = new(options.Seed, XxHash64.HashToUInt64(bytes.Span));
        return options.Paper
            ? PaperAdaptation.Adapt(instruments, tempo, options.MaxPerFile, ref random)
            : MusicalAdaptation.Adapt(instruments, tempo, options.MaxPerFile, ref random);
    }

    /// <summary>
    /// One song of any length, from its start to its end, by the project's rules: the best assignment of its parts to voices. The
    /// same file gives the same song.
    /// </summary>
    /// <param name="file">Any MIDI file; of format 2 one pattern.</param>
    /// <param name="parts">What became of its parts.</param>
    /// <returns>In frames; null where there is no part to use.</returns>
    public static NesScore? Song(MidiFile file, out ImmutableArray<PartOutcome> parts)
    {
        MidiTempoMap tempo = file.TempoMap();
        Pcg32 random = new(0);
        AdaptedFile adapted = MusicalAdaptation.Adapt(
            MidiInstruments.Of(file),
            tempo,
            most: 1,
            ref random,
            (long)Math.Round(tempo.SecondsOfTick(file.EndTick) * TimeUnit.Frame.PerSecond)
        );
        parts = adapted.Parts;
        return adapted.Pieces.IsEmpty ? null : adapted.Pieces[0];
    }

    /// <summary>
    /// Where a file ends by pretty_midi's rules: with the last note, controller or pitch bend of an instrument, lyric, or tempo,
    /// key or time signature of the first track.
    /// </summary>
    private static long EndTick(MidiFile file, IReadOnlyList<MidiInstrument> instruments)
    {
        long end = 0;
        foreach (MidiInstrument instrument in instruments)
        {
            foreach (MidiNote note in instrument.Notes)
                end = Math.Max(end, note.End);
        }
        HashSet<(int, int)> playing = [.. instruments.Select(i => (i.Track, i.Channel))];
        for (int track = 0; track < file.Tracks.Count; track++)
        {
            foreach (MidiEvent e in file.Tracks[track].Events)
            {
                bool counts = e.Kind switch
                {
                    MidiEventKind.Controller or MidiEventKind.PitchBend => playing.Contains((track, e.Channel)),
                    MidiEventKind.Meta => e.Data1 == Lyric
                        || (track == 0 && e.Data1 is MidiMeta.Tempo or MidiMeta.TimeSignature or MidiMeta.KeySignature),
                    _ => false,
                };
                if (counts)
                    end = Math.Max(end, e.Tick);
            }
        }
        return end;
    }
}
