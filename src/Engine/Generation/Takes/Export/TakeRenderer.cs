using LakhNes.Conversion.Audio;
using LakhNes.Engine.State;

namespace LakhNes.Engine.Generation.Takes.Export;

/// <summary>Plays a take through an engine of its own, faster than real time.</summary>
internal static class TakeRenderer
{
    private const int BlockFrames = 512;
    private const double SecondsAMinute = 60;

    /// <summary>Renders a take as a WAV file, stereo, 24 bits, from <see cref="TakeScore.OriginOf"/> to the end of its last note's release.</summary>
    /// <param name="engine">A fresh engine that sounds as it should.</param>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="sampleRate">Samples a second.</param>
    public static byte[] Render(ChipEngine engine, Take take, bool played, int sampleRate)
    {
        double origin = TakeScore.OriginOf(take, played), quartersPerSample = take.Tempo / SecondsAMinute / sampleRate;
        engine.Load([ToStored(take, origin, played)]);
        engine.Activate(sampleRate, BlockFrames);
        long end = ChipEngine.LatencySamples + (long)((take.End - origin) / quartersPerSample) + engine.TailSamples;
        using MemoryStream file = new();
        using (WavWriter wav = new(file, sampleRate, channels: 2, WavSampleFormat.Pcm24))
        {
            var left = new float[BlockFrames];
            var right = new float[BlockFrames];
            var stereo = new float[2 * BlockFrames];
            for (long position = 0; position < end; position += BlockFrames)
            {
                Process(engine, left, right, new Transport
                {
                    Playing = true,
                    HasSongPosition = true,
                    SongPosition = origin + (position * quartersPerSample),
                    Tempo = take.Tempo,
                });
                int late = (int)Math.Clamp(ChipEngine.LatencySamples - position, 0, BlockFrames);
                int frames = (int)Math.Min(BlockFrames, end - position) - late;
                for (int i = 0; i < frames; i++) (stereo[2 * i], stereo[(2 * i) + 1]) = (left[late + i], right[late + i]);
                if (frames > 0) wav.Write(stereo.AsSpan(0, 2 * frames));
            }
        }

        return file.ToArray();
    }

    private static unsafe void Process(ChipEngine engine, float[] left, float[] right, Transport transport)
    {
        fixed (float* leftOut = left, rightOut = right)
        {
            var block = new AudioBlock { Frames = left.Length, Offline = true, Left = leftOut, Right = rightOut, Transport = transport };
            engine.Process(ref block);
        }
    }

    // played notes sound as composed ones do
    private static StoredTake ToStored(Take take, double origin, bool played)
    {
        List<TakeNote> notes = [];
        foreach (TakeNote note in take.Notes)
        {
            if (TakeScore.IsHeard(note, played)) notes.Add(note with { Kind = TakeNoteKind.Composed });
        }

        return new StoredTake
        {
            Number = 1,
            Kept = true,
            End = take.End,
            Request = new CompositionRequest { Kind = RequestKind.Begin, InSong = true, Start = origin, Tempo = take.Tempo },
            Notes = [.. notes],
        };
    }
}
