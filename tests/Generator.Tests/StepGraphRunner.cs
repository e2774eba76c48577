using LakhNes.Generator.Runtime;

namespace LakhNes.Generator;

/// <summary>
/// Runs a stored step graph as any user of ONNX would: rings in, a token's key and value out and into the ring.
/// </summary>
internal sealed unsafe class StepGraphRunner : IDisposable
{
    private const float Hidden = -1e30f;

    private readonly List<IDisposable> _owned = [];
    private readonly TransformerXlDimensions _dimensions;
    private readonly OrtBinding _binding;
    private readonly NativeBuffer<long> _token;
    private readonly NativeBuffer<long> _rows;
    private readonly NativeBuffer<float> _mask;
    private readonly NativeBuffer<float> _logits;
    private readonly NativeBuffer<float>[] _keys;
    private readonly NativeBuffer<float>[] _values;
    private readonly NativeBuffer<float>[] _newKeys;
    private readonly NativeBuffer<float>[] _newValues;
    private int _position;

    public StepGraphRunner(ReadOnlySpan<byte> model, TransformerXlDimensions dimensions, int threads = 1)
    {
        _dimensions = dimensions;
        var session = new OrtSession(model, new OrtSessionOptions { Threads = threads });
        _owned.Add(session);
        _binding = new OrtBinding(session);
        int slots = dimensions.MemoryLength,
            heads = dimensions.HeadCount,
            head = dimensions.HeadSize;
        _token = Bind<long>("token", DataType.Int64, true, 1);
        _rows = Bind<long>("distance_row", DataType.Int64, true, slots + 1);
        _mask = Bind<float>("mask", DataType.Float, true, slots + 1);
        _logits = Bind<float>("logits", DataType.Float, false, 1, dimensions.TokenCount);
        int[] layers = [.. Enumerable.Range(0, dimensions.LayerCount)];
        _keys = [.. layers.Select(layer => Bind<float>($"keys.{layer}", DataType.Float, true, heads, head, slots))];
        _values = [.. layers.Select(layer => Bind<float>($"values.{layer}", DataType.Float, true, heads, slots, head))];
        _newKeys = [.. layers.Select(layer => Bind<float>($"new_keys.{layer}", DataType.Float, false, heads, head, 1))];
        _newValues = [.. layers.Select(layer => Bind<float>($"new_values.{layer}", DataType.Float, false, heads, 1, head))];
    }

    public Span<float> Step(int token)
    {
        int slots = _dimensions.MemoryLength,
            next = _position % slots;
        _token.Pointer[0] = token;
        for (int slot = 0; slot < slots; slot++)
        {
            int distance = (next - 1 - slot + slots) % slots + 1;
            _rows.Pointer[slot] = slots - distance;
            _mask.Pointer[slot] = distance <= _position ? 0 : Hidden;
        }

        _rows.Pointer[slots] = slots;
        _binding.Run();
        for (int layer = 0; layer < _dimensions.LayerCount; layer++)
        {
            for (int i = 0; i < _dimensions.AttentionSize; i++)
            {
                int head = i / _dimensions.HeadSize,
                    at = i % _dimensions.HeadSize;
                _keys[layer].Pointer[(long)i * slots + next] = _newKeys[layer].Pointer[i];
                _values[layer].Pointer[((long)head * slots + next) * _dimensions.HeadSize + at] = _newValues[layer].Pointer[i];
            }
        }

        _position++;
        return _logits.Span;
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (IDisposable owned in _owned)
            owned.Dispose();
    }

    private NativeBuffer<T> Bind<T>(string name, DataType type, bool input, params long[] shape)
        where T : unmanaged
    {
        var buffer = new NativeBuffer<T>(shape.Aggregate(1L, (product, size) => product * size));
        _owned.Add(buffer);
        using var tensor = new OrtTensor(buffer.Pointer, buffer.Length * sizeof(T), type, shape);
        if (input)
            _binding.Input(name, tensor);
        else
            _binding.Output(name, tensor);
        return buffer;
    }
}
