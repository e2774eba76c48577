using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Timing;
using LakhNes.Score;

namespace LakhNes.Engine;

/// <summary>Plays a take through an engine of its own, faster than real time.</summary>
internal static class TakeRenderer
{
    private const int BlockFrames = 512;
    private const double SecondsAMinute = 60;

    /// <summary>
    /// Renders a take in stereo, from <see cref="TakeTimeline.Origin"/> to the end of its last note's release; one that loops to
    /// its end, as it sounds after another round of it.
    /// </summary>
    /// <param name="engine">A fresh engine that sounds as it should.</param>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="write">Takes the samples, left and right by turns.</param>
    public static void Render(ChipEngine engine, Take take, bool played, int sampleRate, Action<ReadOnlySpan<float>> write)
    {
        var timeline = new TakeTimeline(take, played);
        bool loops = take.Loops && !played;
        double seconds = timeline.SecondsOf(take.End),
            round = take.End - timeline.Origin;
        engine.Load([Sounding(take, timeline.Origin, played, loops ? round : 0)]);
        engine.Activate(sampleRate, BlockFrames);
        List<(TempoPoint Point, double Sample)> parts =
        [
            .. timeline.Parts.Select(part => (part.Point, part.Seconds * sampleRate)),
        ];
        long length = (long)Math.Round(seconds * sampleRate),
            start = ChipEngine.LatencySamples,
            end = start + length + engine.TailSamples;
        if (loops)
        {
            (start, end) = (start + length, start + (2 * length));
            parts.AddRange([
                .. parts.Select(part => (part.Point with { Position = part.Point.Position + round }, part.Sample + length)),
            ]);
        }

        int part = 0;
        var left = new float[BlockFrames];
        var right = new float[BlockFrames];
        var stereo = new float[2 * BlockFrames];
        for (long position = 0; position < end; )
        {
            while (part + 1 < parts.Count && parts[part + 1].Sample <= position)
                part++;
            (TempoPoint point, double sample) = parts[part];

            // a block ends early where the tempo changes, so that a tempo counts from its own sample
            long next = part + 1 < parts.Count ? Math.Min(end, (long)Math.Ceiling(parts[part + 1].Sample)) : end;
            int count = (int)Math.Min(BlockFrames, next - position);
            Process(
                engine,
                left,
                right,
                count,
                new Transport
                {
                    Playing = true,
                    HasSongPosition = true,
                    SongPosition = point.Position + ((position - sample) * point.Tempo / SecondsAMinute / sampleRate),
                    Tempo = point.Tempo,
                }
            );
            int early = (int)Math.Clamp(start - position, 0, count);
            int frames = count - early;
            for (int i = 0; i < frames; i++)
                (stereo[2 * i], stereo[(2 * i) + 1]) = (left[early + i], right[early + i]);
            if (frames > 0)
                write(stereo.AsSpan(0, 2 * frames));
            position += count;
        }
    }

    private static unsafe void Process(ChipEngine engine, float[] left, float[] right, int frames, Transport transport)
    {
        fixed (
            float* leftOut = left,
                rightOut = right
        )
        {
            var block = new AudioBlock
            {
                Frames = frames,
                Offline = true,
                Left = leftOut,
                Right = rightOut,
                Transport = transport,
            };
            engine.Process(ref block);
        }
    }

    // played notes sound as composed ones do; what sounds at the end of a round ends there
    private static Take Sounding(Take take, double origin, bool played, double round)
    {
        HeardNote[] notes = [.. TakeScore.Heard(take, played).Select(note => note with { Origin = NoteOrigin.Composed })];
        if (round > 0)
        {
            IEnumerable<HeardNote> ends = Enumerable
                .Range(0, NesVoices.Count)
                .Select(voice => new HeardNote(take.End, (NesVoice)voice, 0, NoteOrigin.Composed));
            notes = [.. notes, .. ends, .. notes.Select(note => note with { Position = note.Position + round })];
        }

        return new()
        {
            Number = 1,
            Kept = true,
            InSong = true,
            Start = origin,
            End = take.End + round,
            Tempo = take.Tempo,
            Notes = [.. notes],
        };
    }
}
