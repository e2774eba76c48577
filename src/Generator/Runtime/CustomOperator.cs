using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>An operator written in C# that ONNX Runtime runs as a node of its graphs.</summary>
public abstract unsafe class CustomOperator : IDisposable
{
    /// <summary>The domain of this project's operators.</summary>
    public const string Domain = "lakhnes";

    private readonly DataType[] _inputs;
    private readonly DataType[] _outputs;
    private readonly NativeBuffer<byte> _name;
    private readonly NativeBuffer<Table> _table;
    private GCHandle _self;

    /// <summary>Describes the operator.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Element types of its inputs.</param>
    /// <param name="outputs">Element types of its outputs.</param>
    protected CustomOperator(string name, DataType[] inputs, DataType[] outputs)
    {
        Name = name;
        _inputs = inputs;
        _outputs = outputs;
        byte[] text = Utf8(name);
        _name = new NativeBuffer<byte>(text.Length);
        text.CopyTo(_name.Span);
        _self = GCHandle.Alloc(this);
        _table = new NativeBuffer<Table>(1);
        *_table.Pointer = new Table
        {
            Version = ApiVersion,
            CreateKernel = &CreateKernelEntry,
            GetName = &GetNameEntry,
            GetExecutionProviderType = &GetProviderEntry,
            GetInputType = &GetInputTypeEntry,
            GetInputTypeCount = &GetInputCountEntry,
            GetOutputType = &GetOutputTypeEntry,
            GetOutputTypeCount = &GetOutputCountEntry,
            KernelCompute = &ComputeEntry,
            KernelDestroy = &DestroyEntry,
            GetInputCharacteristic = &GetZeroEntry,
            GetOutputCharacteristic = &GetZeroEntry,
            GetInputMemoryType = &GetZeroEntry,
            GetVariadicInputMinArity = &GetOneEntry,
            GetVariadicInputHomogeneity = &GetOneEntry,
            GetVariadicOutputMinArity = &GetOneEntry,
            GetVariadicOutputHomogeneity = &GetOneEntry,
            Self = (void*)GCHandle.ToIntPtr(_self),
        };
    }

    /// <summary>The operator's name.</summary>
    public string Name { get; }

    /// <summary>The OrtCustomOp.</summary>
    internal void* Handle => _table.Pointer;

    /// <summary>Call when no session uses the operator any more.</summary>
    public void Dispose()
    {
        if (_self.IsAllocated)
            _self.Free();
        _table.Dispose();
        _name.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes what computes one node.</summary>
    /// <param name="node">The node's attributes.</param>
    protected abstract ICustomKernel CreateKernel(KernelInfo node);

    private static CustomOperator Of(void* table) => (CustomOperator)GCHandle.FromIntPtr((nint)((Table*)table)->Self).Target!;

    // entries that ONNX Runtime calls are thin: the work is in methods of their own, which NativeAOT's first call needs
    [UnmanagedCallersOnly]
    private static void* CreateKernelEntry(void* table, void* api, void* info) => NewKernel(table, info);

    [UnmanagedCallersOnly]
    private static void ComputeEntry(void* kernel, void* context) => Compute(kernel, context);

    [UnmanagedCallersOnly]
    private static void DestroyEntry(void* kernel) => Destroy(kernel);

    [UnmanagedCallersOnly]
    private static byte* GetNameEntry(void* table) => Of(table)._name.Pointer;

    [UnmanagedCallersOnly]
    private static byte* GetProviderEntry(void* table) => null;

    [UnmanagedCallersOnly]
    private static int GetInputTypeEntry(void* table, nuint index) => (int)Of(table)._inputs[index];

    [UnmanagedCallersOnly]
    private static nuint GetInputCountEntry(void* table) => (nuint)Of(table)._inputs.Length;

    [UnmanagedCallersOnly]
    private static int GetOutputTypeEntry(void* table, nuint index) => (int)Of(table)._outputs[index];

    [UnmanagedCallersOnly]
    private static nuint GetOutputCountEntry(void* table) => (nuint)Of(table)._outputs.Length;

    // "required", "default memory"
    [UnmanagedCallersOnly]
    private static int GetZeroEntry(void* table, nuint index) => 0;

    [UnmanagedCallersOnly]
    private static int GetOneEntry(void* table) => 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* NewKernel(void* table, void* info) =>
        (void*)GCHandle.ToIntPtr(GCHandle.Alloc(Of(table).CreateKernel(new KernelInfo(info))));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compute(void* kernel, void* context) =>
        Unsafe.As<ICustomKernel>(GCHandle.FromIntPtr((nint)kernel).Target!).Compute(new KernelContext(context));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Destroy(void* kernel)
    {
        GCHandle handle = GCHandle.FromIntPtr((nint)kernel);
        (handle.Target as IDisposable)?.Dispose();
        handle.Free();
    }

    /// <summary>struct OrtCustomOp of version 17, with a pointer of our own behind it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Table
    {
        public uint Version;
        public delegate* unmanaged<void*, void*, void*, void*> CreateKernel;
        public delegate* unmanaged<void*, byte*> GetName;
        public delegate* unmanaged<void*, byte*> GetExecutionProviderType;
        public delegate* unmanaged<void*, nuint, int> GetInputType;
        public delegate* unmanaged<void*, nuint> GetInputTypeCount;
        public delegate* unmanaged<void*, nuint, int> GetOutputType;
        public delegate* unmanaged<void*, nuint> GetOutputTypeCount;
        public delegate* unmanaged<void*, void*, void> KernelCompute;
        public delegate* unmanaged<void*, void> KernelDestroy;
        public delegate* unmanaged<void*, nuint, int> GetInputCharacteristic;
        public delegate* unmanaged<void*, nuint, int> GetOutputCharacteristic;
        public delegate* unmanaged<void*, nuint, int> GetInputMemoryType;
        public delegate* unmanaged<void*, int> GetVariadicInputMinArity;
        public delegate* unmanaged<void*, int> GetVariadicInputHomogeneity;
        public delegate* unmanaged<void*, int> GetVariadicOutputMinArity;
        public delegate* unmanaged<void*, int> GetVariadicOutputHomogeneity;
        public void* CreateKernelV2;
        public void* KernelComputeV2;
        public void* InferOutputShape;
        public void* GetStartVersion;
        public void* GetEndVersion;
        public void* Self;
    }
}
