using System.Runtime.InteropServices;
using System.Text;

namespace LakhNes.Generator.Runtime;

/// <summary>
/// Microsoft's ONNX Runtime, bound through its C API: a table of function pointers that only ever grows at its end, so the
/// indices below hold for every version from <see cref="ApiVersion"/> on (onnxruntime_c_api.h, struct OrtApi).
/// </summary>
internal static unsafe partial class OrtLibrary
{
    /// <summary>The version of the table that this binding needs (ONNX Runtime 1.17).</summary>
    public const int ApiVersion = 17;

    private static readonly Lock Gate = new();
    private static void** _api;
    private static void* _environment;
    private static void* _cpuMemory;

    /// <summary>Functions of the table, by index.</summary>
    public enum Function
    {
        GetErrorMessage = 2,
        CreateEnv = 3,
        DisableTelemetryEvents = 6,
        CreateSessionFromArray = 8,
        CreateSessionOptions = 10,
        EnableProfiling = 14,
        SetSessionGraphOptimizationLevel = 23,
        SetIntraOpNumThreads = 24,
        CreateCustomOpDomain = 26,
        CustomOpDomainAdd = 27,
        AddCustomOpDomain = 28,
        CreateTensorWithDataAsOrtValue = 49,
        GetTensorMutableData = 51,
        GetDimensionsCount = 61,
        GetDimensions = 62,
        GetTensorShapeElementCount = 64,
        GetTensorTypeAndShape = 65,
        CreateCpuMemoryInfo = 69,
        KernelInfoGetAttributeInt64 = 86,
        KernelContextGetInput = 90,
        KernelContextGetOutput = 91,
        ReleaseStatus = 93,
        ReleaseSession = 95,
        ReleaseValue = 96,
        ReleaseTensorTypeAndShapeInfo = 99,
        ReleaseSessionOptions = 100,
        ReleaseCustomOpDomain = 101,
        AddSessionConfigEntry = 130,
        RunWithBinding = 133,
        CreateIoBinding = 134,
        ReleaseIoBinding = 135,
        BindInput = 136,
        BindOutput = 137,
        SessionOptionsSetCustomCreateThreadFn = 196,
        SessionOptionsSetCustomThreadCreationOptions = 197,
        SessionOptionsSetCustomJoinThreadFn = 198,
        AddExternalInitializers = 210,
        CreateOp = 213,
        InvokeOp = 214,
        ReleaseOp = 215,
        KernelContextParallelFor = 274,
    }

    /// <summary>The name of the shared library on this system.</summary>
    public static string FileName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll"
        : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib"
        : "libonnxruntime.so";

    /// <summary>OrtMemoryInfo of ordinary memory.</summary>
    public static void* CpuMemory => _cpuMemory;

    /// <summary>The process's one OrtEnv.</summary>
    public static void* EnvironmentHandle => _environment;

    /// <summary>Loads the library, once in the process.</summary>
    /// <param name="folder">The folder that holds it; an absolute path.</param>
    /// <exception cref="OrtException">It is missing, cannot be loaded, or is too old.</exception>
    public static void Load(string folder)
    {
        lock (Gate)
        {
            if (_api != null)
                return;
            string path = FindLibrary(folder);
            // since 1.29 it otherwise marks the user by a file and sends what it does to Microsoft; .NET's own variables it does
            // not see
            if (!OperatingSystem.IsWindows())
                _ = SetVariable("ORT_DISABLE_TELEMETRY", "1", 1);
            if (!NativeLibrary.TryLoad(path, out nint library))
                throw new OrtException(
                    VisualCppRuntime.Missing is { } missing
                        ? $"{path}: needs {missing} of Microsoft's Visual C++ runtime, see {VisualCppRuntime.Address}"
                        : $"{path}: this system cannot load it"
                );
            if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint entry))
                throw new OrtException($"{path}: not a library of ONNX Runtime");

            // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t version); const char* (*GetVersionString)(); }
            void** entryPoints = ((delegate* unmanaged<void**>)entry)();
            void** api = (void**)((delegate* unmanaged<uint, void*>)entryPoints[0])(ApiVersion);
            if (api == null)
            {
                string? version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)entryPoints[1])());
                throw new OrtException($"{path}: ONNX Runtime {version} is too old, 1.{ApiVersion} or newer is needed");
            }

            _api = api;
            const int ErrorsOnly = 3;
            void* environment,
                memory;
            fixed (byte* id = "LakhNES\0"u8)
                Check(
                    ((delegate* unmanaged<int, byte*, void**, void*>)Address(Function.CreateEnv))(ErrorsOnly, id, &environment)
                );
            Check(((delegate* unmanaged<void*, void*>)Address(Function.DisableTelemetryEvents))(environment));
            Check(((delegate* unmanaged<int, int, void**, void*>)Address(Function.CreateCpuMemoryInfo))(0, 0, &memory));
            _environment = environment;
            _cpuMemory = memory;
        }
    }

    /// <summary>The library's path: in a folder, or in lib/lakhnes beside it, where it is installed on Unix.</summary>
    /// <exception cref="OrtException">It is not there.</exception>
    public static string FindLibrary(string folder)
    {
        string path = Path.Combine(folder, FileName);
        string installed = Path.GetFullPath(Path.Combine(folder, "..", "lib", "lakhnes", FileName));
        return File.Exists(path) ? path
            : File.Exists(installed) ? installed
            : throw new OrtException($"{path}: ONNX Runtime is missing");
    }

    /// <summary>The address of a function.</summary>
    public static void* Address(Function function) => _api[(int)function];

    /// <summary>Throws if a call reported an error.</summary>
    public static void Check(void* status)
    {
        if (status == null)
            return;
        string? message = Marshal.PtrToStringUTF8(
            (nint)((delegate* unmanaged<void*, byte*>)Address(Function.GetErrorMessage))(status)
        );
        Release(Function.ReleaseStatus, status);
        throw new OrtException($"ONNX Runtime: {message?.ReplaceLineEndings(" ")}");
    }

    /// <summary>Gives an object back by its Release function.</summary>
    public static void Release(Function function, void* handle) => ((delegate* unmanaged<void*, void>)Address(function))(handle);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    /// <summary>A text as C wants it.</summary>
    public static byte[] Utf8(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
