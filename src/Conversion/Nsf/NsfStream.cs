using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Nsf;

/// <summary>Turns a log into the commands of <see cref="NsfPlayer"/>.</summary>
/// <param name="log">The log.</param>
/// <param name="rate">Its rate.</param>
/// <param name="pages">Its samples, in the banks from 1 on.</param>
/// <param name="firstBank">The stream's first bank; null for a stream that follows the program.</param>
/// <param name="address">Where the stream's first byte is seen.</param>
internal sealed class NsfStream(RegisterLog log, PlayRate rate, SamplePages pages, byte? firstBank, int address)
{
    private const int Dma = 0x4014,
        Controllers = 0x4016,
        Status = 0x4015;

    // what every NSF player writes before a song starts
    private static readonly (int Address, byte Value)[] Reset =
    [
        .. Enumerable.Range(0x4000, 20).Select(a => (a, (byte)0)),
        (0x4015, 0),
        (0x4015, 0x0F),
        (0x4017, 0x40),
    ];

    private readonly List<byte> _bytes = [];
    private readonly int[] _shown = [-1, -1, -1, -1, -1];
    private long _frame;

    /// <summary>The commands.</summary>
    public byte[] Write()
    {
        (int Offset, long Frame, int[] Shown)? loop = null;
        for (int i = StartsWithReset() ? Reset.Length : 0; i <= log.Writes.Length; i++)
        {
            if (log.Loop is { } l && loop == null && l.WriteIndex <= i)
            {
                WaitFor(rate.FrameOf(l.Time));
                loop = (_bytes.Count, _frame, [.. _shown]);
            }
            if (i == log.Writes.Length)
                break;
            RegisterWrite write = log.Writes[i];
            WaitFor(rate.FrameOf(write.Time));
            Show(pages.ShownBefore(i));
            if (write.Address is not (Dma or Controllers))
                _bytes.AddRange([(byte)(write.Address - 0x4000), write.Value]);
        }
        WaitFor(rate.FrameOf(log.Length));
        if (loop is { } start && start.Frame < _frame)
        {
            Show(start.Shown);
            GoTo(start.Offset);
            return [.. _bytes];
        }
        _bytes.AddRange([Status - 0x4000, 0]);
        int end = _bytes.Count;
        _bytes.Add(NsfPlayer.EndFrame + NsfPlayer.MostFrames - 1);
        GoTo(end);
        return [.. _bytes];
    }

    private bool StartsWithReset()
    {
        for (int i = 0; i < Reset.Length; i++)
        {
            if (
                i >= log.Writes.Length
                || log.Writes[i] is var w && (w.Time, w.Address, w.Value) != (0, Reset[i].Address, Reset[i].Value)
            )
                return false;
        }
        return true;
    }

    private void WaitFor(long frame)
    {
        while (_frame < frame)
        {
            int frames = (int)Math.Min(frame - _frame, NsfPlayer.MostFrames);
            _bytes.Add((byte)(NsfPlayer.EndFrame + frames - 1));
            _frame += frames;
        }
    }

    private void Show(int[]? shown)
    {
        for (int slot = 0; shown != null && slot < SamplePages.Slots; slot++)
        {
            if (_shown[slot] == shown[slot] || shown[slot] < 0)
                continue;
            _shown[slot] = shown[slot];
            _bytes.AddRange([(byte)(NsfPlayer.SwitchBank + SamplePages.BankOf(slot)), (byte)(1 + shown[slot])]);
        }
    }

    private void GoTo(int offset)
    {
        if (firstBank is not { } bank)
            _bytes.AddRange([NsfPlayer.GoTo, (byte)(address + offset), (byte)((address + offset) >> 8)]);
        else
            _bytes.AddRange([
                NsfPlayer.GoTo,
                (byte)(address + offset % NsfWriter.BankLength),
                (byte)((address + offset % NsfWriter.BankLength) >> 8),
                (byte)(bank + offset / NsfWriter.BankLength),
            ]);
    }
}
