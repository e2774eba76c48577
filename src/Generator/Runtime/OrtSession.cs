using System.Text;
using Google.Protobuf;
using LakhNes.Generator.Onnx;
using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>
/// A graph that ONNX Runtime has made ready to run. Several threads may run it at once, each with its own binding.
/// </summary>
public sealed unsafe class OrtSession : IDisposable
{
    private readonly OrtThreads _threads;
    private void* _session;
    private void* _domain;

    /// <summary>Makes a model ready.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Threads, operators, lent constants.</param>
    /// <exception cref="OrtException">ONNX Runtime does not accept the model.</exception>
    public OrtSession(ModelProto model, OrtSessionOptions options)
        : this(model.ToByteArray(), options) { }

    /// <summary>Makes a model ready.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="options">Threads, operators, lent constants.</param>
    /// <exception cref="OrtException">ONNX Runtime does not accept the model.</exception>
    public OrtSession(ReadOnlySpan<byte> model, OrtSessionOptions options)
    {
        Load(AppContext.BaseDirectory);
        _threads = new OrtThreads(options.Background);
        void* settings;
        Check(((delegate* unmanaged<void**, void*>)Address(Function.CreateSessionOptions))(&settings));
        try
        {
            Configure(settings, options);
            void* session;
            fixed (byte* bytes = model)
            {
                Check(
                    ((delegate* unmanaged<void*, void*, nuint, void*, void**, void*>)Address(Function.CreateSessionFromArray))(
                        EnvironmentHandle,
                        bytes,
                        (nuint)model.Length,
                        settings,
                        &session
                    )
                );
            }

            _session = session;
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            Release(Function.ReleaseSessionOptions, settings);
        }
    }

    /// <summary>The OrtSession.</summary>
    internal void* Handle => _session;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session != null)
            Release(Function.ReleaseSession, _session);
        if (_domain != null)
            Release(Function.ReleaseCustomOpDomain, _domain);
        _session = _domain = null;
        _threads.Dispose();
    }

    private void Configure(void* settings, OrtSessionOptions options)
    {
        const int AllOptimizations = 99;
        Check(
            ((delegate* unmanaged<void*, int, void*>)Address(Function.SetSessionGraphOptimizationLevel))(
                settings,
                AllOptimizations
            )
        );
        Check(((delegate* unmanaged<void*, int, void*>)Address(Function.SetIntraOpNumThreads))(settings, options.Threads));
        Set(settings, "session.intra_op.allow_spinning", options.Spin ? "1" : "0");
        if (options.ProfilePrefix is { } prefix)
        {
            // ORTCHAR_T: wchar_t on Windows
            fixed (byte* text = OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes($"{prefix}\0") : Utf8(prefix))
                Check(((delegate* unmanaged<void*, byte*, void*>)Address(Function.EnableProfiling))(settings, text));
        }

        _threads.Register(settings);

        Lend(settings, options.LentConstants);
        if (options.Operators.Count == 0)
            return;
        void* domain;
        fixed (byte* text = Utf8(CustomOperator.Domain))
            Check(((delegate* unmanaged<byte*, void**, void*>)Address(Function.CreateCustomOpDomain))(text, &domain));
        _domain = domain;
        foreach (CustomOperator operation in options.Operators)
            Check(((delegate* unmanaged<void*, void*, void*>)Address(Function.CustomOpDomainAdd))(domain, operation.Handle));
        Check(((delegate* unmanaged<void*, void*, void*>)Address(Function.AddCustomOpDomain))(settings, domain));
    }

    private static void Lend(void* settings, IReadOnlyDictionary<string, OrtTensor> constants)
    {
        var names = new List<NativeBuffer<byte>>();
        using var namePointers = new NativeBuffer<nint>(constants.Count);
        using var values = new NativeBuffer<nint>(constants.Count);
        foreach ((string name, OrtTensor tensor) in constants)
        {
            byte[] text = Utf8(name);
            var buffer = new NativeBuffer<byte>(text.Length);
            text.CopyTo(buffer.Span);
            namePointers.Span[names.Count] = (nint)buffer.Pointer;
            values.Span[names.Count] = (nint)tensor.Handle;
            names.Add(buffer);
        }

        Check(
            ((delegate* unmanaged<void*, nint*, nint*, nuint, void*>)Address(Function.AddExternalInitializers))(
                settings,
                namePointers.Pointer,
                values.Pointer,
                (nuint)constants.Count
            )
        );
        foreach (NativeBuffer<byte> name in names)
            name.Dispose();
    }

    private static void Set(void* settings, string key, string value)
    {
        fixed (
            byte* keyText = Utf8(key),
                valueText = Utf8(value)
        )
            Check(
                ((delegate* unmanaged<void*, byte*, byte*, void*>)Address(Function.AddSessionConfigEntry))(
                    settings,
                    keyText,
                    valueText
                )
            );
    }
}
