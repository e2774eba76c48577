using System.Collections.Immutable;
using LakhNes.Score.Registers;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>Puts a register log together from commands.</summary>
internal sealed class LogBuilder
{
    private const string Clock = "clock";

    private readonly ImmutableArray<RegisterWrite>.Builder _writes = ImmutableArray.CreateBuilder<RegisterWrite>();
    private readonly List<SampleBlock> _samples = [];
    private readonly int[] _registers = new int[32];

    // functions of one register and one atom are one write, in the place of the first of them
    private readonly Dictionary<(int Register, int Atom), int> _pending = [];
    private readonly string _name;
    private readonly int _clock;
    private long _time;

    private LogBuilder(string name, int clock)
    {
        _name = name;
        _clock = clock;
    }

    /// <summary>Lets a form take the commands after the first, which states the clock.</summary>
    /// <exception cref="ScoreFormatException">The first command is another.</exception>
    public static RegisterLog Build(IEnumerable<Command> commands, string name, Action<LogBuilder, Command> take)
    {
        LogBuilder? builder = null;
        foreach (Command command in commands)
        {
            if (builder != null)
            {
                take(builder, command);
                continue;
            }

            if (command.Count != 2 || command.Text(0) != Clock)
                throw command.Fail("does not state the clock, which the first command does");
            builder = new LogBuilder(name, command.Number(1, int.MaxValue));
        }

        return builder?.ToLog() ?? throw ScoreFormatException.Of(name, "holds no commands");
    }

    /// <summary>The command that begins every list.</summary>
    public static object[] ClockOf(RegisterLog log) => [Clock, (long)log.Clock];

    /// <summary>Time passes.</summary>
    /// <param name="samples">Of 1/44100 s.</param>
    public void Wait(int samples)
    {
        _pending.Clear();
        _time += samples;
    }

    /// <summary>A register is written.</summary>
    public void Write(int address, int value) => _writes.Add(new RegisterWrite(_time, (ushort)address, (byte)value));

    /// <summary>Sample memory: address and bytes as a VGM file's block has them.</summary>
    public void Samples(ReadOnlyMemory<byte> block) =>
        _samples.Add(new SampleBlock(block.Span[0] | (block.Span[1] << 8), block[2..], _writes.Count));

    /// <summary>A function of a register is set; it is written with the others of its atom.</summary>
    public void Set(ChipFunction function, int value, int atom)
    {
        ref int register = ref _registers[function.Address - 0x4000];
        register = function.Set(register, value);
        if (_pending.TryGetValue((function.Address, atom), out int write))
        {
            _writes[write] = _writes[write] with { Value = (byte)register };
            return;
        }

        _pending.Add((function.Address, atom), _writes.Count);
        Write(function.Address, register);
    }

    private RegisterLog ToLog() =>
        new(
            _clock,
            _writes.DrainToImmutable(),
            _time,
            samples: _samples,
            warnings: RegisterLog.CanFollow(_clock)
                ? []
                : [new ReadError(_name, PositionUnit.File, 0, $"a chip clock of {_clock} Hz is not followed")]
        );
}
