using FsCheck.Xunit;

namespace LakhNes.Nes.Tests;

public class CpuArithmeticTests
{
    [Property]
    public void AdditionCarriesAndOverflowsLikeTheIntegers(byte a, byte operand, bool carry)
    {
        Cpu6502 cpu = Run(0x69, operand, a, carry, decimalMode: true);
        int sum = a + operand + (carry ? 1 : 0);
        int signed = (sbyte)a + (sbyte)operand + (carry ? 1 : 0);
        AssertResult(cpu, sum, sum > 255, signed is < -128 or > 127);
    }

    [Property]
    public void SubtractionBorrowsAndOverflowsLikeTheIntegers(byte a, byte operand, bool carry)
    {
        Cpu6502 cpu = Run(0xE9, operand, a, carry, decimalMode: true);
        int difference = a - operand - (carry ? 0 : 1);
        int signed = (sbyte)a - (sbyte)operand - (carry ? 0 : 1);
        AssertResult(cpu, difference, difference >= 0, signed is < -128 or > 127);
    }

    [Property]
    public void ComparisonIsSubtractionWithoutAResult(byte a, byte operand)
    {
        Cpu6502 cpu = Run(0xC9, operand, a, carry: false, decimalMode: false);
        Assert.Equal(a, cpu.A);
        Assert.Equal(a >= operand, (cpu.P & StatusFlags.Carry) != 0);
        Assert.Equal(a == operand, (cpu.P & StatusFlags.Zero) != 0);
        Assert.Equal((a - operand & 0x80) != 0, (cpu.P & StatusFlags.Negative) != 0);
    }

    [Property]
    public void DecrementAndCompareIsBoth(byte a, byte memory)
    {
        var bench = new CpuBench(0xC7, 0x10);
        bench.Cpu.A = a;
        bench.Memory[0x10] = memory;
        bench.Step();
        byte decremented = (byte)(memory - 1);
        Assert.Equal(decremented, bench.Memory[0x10]);
        Assert.Equal(a >= decremented, (bench.Cpu.P & StatusFlags.Carry) != 0);
        Assert.Equal(a == decremented, (bench.Cpu.P & StatusFlags.Zero) != 0);
    }

    [Property]
    public void IncrementAndSubtractIsBoth(byte a, byte memory)
    {
        var bench = new CpuBench(0xE7, 0x10);
        bench.Cpu.A = a;
        bench.Cpu.P = StatusFlags.Carry;
        bench.Memory[0x10] = memory;
        bench.Step();
        byte incremented = (byte)(memory + 1);
        Assert.Equal(incremented, bench.Memory[0x10]);
        Assert.Equal((byte)(a - incremented), bench.Cpu.A);
    }

    [Theory]
    [InlineData(0xFF, 0xFF, true, 0xFF, true, false)]
    [InlineData(0xC0, 0x80, false, 0x40, true, true)]
    [InlineData(0x80, 0xC0, true, 0xC0, true, true)]
    [InlineData(0x40, 0x40, false, 0x20, false, true)]
    public void AndWithRotationTakesItsFlagsFromBitsFiveAndSix(
        byte a,
        byte operand,
        bool carry,
        byte result,
        bool carryOut,
        bool overflow
    )
    {
        Cpu6502 cpu = Run(0x6B, operand, a, carry, decimalMode: false);
        Assert.Equal(result, cpu.A);
        Assert.Equal(carryOut, (cpu.P & StatusFlags.Carry) != 0);
        Assert.Equal(overflow, (cpu.P & StatusFlags.Overflow) != 0);
    }

    [Property]
    public void RotatingLeftThenRightGivesTheByteAndTheCarryBack(byte value, bool carry)
    {
        var bench = new CpuBench(0x2A, 0x6A);
        bench.Cpu.A = value;
        bench.Cpu.P = carry ? StatusFlags.Carry : StatusFlags.None;
        bench.Step();
        Assert.Equal((byte)(value << 1 | (carry ? 1 : 0)), bench.Cpu.A);
        bench.Step();
        Assert.Equal(value, bench.Cpu.A);
        Assert.Equal(carry, (bench.Cpu.P & StatusFlags.Carry) != 0);
    }

    private static Cpu6502 Run(byte opcode, byte operand, byte a, bool carry, bool decimalMode)
    {
        var bench = new CpuBench(opcode, operand);
        bench.Cpu.A = a;
        bench.Cpu.P = (carry ? StatusFlags.Carry : 0) | (decimalMode ? StatusFlags.Decimal : 0);
        bench.Step();
        return bench.Cpu;
    }

    private static void AssertResult(Cpu6502 cpu, int result, bool carry, bool overflow)
    {
        Assert.Equal((byte)result, cpu.A);
        Assert.Equal(carry, (cpu.P & StatusFlags.Carry) != 0);
        Assert.Equal(overflow, (cpu.P & StatusFlags.Overflow) != 0);
        Assert.Equal(cpu.A == 0, (cpu.P & StatusFlags.Zero) != 0);
        Assert.Equal(cpu.A >= 0x80, (cpu.P & StatusFlags.Negative) != 0);
    }
}
