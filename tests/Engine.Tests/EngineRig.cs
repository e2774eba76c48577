using LakhNes.Engine.Hosting;

namespace LakhNes.Engine.Tests;

/// <summary>Renders a list of events, stamped in absolute samples, through an engine in blocks of any sizes.</summary>
internal sealed unsafe class EngineRig(ChipEngine engine, int maxFrames = 8192)
{
    private readonly float[] _left = new float[maxFrames];
    private readonly float[] _right = new float[maxFrames];
    private readonly float[][] _voices =
    [
        new float[maxFrames],
        new float[maxFrames],
        new float[maxFrames],
        new float[maxFrames],
        new float[maxFrames],
    ];
    private readonly EngineEvent[] _events = new EngineEvent[4096];
    private readonly EngineEvent[] _out = new EngineEvent[256];

    public double Tempo { get; set; } = 120;

    public bool LastBlockSilent { get; private set; }

    public bool WantVoices { get; set; }

    public ReadOnlySpan<float> LastVoice(int voice, int frames) => _voices[voice].AsSpan(0, frames);

    /// <summary>Renders one block; events are relative to it.</summary>
    public ReadOnlySpan<float> Block(int frames, ReadOnlySpan<EngineEvent> events)
    {
        fixed (
            float* l = _left,
                r = _right,
                v0 = _voices[0],
                v1 = _voices[1],
                v2 = _voices[2],
                v3 = _voices[3],
                v4 = _voices[4]
        )
        {
            void** voices = stackalloc void*[] { v0, v1, v2, v3, v4 };
            var block = new AudioBlock
            {
                Frames = frames,
                Events = events,
                EventsOut = _out,
                Left = l,
                Right = r,
                Voices = WantVoices ? voices : null,
                Transport = new Transport { Tempo = Tempo, Playing = true },
            };
            engine.Process(ref block);
            LastBlockSilent = block.Silent;
        }

        return _left.AsSpan(0, frames);
    }

    /// <summary>Renders a whole script, its offsets counted from its start; gives left and right interleaved.</summary>
    public float[] Render(EngineEvent[] script, int frames, params int[] blockSizes)
    {
        var result = new float[frames * 2];
        int next = 0;
        for (int done = 0, turn = 0; done < frames; turn++)
        {
            int size = Math.Min(blockSizes[turn % blockSizes.Length], frames - done);
            int count = 0;
            for (; next < script.Length && script[next].Offset < done + size; next++)
                _events[count++] = script[next] with { Offset = script[next].Offset - done };
            Block(size, _events.AsSpan(0, count));
            for (int i = 0; i < size; i++)
            {
                result[2 * (done + i)] = _left[i];
                result[(2 * (done + i)) + 1] = _right[i];
            }

            done += size;
        }

        return result;
    }
}
