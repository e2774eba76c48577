using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Nsf;
using LakhNes.Conversion.Pictures;
using LakhNes.Corpus.Adaptation;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Nsf;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.NesMdb.Forms;
using LakhNes.Score.Registers;
using LakhNes.Score.Text;
using LakhNes.Score.Trackers;
using LakhNes.Score.Vgm;

namespace LakhNes.Conversion;

/// <summary>Reads songs of every format.</summary>
internal static class SongReader
{
    public static Song Read(ReadOnlyMemory<byte> bytes, string path, SongFormat format, SongReadOptions options)
    {
        if (options.Track != null && format is not (SongFormat.Nsf or SongFormat.Midi) && !format.IsTracker())
            throw ScoreFormatException.Of(path, "only NSF files, modules and MIDI files of format 2 have tracks to choose from");
        string title = SongFormats.TitleOf(path);
        switch (format)
        {
            case SongFormat.Midi:
                return Midi(MidiPatterns.Choose(MidiFile.Read(bytes, path), path, options.Track), title, path, options);
            case SongFormat.Tx1 or SongFormat.Tx2:
                return Text(NesTextFormat.Tx2);
            case SongFormat.Txf:
                return Text(NesTextFormat.Txf);
            case SongFormat.Txb:
                return Text(NesTextFormat.Txb);
            case SongFormat.Vgm or SongFormat.Vgz:
                RegisterLog log = VgmFile.Read(bytes, path);
                return new Song(log.Tag.Track.Length > 0 ? log.Tag.Track : title, Cut(log, path, options));
            case SongFormat.Nsf:
                return Nsf(bytes, path, options);
            case SongFormat.FamiTracker or SongFormat.FamiStudio:
                return Module(TrackerFile.Read(bytes, path), path, options);
            case var _ when format.Score() is { } form:
                return Steps(form);
            case var _ when format.Disassembly() is var (form, isText):
                return new Song(title, Cut(Disassembly.Read(bytes, path, form, isText), path, options));
            default:
                throw ScoreFormatException.Of(path, $"songs cannot be read from {format.Extension()} files");
        }

        Song Steps(ScoreForm form)
        {
            List<ReadError> warnings = [];
            ExpressiveScore steps = ScorePickle.Read(bytes, path, form, warnings);
            long end = (long)Math.Round((options.Seconds ?? double.MaxValue) * TimeUnit.Sample.PerSecond);
            if (end < steps.Length)
                steps = steps.Until(end);
            CheckLength(steps.Length / TimeUnit.Sample.PerSecond, path);
            return new Song(title, steps.ToScore(), nesMdbMidi: true, warnings) { Steps = steps };
        }

        Song Text(NesTextFormat text) => new(title, Cut(text.Parse(BytesText.OfFile(bytes.Span), path), path, options));
    }

    private static Song Midi(MidiFile midi, string title, string path, SongReadOptions options)
    {
        if (NesMidi.IsNesMidi(midi))
            return OfMidi(NesMidi.Read(midi), isAdapted: false);
        // before a length is made of frames, which a few bytes may claim by the billion
        if (options.Seconds == null)
            CheckLength(midi.TempoMap().SecondsOfTick(midi.EndTick), path);
        NesScore adapted =
            MidiAdaptation.Song(midi, out _)
            ?? throw ScoreFormatException.Of(path, "it has no notes that the console could play");
        return OfMidi(adapted, isAdapted: true);

        Song OfMidi(NesScore score, bool isAdapted) =>
            new(title, Cut(score, path, options), nesMdbMidi: true, midi.Warnings)
            {
                IsAdapted = isAdapted,
                Beats = NesMidi.HasTempo(midi) ? BeatLine.Of(midi) : [],
                Midi = NesMidi.HasTempo(midi) ? midi : null,
            };
    }

    private static Song Nsf(ReadOnlyMemory<byte> bytes, string path, SongReadOptions options)
    {
        NsfFile file;
        try
        {
            file = NsfReader.Read(bytes.Span, path);
        }
        catch (CartridgeException e)
        {
            throw new ScoreFormatException(new ReadError(path, PositionUnit.Offset, e.Offset, e.Reason), e);
        }
        int track = options.Track ?? file.FirstSong + 1;
        if (track < 1 || track > file.Songs)
            throw ScoreFormatException.Of(path, $"it has no track {track}, only 1 to {file.Songs}");
        CheckLength(options.Seconds ?? 0, path);
        RegisterLog log = NsfRecorder.Record(file, track - 1, path, options.Seconds);
        return new Song(file.Title.Length > 0 ? file.Title : SongFormats.TitleOf(path), log, WholePeriods.Join(log));
    }

    private static Song Module(TrackerModule module, string path, SongReadOptions options)
    {
        if (!module.Songs.Any(song => song.Order.Count > 0))
            throw ScoreFormatException.Of(path, "there is no song in it");
        int track = options.Track ?? module.Songs.TakeWhile(song => song.Order.Count == 0).Count() + 1;
        if (track < 1 || track > module.Songs.Count || module.Songs[track - 1].Order.Count == 0)
            throw ScoreFormatException.Of(path, $"it has no track {track}, only 1 to {module.Songs.Count}");
        CheckLength(options.Seconds ?? 0, path);
        // a little more than is allowed, so that a song that goes on for longer is told from one that fits
        double most = options.Seconds ?? Song.LongestSeconds + 1;
        ModulePerformance played = ModulePlayer.Play(module, track - 1, path, most);
        CheckLength(played.Registers.Length / TimeUnit.Sample.PerSecond, path);
        string title = new[]
        {
            module.Songs.Count > 1 ? module.Songs[track - 1].Name : "",
            module.Title,
            SongFormats.TitleOf(path),
        }.First(name => name.Length > 0);
        bool isWhole = options.Seconds == null && options.Track == null;
        return new Song(title, played, isWhole ? module : null);
    }

    private static NesScore Cut(NesScore score, string path, SongReadOptions options)
    {
        if (options.Seconds < score.Seconds)
            score = score.Until(score.TimeOf(options.Seconds.Value));
        CheckLength(score.Seconds, path);
        return score;
    }

    private static RegisterLog Cut(RegisterLog log, string path, SongReadOptions options)
    {
        long end = (long)Math.Round((options.Seconds ?? double.MaxValue) * TimeUnit.Sample.PerSecond);
        if (end < log.Length)
            log = log.Until(end);
        CheckLength(log.Length / TimeUnit.Sample.PerSecond, path);
        return log;
    }

    // a few bytes of a broken file may say that it lasts for centuries
    private static void CheckLength(double seconds, string path)
    {
        if (seconds > Song.LongestSeconds)
            throw ScoreFormatException.Of(
                path,
                FormattableString.Invariant($"it lasts {seconds:0} s, and at most {Song.LongestSeconds} s are read: choose fewer")
            );
    }
}
