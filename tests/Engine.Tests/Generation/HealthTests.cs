using LakhNes.Engine.Parameters;

namespace LakhNes.Engine.Tests.Generation;

public class HealthTests
{
    private const int Quarter = SongRig.Rate / 2;

    [Fact]
    public void LeadSpeedAndMemoryAreShownWhileItComposesAndNobodyCanSetThem()
    {
        using SongRig rig = new SongRig(parameters: [("Mode", 1), ("Run", 1), ("Begin", 1)]).Render(
            12 * Quarter,
            SongRig.Phrase(),
            512
        );
        double Shown(string name) => rig.Engine.GetParameter(ParameterTable.Find(name)!.Index);
        Assert.InRange(Shown("Generator Lead"), 0.01, 16);
        Assert.Equal(Shown("Generator Lead") * 500, Shown("Generator Lead Time"), 1e-6);
        Assert.InRange(Shown("Tokens Per Second"), 1, 100_000);
        Assert.InRange(Shown("Generator Memory"), 2, 1000);
        Assert.Equal(0, Shown("Late Notes"));

        rig.Render(12 * Quarter + 64, [SongRig.Set(12 * Quarter, "Late Notes", 7)], 64);
        rig.Set("Generator Memory", 9);
        rig.Engine.LoadPreset(3);
        rig.Render(12 * Quarter + 128, [], 64);
        Assert.Equal(0, Shown("Late Notes"));
        Assert.NotEqual(9, Shown("Generator Memory"));
        rig.Render(12 * Quarter + 192, [SongRig.Set((12 * Quarter) + 128, "Run", 0)], 64);
        Assert.Equal(0, Shown("Generator Lead"));
    }
}
