using System.Globalization;
using System.Numerics;
using System.Text;

namespace LakhNes.Score.Pickles;

/// <summary>
/// Reads a pickle (protocols 0 to 5) as data. Names are looked up in the table of the kind of file (<see cref="PickleNames"/>);
/// nothing is imported, resolved or executed, and every other opcode or name is an error that says which.
/// </summary>
/// <remarks>Opcodes: Python's <c>pickletools</c>; their byte values are the protocol's.</remarks>
public sealed class PickleReader
{
    private const int MaximumLong = 255;

    private static readonly object Mark = new();

    private readonly PickleInput _input;
    private readonly PickleNames _names;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];

    private PickleReader(PickleInput input, PickleNames names)
    {
        _input = input;
        _names = names;
    }

    /// <summary>Reads one pickle and leaves the input behind its STOP.</summary>
    /// <param name="input">Where the pickle begins.</param>
    /// <param name="names">What it may mention.</param>
    /// <returns>
    /// null, bool, long, double, string (of Python 2 also one of bytes, each of them a character), byte[],
    /// <see cref="List{T}"/> of objects, object[] (a tuple), <see cref="PickleDict"/>, a number too long for a long as decimal
    /// text, or what <paramref name="names"/> makes.
    /// </returns>
    /// <exception cref="PickleException">Damaged, or it has what this kind of file does not.</exception>
    public static object? Read(PickleInput input, PickleNames names) => new PickleReader(input, names).Run();

    private object? Run()
    {
        for (int i = 0; i < _names.MostOpcodes; i++)
        {
            byte opcode = _input.ReadByte();
            if (opcode == '.')
                return Pop();
            if (!ExecuteText(opcode))
                Execute(opcode);
        }

        throw new PickleException($"the pickle has more than {_names.MostOpcodes} opcodes");
    }

    /// <summary>The opcodes of protocol 0, whose operands are lines of text; false for another one.</summary>
    private bool ExecuteText(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'I':
                string line = _input.ReadLine();
                Push(
                    line switch
                    {
                        "00" => false,
                        "01" => true,
                        _ => Whole(line),
                    }
                );
                return true; // INT, and the truth values before protocol 2
            case (byte)'L':
                Push(Whole(_input.ReadLine().TrimEnd('L')));
                return true; // LONG
            case (byte)'F':
                Push(
                    double.TryParse(_input.ReadLine(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                        ? number
                        : throw PickleException.Malformed("something else than a number")
                );
                return true; // FLOAT
            case (byte)'S':
                Push(PickleText.OfLiteral(_input.ReadLine()));
                return true; // STRING
            case (byte)'V':
                Push(PickleText.OfEscaped(_input.ReadLine()));
                return true; // UNICODE
            case (byte)'p':
                _memo[Index(_input.ReadLine())] = Peek();
                return true; // PUT
            case (byte)'g':
                Push(Recall(Index(_input.ReadLine())));
                return true; // GET
            case (byte)'l':
                Push(new List<object?>(PopToMark()));
                return true; // LIST
            case (byte)'d':
                object?[] items = PopToMark();
                Push(new PickleDict());
                SetItems(items);
                return true; // DICT
            default:
                return false;
        }
    }

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: // PROTO
                int protocol = _input.ReadByte();
                if (protocol > 5)
                    throw new PickleException($"pickle protocol {protocol} is not supported (0 to 5 are)");
                break;
            case 0x95:
                _input.ReadInt64();
                break; // FRAME, which only says how much to read at once
            case (byte)'(':
                _stack.Add(Mark);
                break;
            case (byte)'N':
                Push(null);
                break;
            case 0x88:
                Push(true);
                break;
            case 0x89:
                Push(false);
                break;
            case (byte)'J':
                Push((long)_input.ReadInt32());
                break; // BININT
            case (byte)'K':
                Push((long)_input.ReadByte());
                break; // BININT1
            case (byte)'M':
                Push((long)_input.ReadUInt16());
                break; // BININT2
            case 0x8a:
                Push(ReadLong(_input.ReadByte()));
                break; // LONG1
            case (byte)'G':
                Push(_input.ReadDouble());
                break; // BINFLOAT
            case (byte)'X':
                Push(ReadText(_input.ReadInt32()));
                break; // BINUNICODE
            case 0x8c:
                Push(ReadText(_input.ReadByte()));
                break; // SHORT_BINUNICODE
            case 0x8d:
                Push(ReadText(_input.ReadInt64()));
                break; // BINUNICODE8
            case (byte)'U':
                Push(Encoding.Latin1.GetString(ReadBytes(_input.ReadByte())));
                break; // SHORT_BINSTRING
            case (byte)'T':
                Push(Encoding.Latin1.GetString(ReadBytes(_input.ReadInt32())));
                break; // BINSTRING
            case (byte)'C':
                Push(ReadBytes(_input.ReadByte()));
                break; // SHORT_BINBYTES
            case (byte)'B':
                Push(ReadBytes(_input.ReadInt32()));
                break; // BINBYTES
            case 0x8e or 0x96:
                Push(ReadBytes(_input.ReadInt64()));
                break; // BINBYTES8, BYTEARRAY8
            case 0x8b:
                Push(ReadLong(_input.ReadInt32()));
                break; // LONG4
            case 0x8f:
                Push(new List<object?>());
                break; // EMPTY_SET
            case 0x90:
                Append(PopToMark());
                break; // ADDITEMS
            case 0x91:
                Push(PopToMark());
                break; // FROZENSET
            case (byte)']':
                Push(new List<object?>());
                break;
            case (byte)'}':
                Push(new PickleDict());
                break;
            case (byte)')':
                Push(Array.Empty<object?>());
                break;
            case (byte)'t':
                Push(PopToMark());
                break; // TUPLE
            case 0x85:
                Push(PopTuple(1));
                break;
            case 0x86:
                Push(PopTuple(2));
                break;
            case 0x87:
                Push(PopTuple(3));
                break;
            case (byte)'a':
                Append([Pop()]);
                break;
            case (byte)'e':
                Append(PopToMark());
                break; // APPENDS
            case (byte)'s':
                SetItems(PopTuple(2));
                break;
            case (byte)'u':
                SetItems(PopToMark());
                break; // SETITEMS
            case (byte)'q':
                _memo[_input.ReadByte()] = Peek();
                break; // BINPUT
            case (byte)'r':
                _memo[_input.ReadInt32()] = Peek();
                break; // LONG_BINPUT
            case 0x94:
                _memo[_memo.Count] = Peek();
                break; // MEMOIZE
            case (byte)'h':
                Push(Recall(_input.ReadByte()));
                break; // BINGET
            case (byte)'j':
                Push(Recall(_input.ReadInt32()));
                break; // LONG_BINGET
            case (byte)'c':
                Push(_names.Find(_input.ReadLine(), _input.ReadLine()));
                break; // GLOBAL
            case 0x93: // STACK_GLOBAL
                string name = PopAs<string>("a text"),
                    module = PopAs<string>("a text");
                Push(_names.Find(module, name));
                break;
            case (byte)'Q':
                Push(_names.Outside(PopAs<object?[]>("a tuple")));
                break; // BINPERSID
            case (byte)'R':
                object?[] arguments = PopAs<object?[]>("a tuple");
                Push(_names.Call(Pop(), arguments));
                break; // REDUCE
            case 0x81:
                NewObject(PopAs<object?[]>("a tuple"));
                break; // NEWOBJ
            case 0x92: // NEWOBJ_EX
                Pop();
                NewObject(PopAs<object?[]>("a tuple"));
                break;
            case (byte)'b':
                object? state = Pop();
                _names.SetState(Peek(), state);
                break; // BUILD
            default:
                throw new PickleException($"pickle opcode 0x{opcode:x2} is not one that is read");
        }
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() =>
        _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw PickleException.Malformed("an empty stack");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private T PopAs<T>(string wanted) =>
        Pop() is T value ? value : throw PickleException.Malformed($"something else than {wanted}");

    private object?[] PopTuple(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
            items[i] = Pop();
        return items;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
            throw PickleException.Malformed("no mark");
        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private object? Recall(int index) =>
        _memo.TryGetValue(index, out object? value) ? value : throw PickleException.Malformed("an unknown memo");

    private object ReadLong(int length)
    {
        if (length is < 0 or > MaximumLong)
            throw PickleException.Malformed("a number of an unlikely length");
        return Whole(new BigInteger(_input.ReadBytes(length)));
    }

    private byte[] ReadBytes(long length)
    {
        if (length < 0 || length > _names.MostText)
            throw PickleException.Malformed("a text of an unlikely length");
        return _input.ReadBytes(length);
    }

    private string ReadText(long length) => Encoding.UTF8.GetString(ReadBytes(length));

    private static object Whole(string text) =>
        text.Length <= MaximumLong
        && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? Whole(number)
            : throw PickleException.Malformed("something else than a whole number");

    private static object Whole(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? (long)number : number.ToString(CultureInfo.InvariantCulture);

    private static int Index(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index
            : throw PickleException.Malformed("no number of a memo");

    private void Append(ReadOnlySpan<object?> items)
    {
        if (Peek() is not List<object?> list)
            throw PickleException.Malformed("something else than a list");
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickleDict dict || items.Length % 2 != 0)
            throw PickleException.Malformed("something else than a dict");
        for (int i = 0; i < items.Length; i += 2)
        {
            // an optimiser's state has numbers as keys
            string key = items[i] switch
            {
                string text => text,
                long number => number.ToString(CultureInfo.InvariantCulture),
                _ => throw PickleException.Malformed("a key that is no string"),
            };
            dict[key] = items[i + 1];
        }
    }

    private void NewObject(object?[] arguments) => Push(_names.Create(Pop(), arguments));
}
