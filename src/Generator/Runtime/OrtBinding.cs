using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>Tensors for a session's inputs and outputs, bound once: a run allocates nothing on the managed heap.</summary>
public sealed unsafe class OrtBinding : IDisposable
{
    private readonly OrtSession _session;
    private readonly Dictionary<string, byte[]> _names = [];
    private readonly delegate* unmanaged<void*, void*, void*, void*> _run;
    private void* _binding;

    /// <summary>Creates a binding without tensors.</summary>
    /// <param name="session">The session to run; must outlive the binding.</param>
    public OrtBinding(OrtSession session)
    {
        _session = session;
        void* binding;
        Check(((delegate* unmanaged<void*, void**, void*>)Address(Function.CreateIoBinding))(session.Handle, &binding));
        _binding = binding;
        _run = (delegate* unmanaged<void*, void*, void*, void*>)Address(Function.RunWithBinding);
    }

    /// <summary>
    /// Binds an input, in place of what was bound to it before. The tensor may be disposed afterwards, its memory may not.
    /// </summary>
    public void Input(string name, OrtTensor tensor) => Bind(Function.BindInput, name, tensor);

    /// <summary>
    /// Binds an output, in place of what was bound to it before. The tensor may be disposed afterwards, its memory may not.
    /// </summary>
    public void Output(string name, OrtTensor tensor) => Bind(Function.BindOutput, name, tensor);

    /// <summary>Runs the graph once.</summary>
    /// <exception cref="OrtException">An input is missing or has the wrong shape.</exception>
    public void Run() => Check(_run(_session.Handle, null, _binding));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_binding != null)
            Release(Function.ReleaseIoBinding, _binding);
        _binding = null;
    }

    private void Bind(Function function, string name, OrtTensor tensor)
    {
        if (!_names.TryGetValue(name, out byte[]? text))
            _names[name] = text = Utf8(name);
        fixed (byte* bytes = text)
            Check(((delegate* unmanaged<void*, byte*, void*, void*>)Address(function))(_binding, bytes, tensor.Handle));
    }
}
