namespace LakhNes.Nes;

/// <content>The addressing modes, each with the reads that the hardware makes on the way.</content>
public sealed partial class Cpu6502
{
    // High byte of the last indexed address before the index was added: the SHA family stores through it.
    private int _baseHigh;

    /// <summary>Fetches the operand bytes and works out the address that they mean.</summary>
    /// <param name="mode">Any mode that has an address.</param>
    /// <param name="reads">The instruction only reads: an index within the page costs no extra cycle.</param>
    private int Address(AddressMode mode, bool reads) =>
        mode switch
        {
            AddressMode.Zp => Fetch(),
            AddressMode.Zpx => ZeroPageIndexed(X),
            AddressMode.Zpy => ZeroPageIndexed(Y),
            AddressMode.Abs => FetchWord(),
            AddressMode.Abx => Indexed(FetchWord(), X, reads),
            AddressMode.Aby => Indexed(FetchWord(), Y, reads),
            AddressMode.Izx => ReadZeroPageWord(ZeroPageIndexed(X)),
            AddressMode.Izy => Indexed(ReadZeroPageWord(Fetch()), Y, reads),
            _ => Pc++,
        };

    private int ZeroPageIndexed(int index)
    {
        int address = Fetch();
        Read(address);
        return address + index & 0xFF;
    }

    private int ReadZeroPageWord(int address)
    {
        int low = Read(address);
        return low | Read(address + 1 & 0xFF) << 8;
    }

    private int Indexed(int address, int index, bool reads)
    {
        _baseHigh = address >> 8;
        int sum = address + index & 0xFFFF;
        // The low byte is added first; the read before the carry reaches the high byte is the right one within a page.
        bool crossed = (sum ^ address) > 0xFF;
        if (crossed || !reads)
            Read(address & 0xFF00 | sum & 0xFF);
        return sum;
    }
}
