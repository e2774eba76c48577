using LakhNes.Score.Registers;

namespace LakhNes.Score.Trackers;

/// <summary>A module's samples in the memory that the chip plays from.</summary>
internal sealed class SampleLayout
{
    private const int Start = 0xC000,
        End = 0x10000,
        Unit = 64;

    private readonly Dictionary<int, (int Address, int Length)> _places = [];
    private readonly List<SampleBlock> _blocks = [];

    /// <summary>Lays out the samples that instruments play.</summary>
    /// <param name="module">The module; a warning is added where one finds no room.</param>
    /// <param name="file">Its file.</param>
    /// <param name="warnings">What is passed over.</param>
    public SampleLayout(TrackerModule module, string file, List<ReadError> warnings)
    {
        int next = Start;
        foreach (int number in module.Instruments.Values.SelectMany(i => i.Keys.Values).Select(key => key.Sample).Distinct())
        {
            if (!module.Samples.TryGetValue(number, out TrackerSample? sample) || sample.Deltas.Length == 0)
                continue;
            // the chip plays one byte and a multiple of 16
            int length = Math.Min(((sample.Deltas.Length + 14) / 16 * 16) + 1, TrackerSample.MaxLength);
            if (next + length > End)
            {
                warnings.Add(
                    new ReadError(file, PositionUnit.File, 0, $"there is no room for sample {sample.Name}: it is not heard")
                );
                continue;
            }
            _places[number] = (next, length);
            _blocks.Add(new SampleBlock(next, sample.Deltas, 0));
            next = (next + length + Unit - 1) / Unit * Unit;
        }
    }

    /// <summary>The memory.</summary>
    public IReadOnlyList<SampleBlock> Blocks => _blocks;

    /// <summary>Where a sample stands.</summary>
    public bool TryFind(int sample, out int address, out int length)
    {
        bool found = _places.TryGetValue(sample, out (int Address, int Length) place);
        (address, length) = place;
        return found;
    }
}
