using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine;

/// <summary>Plays a take through an engine of its own, faster than real time.</summary>
internal static class TakeRenderer
{
    private const int BlockFrames = 512;
    private const double SecondsAMinute = 60;

    /// <summary>Renders a take in stereo, from <see cref="TakeTimeline.Origin"/> to the end of its last note's release.</summary>
    /// <param name="engine">A fresh engine that sounds as it should.</param>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="write">Takes the samples, left and right by turns.</param>
    public static void Render(ChipEngine engine, Take take, bool played, int sampleRate, Action<ReadOnlySpan<float>> write)
    {
        var timeline = new TakeTimeline(take, played);
        engine.Load([Sounding(take, timeline.Origin, played)]);
        engine.Activate(sampleRate, BlockFrames);
        (TempoPoint Point, double Sample)[] parts = [.. timeline.Parts.Select(part => (part.Point, part.Seconds * sampleRate))];
        int part = 0;
        long end = ChipEngine.LatencySamples + (long)(timeline.SecondsOf(take.End) * sampleRate) + engine.TailSamples;
        var left = new float[BlockFrames];
        var right = new float[BlockFrames];
        var stereo = new float[2 * BlockFrames];
        for (long position = 0; position < end; )
        {
            while (part + 1 < parts.Length && parts[part + 1].Sample <= position)
                part++;
            (TempoPoint point, double start) = parts[part];

            // a block ends early where the tempo changes, so that a tempo counts from its own sample
            long next = part + 1 < parts.Length ? Math.Min(end, (long)Math.Ceiling(parts[part + 1].Sample)) : end;
            int length = (int)Math.Min(BlockFrames, next - position);
            Process(
                engine,
                left,
                right,
                length,
                new Transport
                {
                    Playing = true,
                    HasSongPosition = true,
                    SongPosition = point.Position + ((position - start) * point.Tempo / SecondsAMinute / sampleRate),
                    Tempo = point.Tempo,
                }
            );
            int late = (int)Math.Clamp(ChipEngine.LatencySamples - position, 0, length);
            int frames = length - late;
            for (int i = 0; i < frames; i++)
                (stereo[2 * i], stereo[(2 * i) + 1]) = (left[late + i], right[late + i]);
            if (frames > 0)
                write(stereo.AsSpan(0, 2 * frames));
            position += length;
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

    // played notes sound as composed ones do
    private static Take Sounding(Take take, double origin, bool played) =>
        new()
        {
            Number = 1,
            Kept = true,
            InSong = true,
            Start = origin,
            End = take.End,
            Tempo = take.Tempo,
            Notes = [.. TakeScore.Heard(take, played).Select(note => note with { Origin = NoteOrigin.Composed })],
        };
}
