using System.Globalization;
using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Tests.Support;

/// <summary>A chip that only remembers what is written to it.</summary>
internal sealed class RegisterLog : IApuRegisters
{
    private readonly List<(long Cycle, int Address, byte Value)> _writes = [];

    public IReadOnlyList<(long Cycle, int Address, byte Value)> Writes => _writes;

    public void Write(long cycle, int address, byte value) => _writes.Add((cycle, address, value));

    public void Clear() => _writes.Clear();

    /// <summary>One line a cycle: <c>cycle: address=value address=value</c>, hexadecimal but for the cycle.</summary>
    public string Text() =>
        string.Join(
            '\n',
            _writes
                .GroupBy(write => write.Cycle)
                .Select(cycle =>
                    cycle.Key.ToString(CultureInfo.InvariantCulture)
                    + ": "
                    + string.Join(' ', cycle.Select(write => $"{write.Address:X4}={write.Value:X2}"))
                )
        );
}
