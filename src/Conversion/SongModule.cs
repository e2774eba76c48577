using System.Collections.Immutable;
using LakhNes.Conversion.Formats;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Text;
using LakhNes.Score.Trackers;

namespace LakhNes.Conversion;

/// <summary>Songs as modules for a tracker.</summary>
internal static class SongModule
{
    // at this tempo a step lasts a console frame
    private const int FrameTempo = 150;

    /// <summary>The module of a song: on the bars that it has or states, else on those that are estimated.</summary>
    /// <exception cref="SongException">It is too long for a module.</exception>
    public static TrackerModule Of(Song song, SongWriteOptions options)
    {
        if (song.Module is { } module && !module.Songs.Any(each => each.NotesHaveLengths))
            return module;
        (NesScore bars, TrackerBand? heard) = InBars(song);
        if (!ModuleBuilder.Fits(bars))
            throw new SongException(
                $"a tracker's module holds {TrackerSong.MaxFrames} patterns of {TrackerSong.MaxRows} rows, which is too little for it"
            );
        return ModuleBuilder.Build(
            bars,
            options.Band ?? song.Band ?? heard ?? TrackerBand.Plain(bars),
            song.Name,
            options.PatternBars
        );
    }

    // of a song that tells how loud and of what timbre it is, the instruments that are heard in it
    private static (NesScore Bars, TrackerBand? Heard) InBars(Song song)
    {
        if (song.InStatedBars is { } stated)
            return (stated, null);
        if (!song.Score.Bars.IsEmpty)
            return (song.Score, null);
        if (SongBars.Of(song.Score) is not { } estimated)
            return (OnFrames(song.Score), null);
        return song.Score.HasExpression
            ? (VoiceSounds.InBars(estimated), TrackerBand.OfVoices(VoiceSounds.Of(estimated)))
            : (BarQuantiser.Quantise(estimated), null);
    }

    // without a rhythm: as it is, on the console's frames
    private static NesScore OnFrames(NesScore score)
    {
        NesScore frames = ConsoleFrames.FromSamples(score);
        ImmutableArray<ScoreBar>.Builder bars = ImmutableArray.CreateBuilder<ScoreBar>();
        do bars.Add(new ScoreBar(bars.Count > 0 ? bars[^1].End : 0, Metre.Common, FrameTempo));
        while (bars[^1].End < frames.Length);
        return new NesScore(TimeUnit.Step, frames.Events, frames.Length, bars.DrainToImmutable());
    }
}
