using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>One of ONNX Runtime's own operators, called from inside a custom one.</summary>
internal sealed unsafe class BuiltInOperator : IDisposable
{
    private void* _operator;

    /// <summary>Makes an operator without attributes ready.</summary>
    /// <param name="node">The custom operator's node.</param>
    /// <param name="name">The operator's name in ONNX.</param>
    /// <param name="version">The operator set that defines it.</param>
    /// <param name="types">Element types of its type constraints T1, T2 and so on.</param>
    /// <param name="inputs">How many inputs it gets.</param>
    /// <exception cref="OrtException">There is no such operator.</exception>
    public BuiltInOperator(KernelInfo node, string name, int version, ReadOnlySpan<DataType> types, int inputs)
    {
        byte** constraints = stackalloc byte*[types.Length];
        byte* texts = stackalloc byte[types.Length * 3];
        int* values = stackalloc int[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            constraints[i] = texts + 3 * i;
            (texts[3 * i], texts[3 * i + 1], texts[3 * i + 2]) = ((byte)'T', (byte)('1' + i), 0);
            values[i] = (int)types[i];
        }

        void* made;
        fixed (
            byte* text = Utf8(name),
                domain = Utf8("")
        )
        {
            Check(
                (
                    (delegate* unmanaged<
                        void*,
                        byte*,
                        byte*,
                        int,
                        byte**,
                        int*,
                        int,
                        void**,
                        int,
                        int,
                        int,
                        void**,
                        void*>)Address(Function.CreateOp)
                )(node.Handle, text, domain, version, constraints, values, types.Length, null, 0, inputs, 1, &made)
            );
        }

        _operator = made;
    }

    /// <summary>Computes the operator's one output.</summary>
    /// <param name="context">The custom operator's run.</param>
    /// <param name="inputs">As many as were announced.</param>
    /// <param name="output">Where the result goes.</param>
    public void Invoke(KernelContext context, ReadOnlySpan<OrtTensor> inputs, OrtTensor output)
    {
        void** values = stackalloc void*[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            values[i] = inputs[i].Handle;
        void* result = output.Handle;
        Check(
            ((delegate* unmanaged<void*, void*, void**, int, void**, int, void*>)Address(Function.InvokeOp))(
                context.Handle,
                _operator,
                values,
                inputs.Length,
                &result,
                1
            )
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_operator != null)
            Release(Function.ReleaseOp, _operator);
        _operator = null;
    }
}
