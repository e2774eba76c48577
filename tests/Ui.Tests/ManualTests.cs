using LakhNes.Engine.Parameters;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>The user's manual knows the window and the parameters.</summary>
public class ManualTests
{
    private static readonly string Text = string.Join(
        '\n',
        Directory.GetFiles(Repository.Path("docs/manual"), "*.md").Select(File.ReadAllText)
    );

    [Fact]
    public void EveryPageOfTheWindowIsMentioned()
    {
        using var rig = new WindowRig();
        foreach (string view in (string[])["play", "sound", "compose", "settings"])
        {
            rig.Show(view);
            foreach (TabBar tabs in WindowRig.All(rig.Editor.Scene.Root).OfType<TabBar>().Where(tabs => !tabs.IsVoices))
                Assert.All(tabs.Titles, title => Assert.Matches($@"\*\*{title}\*\*|the page {title}\b", Text));
        }
    }

    [Fact]
    public void EveryParameterIsMentioned() =>
        Assert.All(
            ParameterTable.All.ToArray().Where(parameter => !parameter.IsOutput).Select(NameInText).Distinct(),
            name => Assert.Contains($"**{name}**", Text)
        );

    // of "Pulse 1 Vibrato Depth" what is behind the voice; one knob is called otherwise in the window
    private static string NameInText(Parameter parameter) =>
        parameter.Name == "Output Gain" ? "Output"
        : parameter.Name.StartsWith(parameter.Group + " ", StringComparison.Ordinal)
            ? parameter.Name[(parameter.Group.Length + 1)..]
        : parameter.Name;
}
