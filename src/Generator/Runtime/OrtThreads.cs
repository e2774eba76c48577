using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>Starts a session's threads, so that they get the priority that the program wants.</summary>
internal sealed unsafe class OrtThreads : IDisposable
{
    private readonly bool _background;
    private GCHandle _self;

    /// <summary>Prepares threads; none is started yet.</summary>
    public OrtThreads(bool background)
    {
        _background = background;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>Makes a session to be created use these threads.</summary>
    public void Register(void* settings)
    {
        Check(
            ((delegate* unmanaged<void*, void*, void*>)Address(Function.SessionOptionsSetCustomThreadCreationOptions))(
                settings,
                (void*)GCHandle.ToIntPtr(_self)
            )
        );
        Check(
            ((delegate* unmanaged<void*, void*, void*>)Address(Function.SessionOptionsSetCustomCreateThreadFn))(
                settings,
                (delegate* unmanaged<void*, delegate* unmanaged<void*, void>, void*, void*>)&Create
            )
        );
        Check(
            ((delegate* unmanaged<void*, void*, void*>)Address(Function.SessionOptionsSetCustomJoinThreadFn))(
                settings,
                (delegate* unmanaged<void*, void>)&Join
            )
        );
    }

    /// <summary>Call when the session is gone.</summary>
    public void Dispose()
    {
        if (_self.IsAllocated)
            _self.Free();
    }

    [UnmanagedCallersOnly]
    private static void* Create(void* options, delegate* unmanaged<void*, void> work, void* argument) =>
        Start(options, work, argument);

    [UnmanagedCallersOnly]
    private static void Join(void* handle) => JoinThread(handle);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void* Start(void* options, delegate* unmanaged<void*, void> work, void* argument)
    {
        var threads = (OrtThreads)GCHandle.FromIntPtr((nint)options).Target!;
        var thread = new Thread(() =>
        {
            if (threads._background)
                BackgroundThread.LowerCurrent();
            work(argument);
        })
        {
            IsBackground = true,
            Name = "ONNX Runtime",
        };
        thread.Start();
        return (void*)GCHandle.ToIntPtr(GCHandle.Alloc(thread));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void JoinThread(void* handle)
    {
        GCHandle thread = GCHandle.FromIntPtr((nint)handle);
        ((Thread)thread.Target!).Join();
        thread.Free();
    }
}
