using static LakhNes.Conversion.Nsf.Opcode;

namespace LakhNes.Conversion.Nsf;

/// <summary>
/// The 6502 program of the NSF files that the project writes. It follows a stream of commands, a frame's worth at each call:
/// <list type="table">
/// <item><term>$00-$17 v</term><description>writes v to $4000 + command</description></item>
/// <item><term>$20-$27 v</term><description>shows bank v at $8000 + 4096 * (command - $20)</description></item>
/// <item>
/// <term>$28 lo hi (bank)</term><description>goes on elsewhere in the stream; the bank only in banked files</description>
/// </item>
/// <item><term>$80-$FF</term><description>ends the frame; command - $80 frames without a command follow</description></item>
/// </list>
/// Init plays the first frame, each call of play the next one. A banked stream is seen through the window at $9000, its program
/// at $A000, so that samples have the banks at $8000 and from $C000 on for themselves.
/// </summary>
internal sealed class NsfPlayer
{
    /// <summary>Where an unbanked program stands, and its stream after it.</summary>
    public const int UnbankedAddress = 0x8000;

    /// <summary>Where a banked program is seen.</summary>
    private const int BankedAddress = 0xA000;

    /// <summary>Where a bank of the stream is seen.</summary>
    public const int Window = 0x9000;

    public const byte SwitchBank = 0x20,
        GoTo = 0x28,
        EndFrame = 0x80;

    /// <summary>The most frames that one command can end.</summary>
    public const int MostFrames = 128;

    private const int Apu = 0x4000,
        BankRegisters = 0x5FF8,
        WindowBank = BankRegisters + 1;
    private const byte Pointer = 0x00,
        PointerHigh = 0x01,
        Bank = 0x02,
        Wait = 0x03; // zero page

    private NsfPlayer(byte[] code, int init, int play)
    {
        Code = code;
        InitAddress = init;
        PlayAddress = play;
    }

    /// <summary>The program; an unbanked stream follows it.</summary>
    public byte[] Code { get; }

    /// <summary>The routine that starts a song.</summary>
    public int InitAddress { get; }

    /// <summary>The routine that is called once a frame.</summary>
    public int PlayAddress { get; }

    /// <summary>The player of a stream that follows the program.</summary>
    public static NsfPlayer Unbanked()
    {
        // the stream's address is known only when the program's length is
        int length = Assemble(UnbankedAddress, firstBank: null).Code.Length;
        return Assemble(UnbankedAddress + length, firstBank: null);
    }

    /// <summary>The player of a stream in banks.</summary>
    /// <param name="firstBank">Number of the stream's first bank; the others follow it.</param>
    public static NsfPlayer Banked(byte firstBank) => Assemble(Window, firstBank);

    private static NsfPlayer Assemble(int stream, byte? firstBank)
    {
        int origin = firstBank == null ? UnbankedAddress : BankedAddress;
        Assembler a = new(origin);
        a.Add(LdaImmediate, (byte)stream);
        a.Add(StaZeroPage, Pointer);
        a.Add(LdaImmediate, (byte)(stream >> 8));
        a.Add(StaZeroPage, PointerHigh);
        if (firstBank is { } bank)
        {
            a.Add(LdaImmediate, bank);
            SelectBank(a);
        }
        a.Add(LdaImmediate, 0);
        a.Add(StaZeroPage, Wait);

        int play = a.Label("play");
        a.Add(LdaZeroPage, Wait);
        a.Branch(Beq, "next");
        a.Add(DecZeroPage, Wait);
        a.Add(Rts);

        a.Label("next");
        a.Jump(JsrAbsolute, "fetch");
        a.Branch(Bmi, "end frame");
        a.Add(CmpImmediate, GoTo);
        a.Branch(Beq, "go to");
        a.Add(CmpImmediate, SwitchBank);
        a.Branch(Bcs, "switch bank");
        a.Add(Tax);
        a.Jump(JsrAbsolute, "fetch");
        a.AddAbsolute(StaAbsoluteX, Apu);
        a.Jump(JmpAbsolute, "next");

        a.Label("switch bank");
        a.Add(AndImmediate, 7);
        a.Add(Tax);
        a.Jump(JsrAbsolute, "fetch");
        a.AddAbsolute(StaAbsoluteX, BankRegisters);
        a.Jump(JmpAbsolute, "next");

        a.Label("go to");
        a.Jump(JsrAbsolute, "fetch");
        a.Add(Pha);
        a.Jump(JsrAbsolute, "fetch");
        if (firstBank != null)
        {
            a.Add(Pha);
            a.Jump(JsrAbsolute, "fetch");
            SelectBank(a);
            a.Add(Pla);
        }
        a.Add(StaZeroPage, PointerHigh);
        a.Add(Pla);
        a.Add(StaZeroPage, Pointer);
        a.Jump(JmpAbsolute, "next");

        a.Label("end frame");
        a.Add(AndImmediate, 0x7F);
        a.Add(StaZeroPage, Wait);
        a.Add(Rts);

        // A: the stream's next byte, with its flags; X stays
        a.Label("fetch");
        a.Add(LdyImmediate, 0);
        a.Add(LdaIndirectY, Pointer);
        a.Add(IncZeroPage, Pointer);
        a.Branch(Bne, "fetched");
        a.Add(IncZeroPage, PointerHigh);
        if (firstBank != null)
        {
            a.Add(Tay);
            a.Add(LdaZeroPage, PointerHigh);
            a.Add(CmpImmediate, (Window + NsfWriter.BankLength) >> 8);
            a.Branch(Bne, "same bank");
            a.Add(LdaImmediate, Window >> 8);
            a.Add(StaZeroPage, PointerHigh);
            a.Add(IncZeroPage, Bank);
            a.Add(LdaZeroPage, Bank);
            a.AddAbsolute(StaAbsolute, WindowBank);
            a.Label("same bank");
            a.Add(Tya);
        }
        a.Label("fetched");
        a.Add(Tay);
        a.Add(Rts);
        return new NsfPlayer(a.ToArray(), origin, play);
    }

    private static void SelectBank(Assembler a)
    {
        a.Add(StaZeroPage, Bank);
        a.AddAbsolute(StaAbsolute, WindowBank);
    }
}
