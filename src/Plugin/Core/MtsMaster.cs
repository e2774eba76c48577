using System.Runtime.InteropServices;
using LakhNes.Engine.Hosting;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Plugin.Core;

/// <summary>MTS-ESP's master as one instance sees it, which is a client for as long as it lives.</summary>
internal sealed unsafe class MtsMaster : ITuningMaster, IDisposable
{
    private const sbyte AnyChannel = -1;
    private const double Concert = 440;

    private readonly MtsLibrary _library;
    private readonly double* _table;
    private readonly double[] _frequencies = new double[PitchTable.Keys];
    private byte[] _nameBytes = [];
    private string _name = "";
    private bool _isGone;

    /// <summary>Becomes a client.</summary>
    public MtsMaster(MtsLibrary library)
    {
        _library = library;
        library.RegisterClient();
        _table = library.GetTuningTable();
    }

    /// <inheritdoc/>
    public bool IsThere => _table is not null && _library.HasMaster() != 0;

    /// <inheritdoc/>
    public string Name
    {
        get
        {
            byte* name = _library.GetScaleName is null ? null : _library.GetScaleName();
            ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
            if (!bytes.SequenceEqual(_nameBytes))
                (_nameBytes, _name) = (bytes.ToArray(), System.Text.Encoding.UTF8.GetString(bytes));
            return _name;
        }
    }

    /// <inheritdoc/>
    public bool Read(ref PitchTable pitches)
    {
        bool changed = false;
        for (int key = 0; key < PitchTable.Keys; key++)
        {
            // another process may write it meanwhile
            double frequency = Volatile.Read(ref _table[key]);
            bool silent = _library.ShouldFilterNote is not null && _library.ShouldFilterNote((byte)key, AnyChannel) != 0;
            if (frequency == _frequencies[key] && silent == double.IsNaN(pitches[key]))
                continue;
            _frequencies[key] = frequency;
            pitches[key] =
                silent ? double.NaN
                : double.IsFinite(frequency) && frequency > 0 ? 69 + (12 * Math.Log2(frequency / Concert))
                : key;
            changed = true;
        }

        return changed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isGone)
            _library.DeregisterClient();
        _isGone = true;
    }
}
