using System.Diagnostics;
using Google.Protobuf;
using LakhNes.Generator.Onnx;

namespace LakhNes.Generator.Tests.Models;

/// <summary>onnx's own checker (Debian's python3-onnx) on the files that are written.</summary>
public sealed class OnnxCheckerTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [SkippableTheory]
    [InlineData(ModelPrecision.Float32)]
    [InlineData(ModelPrecision.Int8)]
    public void ItAcceptsTheFile(ModelPrecision precision)
    {
        Require();
        Assert.Equal("", Check(tiny.FileOf(precision)));
    }

    [SkippableFact]
    public void ItRefusesADamagedOne()
    {
        Require();
        string damaged = Path.GetTempFileName();
        try
        {
            ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(tiny.FileOf(ModelPrecision.Float32)));
            model.Graph.Node.RemoveAt(0);
            File.WriteAllBytes(damaged, model.ToByteArray());
            Assert.NotEqual("", Check(damaged));
        }
        finally
        {
            File.Delete(damaged);
        }
    }

    private static void Require() => Skip.IfNot(Python("import onnx") == "", "python3-onnx is not installed");

    private static string Check(string path) =>
        Python($"import onnx\nonnx.checker.check_model(onnx.load(r'{path}'), full_check=True)");

    /// <returns>What went wrong; empty: nothing.</returns>
    private static string Python(string program)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(OperatingSystem.IsWindows() ? "python" : "/usr/bin/python3", ["-c", program])
                {
                    RedirectStandardError = true,
                }
            )!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"{process.ExitCode}: {errors}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
