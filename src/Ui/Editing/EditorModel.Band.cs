using System.Collections.Immutable;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Trackers;

namespace LakhNes.Ui.Editing;

// A song as a band.
internal sealed partial class EditorModel
{
    // of a song that are listened to, and bars of the phrase
    private const double BandSeconds = 60;
    private const int PhraseBars = 4;

    /// <summary>What songs are called that can be opened.</summary>
    public static readonly ImmutableArray<string> SongExtensions = [".nsf", ".nsfe", ".vgm", ".vgz", ".ftm", ".fms", ".txt"];

    /// <summary>
    /// Takes a song's sounds, as a step that can be taken back, and lists its first bars as a take to hear, to keep or to carry
    /// onto a track.
    /// </summary>
    /// <param name="path">The song's file.</param>
    /// <param name="error">Why not; empty where it is done.</param>
    /// <returns>Whether it is done.</returns>
    public bool TryOpenBand(string path, out string error)
    {
        string name = SongFormats.TitleOf(path);
        if (!SongFormats.TryOfPath(path, out SongFormat format))
        {
            error = $"{path}: is no song";
            return false;
        }

        try
        {
            var options = new SongReadOptions { Seconds = BandSeconds };
            Song song = Song.Read(FileBytes.Read(path), path, format, options);
            if (SongBars.Of(song.Score) is not { } heard)
            {
                error = $"{path}: it has no rhythm that bars could be made of";
                return false;
            }

            InstrumentSettings sound = BandPreset.Of(heard, song.Registers, out _);
            if (!TryLoadPreset(name, PresetFile.Write(name, nameof(PresetCategory.Keys), sound), out error))
                return false;
            Engine.AddTake(TakeScore.Read(VoiceSounds.Phrase(heard, PhraseBars), name));
            return true;
        }
        catch (ScoreFormatException failure)
        {
            error = failure.Message;
            return false;
        }
    }
}
