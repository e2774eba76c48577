using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Generator;

namespace LakhNes.Hosts.Tests.Generation;

/// <summary>Both formats open a project with the model that it names, and with the installed one where that is missing.</summary>
public class ChosenModelTests
{
    [SkippableTheory]
    [InlineData("vst3-host")]
    [InlineData("clap-host")]
    public void AProjectIsComposedByTheModelThatItNames(string host)
    {
        using var folder = new TestFolder();
        string model = folder["own.onnx"];
        File.WriteAllBytes(folder["project"], Project(model));
        string[] length = ["--seconds", "6"];
        Generated own = Generated.Of(host, "", [.. length, "--load-state", folder["project"]]);
        File.Move(model, model + ".away");
        Generated without = Generated.Of(
            host,
            "",
            [.. length, "--load-state", folder["project"], "--save-state", folder["again"]]
        );

        Assert.NotEmpty(own.Notes);
        Assert.NotEqual(own.Notes, without.Notes);
        without.AssertSame(Generated.Of(host, "", [.. length, "--set", "Mode=Free", "--set", "Run=On"]), "the installed model");
        File.Move(model + ".away", model);
        own.AssertSame(Generated.Of(host, "", [.. length, "--load-state", folder["again"]]), "the choice that survived");
    }

    private static byte[] Project(string model)
    {
        SmallModel.Write(model);
        using var engine = new ChipEngine();
        engine.UseModel(new ModelSource(model));
        engine.SetParameter(ParameterTable.Find("Mode")!.Index, (int)GeneratorMode.Free);
        engine.SetParameter(ParameterTable.Find("Run")!.Index, 1);
        return engine.SaveState();
    }
}
