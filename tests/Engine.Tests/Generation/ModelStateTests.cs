using System.Text;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Generator;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>A project opens with the model that it was saved with, and keeps its choice where that is missing.</summary>
public sealed class ModelStateTests : IDisposable
{
    private static readonly ModelSource Installed = new(SongRig.ModelPath);

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-models-").FullName;
    private readonly string _own;

    public ModelStateTests()
    {
        _own = Path.Combine(_folder, "chorales.onnx");
        SmallModel.Write(_own);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheChosenModelComesBackBeforeAndAfterActivation()
    {
        byte[] project = Saved();
        foreach (bool active in (bool[])[false, true])
        {
            using var engine = new ChipEngine(Installed);
            if (active)
                engine.Activate(48_000, 512);
            Load(engine, project);
            engine.Activate(48_000, 512);
            Assert.Equal(_own, engine.Model?.Path);
            Assert.Equal("", engine.ModelWarning);
            Assert.Equal(project, engine.SaveState());
        }
    }

    [Fact]
    public void ItIsTheOneThatComposes()
    {
        using var rig = new SongRig(parameters: [("Mode", (int)GeneratorMode.Free), ("Run", 1)]);
        using var chosen = new SongRig(parameters: [("Mode", (int)GeneratorMode.Free), ("Run", 1)]);
        Assert.Equal(SongRig.ModelPath, rig.Engine.Model?.Path);
        chosen.Engine.UseModel(new ModelSource(_own));
        byte[] project = chosen.Engine.SaveState();
        chosen.Render(4 * SongRig.Rate, [], 512);
        EngineEvent[] installed =
        [
            .. new SongRig(parameters: [("Mode", (int)GeneratorMode.Free), ("Run", 1)]).Render(4 * SongRig.Rate, [], 512).Sent,
        ];
        Load(rig.Engine, project);
        rig.Render(4 * SongRig.Rate, [], 512);
        Assert.NotEmpty(rig.Sent);
        Assert.Equal(chosen.Sent, rig.Sent);
        Assert.NotEqual(installed, rig.Sent);
    }

    [Fact]
    public void AMissingModelIsNamedAndTheChoiceSurvives()
    {
        byte[] project = Saved();
        File.Move(_own, _own + ".away");
        using var engine = new ChipEngine(Installed);
        Load(engine, project);
        Assert.Equal(Installed, engine.Model);
        Assert.Contains("chorales", engine.ModelWarning);
        Assert.Contains(_own, engine.ModelWarning);
        Assert.Contains("default composes instead", engine.ModelWarning);
        Assert.Equal(project, engine.SaveState());

        File.Move(_own + ".away", _own);
        Load(engine, engine.SaveState());
        Assert.Equal(_own, engine.Model?.Path);
        Assert.Equal("", engine.ModelWarning);
    }

    [Fact]
    public void AnotherModelOfTheSameNameIsNotIt()
    {
        byte[] project = Saved();
        File.AppendAllText(_own, "x");
        using var engine = new ChipEngine(Installed);
        Load(engine, project);
        Assert.Equal(Installed, engine.Model);
        Assert.Contains("another version", engine.ModelWarning);

        engine.UseModel(new ModelSource(_own));
        Assert.Equal("", engine.ModelWarning);
        using var other = new ChipEngine(Installed);
        Load(other, engine.SaveState());
        Assert.Equal(_own, other.Model?.Path);
    }

    [Fact]
    public void AModelIsFoundByItsContentWhereItWasMoved()
    {
        ModelIdentity model = ModelIdentity.Of(_own);
        string moved = Path.Combine(_folder, "other", "chorales.onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
        File.Move(_own, moved);
        File.WriteAllText(_own, "something else");
        Assert.Equal(moved, model.Find(_own, "/nowhere/chorales.onnx", _folder, moved));
        Assert.Null(model.Find(_own, "/nowhere/chorales.onnx"));
        Assert.Equal("chorales", new ModelIdentity("C:\\Users\\me\\chorales.onnx", "").Name);
    }

    [Fact]
    public void AProjectThatNeverComposedNamesNoModelAndOpensWithTheInstalledOne()
    {
        using var fresh = new ChipEngine(Installed);
        using var chosen = new ChipEngine(Installed);
        chosen.UseModel(new ModelSource(_own));
        Load(chosen, fresh.SaveState());
        Assert.Equal(Installed, chosen.Model);
        Assert.DoesNotContain("onnx", Encoding.UTF8.GetString(fresh.SaveState()));

        fresh.SetParameter(Parameters.ParameterTable.Find("Mode")!.Index, (int)GeneratorMode.Continue);
        Assert.Contains("default.onnx", Encoding.UTF8.GetString(fresh.SaveState()));
    }

    private byte[] Saved()
    {
        using var engine = new ChipEngine(Installed);
        engine.UseModel(new ModelSource(_own));
        return engine.SaveState();
    }

    private static void Load(ChipEngine engine, byte[] project) =>
        Assert.True(engine.TryLoadState(project, out string error), error);
}
