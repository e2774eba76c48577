namespace LakhNes.Nes;

/// <content>NMI, IRQ and BRK: when they are noticed, and how one takes another's place.</content>
public sealed partial class Cpu6502
{
    private const int NmiVector = 0xFFFA;
    private const int ResetVector = 0xFFFC;
    private const int IrqVector = 0xFFFE;

    private bool _nmiLine;

    // Detectors at the end of the last cycle, and what they said one cycle before: an instruction decides on its last but one.
    private bool _nmiPending;
    private bool _irqPending;
    private bool _nmiPolled;
    private bool _irqPolled;

    private bool InterruptDue => _nmiPolled || _irqPolled;

    private void SampleInterrupts(InterruptLines lines)
    {
        _nmiPolled = _nmiPending;
        _irqPolled = _irqPending;
        bool nmi = (lines & InterruptLines.Nmi) != 0;
        if (nmi && !_nmiLine)
            _nmiPending = true;
        _nmiLine = nmi;
        _irqPending = (lines & InterruptLines.Irq) != 0 && (P & StatusFlags.InterruptDisable) == 0;
    }

    private void EnterInterrupt()
    {
        Read(Pc);
        Read(Pc);
        PushStateAndJump(StatusFlags.None);
    }

    private void SoftwareBreak()
    {
        Fetch();
        PushStateAndJump(StatusFlags.Break);
    }

    private void PushStateAndJump(StatusFlags pushed)
    {
        PushWord(Pc);
        // An NMI seen by now takes the vector of the IRQ or BRK whose state is being pushed.
        bool nmi = _nmiPending;
        Push((byte)(P | StatusFlags.Unused | pushed));
        P |= StatusFlags.InterruptDisable;
        if (nmi)
            _nmiPending = false;
        JumpToVector(nmi ? NmiVector : IrqVector);
        // The sequence itself does not poll: the handler's first instruction always runs.
        _nmiPolled = _irqPolled = false;
    }

    private void JumpToVector(int vector)
    {
        int low = Read(vector);
        Pc = (ushort)(low | Read(vector + 1) << 8);
    }

    private void ForgetInterrupts() => _nmiPending = _irqPending = _nmiPolled = _irqPolled = false;
}
