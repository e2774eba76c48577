using System.Globalization;
using System.Text;

namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// Reads a pickle (protocols 2, as PyTorch writes it, to 5) as data. Names are looked up in a fixed table
/// (<see cref="PickleGlobal"/>); nothing is imported, resolved or executed, and every other opcode or name is an error that says
/// which.
/// </summary>
/// <remarks>Opcodes: Python's <c>pickletools</c>; their byte values are the protocol's.</remarks>
internal sealed class PickleReader
{
    // a 41 M model takes 20,000; the limit bounds what a hostile file can make of one byte an object
    private const int MaximumOpcodes = 250_000;
    private const int MaximumText = 1 << 20;
    private const int MaximumLong = 255;

    private static readonly object Mark = new();

    private readonly PickleInput _input;
    private readonly IDictionary<string, StorageReference> _storages;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];

    private PickleReader(PickleInput input, IDictionary<string, StorageReference> storages)
    {
        _input = input;
        _storages = storages;
    }

    /// <summary>Reads one pickle and leaves the input behind its STOP.</summary>
    /// <param name="input">Where the pickle begins.</param>
    /// <param name="storages">Gets every storage that the pickle refers to, by key.</param>
    /// <returns>
    /// null, bool, long, double, string, <see cref="List{T}"/>, object[] (a tuple), <see cref="PickleDict"/>,
    /// <see cref="PickleObject"/>, <see cref="TensorReference"/>, <see cref="StorageReference"/>, or a number too long for a long
    /// as decimal text.
    /// </returns>
    /// <exception cref="CheckpointException">Damaged, or more than a checkpoint needs.</exception>
    public static object? Read(PickleInput input, IDictionary<string, StorageReference> storages) =>
        new PickleReader(input, storages).Run();

    private object? Run()
    {
        for (int i = 0; i < MaximumOpcodes; i++)
        {
            byte opcode = _input.ReadByte();
            if (opcode == '.')
                return Pop();
            Execute(opcode);
        }

        throw new CheckpointException($"the pickle has more than {MaximumOpcodes} opcodes");
    }

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: // PROTO
                int protocol = _input.ReadByte();
                if (protocol is < 2 or > 5)
                    throw new CheckpointException($"pickle protocol {protocol} is not supported (2 to 5 are)");
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
            case (byte)'U' or (byte)'C':
                Push(ReadText(_input.ReadByte()));
                break; // SHORT_BINSTRING, SHORT_BINBYTES
            case (byte)'T' or (byte)'B':
                Push(ReadText(_input.ReadInt32()));
                break; // BINSTRING, BINBYTES
            case 0x8e or 0x96:
                Push(ReadText(_input.ReadInt64()));
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
                Push(PickleGlobal.Find(_input.ReadLine(), _input.ReadLine()));
                break; // GLOBAL
            case 0x93: // STACK_GLOBAL
                string name = PopAs<string>("a text"),
                    module = PopAs<string>("a text");
                Push(PickleGlobal.Find(module, name));
                break;
            case (byte)'Q':
                Push(PersistentId(PopAs<object?[]>("a tuple")));
                break; // BINPERSID
            case (byte)'R':
                Reduce(PopAs<object?[]>("a tuple"));
                break;
            case 0x81:
                NewObject(PopAs<object?[]>("a tuple"));
                break; // NEWOBJ
            case 0x92: // NEWOBJ_EX
                Pop();
                NewObject(PopAs<object?[]>("a tuple"));
                break;
            case (byte)'b':
                Build(Pop());
                break; // BUILD
            default:
                throw new CheckpointException($"pickle opcode 0x{opcode:x2} is not one that PyTorch writes");
        }
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 && _stack[^1] != Mark ? _stack[^1] : throw Malformed("an empty stack");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private T PopAs<T>(string wanted) => Pop() is T value ? value : throw Malformed($"something else than {wanted}");

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
            throw Malformed("no mark");
        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private object? Recall(int index) => _memo.TryGetValue(index, out object? value) ? value : throw Malformed("an unknown memo");

    private object ReadLong(int length)
    {
        if (length is < 0 or > MaximumLong)
            throw Malformed("a number of an unlikely length");
        byte[] bytes = _input.ReadBytes(length);
        var number = new System.Numerics.BigInteger(bytes);
        return number >= long.MinValue && number <= long.MaxValue ? (long)number : number.ToString();
    }

    private string ReadText(long length)
    {
        if (length is < 0 or > MaximumText)
            throw Malformed("a text of an unlikely length");
        return Encoding.UTF8.GetString(_input.ReadBytes(length));
    }

    private void Append(ReadOnlySpan<object?> items)
    {
        if (Peek() is not List<object?> list)
            throw Malformed("something else than a list");
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickleDict dict || items.Length % 2 != 0)
            throw Malformed("something else than a dict");
        for (int i = 0; i < items.Length; i += 2)
        {
            // an optimiser's state has numbers as keys
            string key = items[i] switch
            {
                string text => text,
                long number => number.ToString(CultureInfo.InvariantCulture),
                _ => throw Malformed("a key that is no string"),
            };
            dict[key] = items[i + 1];
        }
    }

    private object PersistentId(object?[] id)
    {
        // ("module", class, file, source) of the legacy container
        if (id is ["module", PickleGlobal { Kind: PickleGlobal.Use.Module } module, _, _])
            return module;

        if (
            id is not ["storage", PickleGlobal { Kind: PickleGlobal.Use.Storage } type, string key, string, long count, ..]
            || count < 0
        )
            throw Malformed("an unknown persistent id");
        (ElementType element, int bytes) = type.Name switch
        {
            "FloatStorage" => (ElementType.Float32, sizeof(float)),
            "HalfStorage" => (ElementType.Float16, sizeof(ushort)),
            "BFloat16Storage" => (ElementType.BFloat16, sizeof(ushort)),
            "DoubleStorage" => (ElementType.Float64, sizeof(double)),
            "LongStorage" => (ElementType.Whole, sizeof(long)),
            "IntStorage" => (ElementType.Whole, sizeof(int)),
            "ShortStorage" => (ElementType.Whole, sizeof(short)),
            _ => (ElementType.Whole, sizeof(byte)),
        };
        var whole = new StorageReference(key, element, count, 0, bytes);
        if (!_storages.TryAdd(key, whole) && _storages[key] != whole)
            throw Malformed("one storage with two sizes");
        return id[5..] switch
        {
            [] or [null] => whole,
            // a view (its own key, offset, length) into the storage
            [object?[] and [string, long offset, long length]] when offset >= 0 && length >= 0 && offset <= count - length =>
                whole with
                {
                    Offset = offset,
                },
            _ => throw Malformed("a storage view outside its storage"),
        };
    }

    private void Reduce(object?[] arguments)
    {
        PickleGlobal callable = PopAs<PickleGlobal>("a known name");
        Push(
            (callable.Kind, arguments) switch
            {
                (PickleGlobal.Use.OrderedDict, [] or [PickleGlobal or null]) => new PickleDict(),
                (PickleGlobal.Use.Sequence, [var items]) => items,
                (PickleGlobal.Use.Parameter, [TensorReference tensor, bool, PickleDict]) => tensor,
                (PickleGlobal.Use.Tensor, [StorageReference storage, long offset, object?[] shape, object?[] strides, ..]) =>
                    Tensor(storage, offset, shape, strides),
                (PickleGlobal.Use.Opaque, _) => new PickleDict(),
                _ => throw new CheckpointException($"the pickle calls {callable.Name} in an unknown way"),
            }
        );
    }

    private static TensorReference Tensor(StorageReference storage, long offset, object?[] shape, object?[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > 4)
            throw Malformed("a tensor of an unknown form");
        int[] sizes = new int[shape.Length];
        long[] steps = new long[shape.Length];
        long count = 1;
        UInt128 last = 0;
        bool isEmpty = false;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] is not long size || size is < 0 or > int.MaxValue)
                throw Malformed("a tensor of an unknown form");
            if (strides[i] is not long stride || stride < 0)
                throw Malformed("a tensor of an unknown form");
            sizes[i] = (int)size;
            steps[i] = stride;
            isEmpty |= size == 0;
            last += (UInt128)Math.Max(0, size - 1) * (ulong)stride;
            count =
                size == 0 ? 0
                : count == 0 || size <= long.MaxValue / 8 / count ? count * size
                : throw Malformed("a tensor of an impossible size");
        }

        if (offset < 0 || (!isEmpty && (UInt128)(ulong)(storage.Offset + offset) + last >= (UInt128)(ulong)storage.Count))
            throw Malformed("a tensor outside its storage");
        return new TensorReference(storage, storage.Offset + offset, sizes, steps);
    }

    private void NewObject(object?[] arguments)
    {
        PickleGlobal type = PopAs<PickleGlobal>("a known name");
        if (type.Kind is PickleGlobal.Use.Opaque or PickleGlobal.Use.OrderedDict)
        {
            Push(new PickleDict());
            return;
        }

        if (type.Kind != PickleGlobal.Use.Module || arguments.Length != 0)
            throw new CheckpointException($"the pickle makes a {type.Name} in an unknown way");
        Push(new PickleObject(type.Name));
    }

    private void Build(object? state)
    {
        switch (Peek())
        {
            case PickleObject module when state is PickleDict attributes:
                module.SetState(attributes);
                break;
            case PickleDict:
                break; // a state dict's version notes
            default:
                throw Malformed("state for something without any");
        }
    }

    private static CheckpointException Malformed(string found) => new($"the pickle is damaged ({found} where it cannot be)");
}
