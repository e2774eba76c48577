using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;

namespace LakhNes.Engine.Tests;

public class ParameterTests
{
    public static TheoryData<string> Names()
    {
        var data = new TheoryData<string>();
        foreach (Parameter parameter in ParameterTable.All)
            data.Add(parameter.Name);
        return data;
    }

    [Fact]
    public void IdsAndNamesAreUniqueAndFound()
    {
        var ids = new HashSet<uint>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Parameter parameter in ParameterTable.All)
        {
            Assert.True(ids.Add(parameter.Id), $"id {parameter.Id} twice");
            Assert.True(names.Add(parameter.Name), $"name {parameter.Name} twice");
            Assert.Same(parameter, ParameterTable.Find(parameter.Id));
            Assert.Same(parameter, ParameterTable.Find(parameter.Name.ToUpperInvariant()));
            Assert.Same(parameter, ParameterTable.All[parameter.Index]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AWriteIsReadBackAndTouchesNoOtherParameter(string name)
    {
        Parameter parameter = ParameterTable.Find(name)!;
        if (parameter.IsOutput)
            return;
        var settings = new EngineSettings();
        double other = parameter.Default == parameter.Range.Maximum ? parameter.Range.Minimum : parameter.Range.Maximum;
        parameter.Write(settings, other);
        foreach (Parameter each in ParameterTable.All)
            Assert.Equal(each == parameter ? other : each.Default, each.Read(settings));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TextAndNormalisedValuesRoundTrip(string name)
    {
        Parameter parameter = ParameterTable.Find(name)!;
        ParameterRange range = parameter.Range;
        int points = range.StepCount > 0 ? range.StepCount : 50;
        for (int i = 0; i <= points; i++)
        {
            double plain = range.Minimum + ((range.Maximum - range.Minimum) * i / points);
            double normalised = parameter.Normalise(plain);
            Assert.InRange(normalised, 0, 1);
            Assert.Equal(plain, parameter.Denormalise(normalised), 9);

            // what the host shows, it can be given back: the text then no longer changes
            string text = parameter.ToText(plain);
            Assert.True(parameter.TryParse(text, out double parsed), text);
            Assert.Equal(text, parameter.ToText(parsed));
            if (range.StepCount > 0)
                Assert.Equal(plain, parsed);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AHostThatKeepsFloatsGivesTheExactValueBack(string name)
    {
        Parameter parameter = ParameterTable.Find(name)!;
        foreach (double plain in new[] { parameter.Range.Minimum, parameter.Default, parameter.Range.Maximum })
        {
            double back = parameter.Denormalise((float)parameter.Normalise(plain));
            Assert.Equal(BitConverter.DoubleToInt64Bits(plain), BitConverter.DoubleToInt64Bits(back));
        }
    }

    [Theory]
    [InlineData("Output Gain", "-6", -6)]
    [InlineData("Output Gain", "  3.5dB ", 3.5)]
    [InlineData("Output Gain", "400 dB", 12)]
    [InlineData("Region", "pal", 1)]
    [InlineData("Pulse 1 Duty", "75 %", 3)]
    [InlineData("Pulse 2 Vibrato Rate", "5 hz", 5)]
    [InlineData("Lowest Key", "c4", 60)]
    [InlineData("Lowest Key", "60", 60)]
    [InlineData("Lowest Key", "C-1", 21)]
    [InlineData("Highest Key", "bb3", 58)]
    [InlineData("Highest Key", "B#3", 60)]
    [InlineData("Trigger Key", "none", -1)]
    [InlineData("Trigger Key", "-1", -1)]
    [InlineData("Trigger Key", "G9", 127)]
    public void TypedTextIsUnderstood(string name, string text, double expected)
    {
        Assert.True(ParameterTable.Find(name)!.TryParse(text, out double plain));
        Assert.Equal(expected, plain);
    }

    [Theory]
    [InlineData("Output Gain", "loud")]
    [InlineData("Output Gain", "nan")]
    [InlineData("Region", "")]
    [InlineData("Voice Mode", "Quartet")]
    [InlineData("Lowest Key", "H4")]
    [InlineData("Lowest Key", "None")]
    [InlineData("Trigger Key", "C#")]
    [InlineData("Trigger Key", "C99999999999")]
    public void OtherTextIsRefused(string name, string text) => Assert.False(ParameterTable.Find(name)!.TryParse(text, out _));

    [Theory]
    [InlineData("Lowest Key", 21, "A0")]
    [InlineData("Highest Key", 108, "C8")]
    [InlineData("Trigger Key", -1, "None")]
    [InlineData("Trigger Key", 0, "C-1")]
    [InlineData("Trigger Key", 61, "C#4")]
    [InlineData("Trigger Key", 127, "G9")]
    public void KeysAreShownByTheirNames(string name, double plain, string expected)
    {
        Assert.Equal(expected, ParameterTable.Find(name)!.ToText(plain));
        Assert.Equal(0, ParameterTable.Find(name)!.Format(plain, stackalloc char[1]));
    }

    [Property]
    public bool AnyNumberBecomesALegalValue(double number, int choose)
    {
        Parameter parameter = ParameterTable.All[(int)((uint)choose % (uint)ParameterTable.All.Length)];
        double sane = parameter.Valid(number),
            plain = parameter.Denormalise(number);
        return sane >= parameter.Range.Minimum
            && sane <= parameter.Range.Maximum
            && plain >= parameter.Range.Minimum
            && plain <= parameter.Range.Maximum;
    }

    /// <summary>docs/parameters.md is what this prints; LAKHNES_UPDATE_DOCS=1 writes it.</summary>
    [Fact]
    public void TheDocumentedTableIsUpToDate()
    {
        var text = new StringBuilder();
        text.Append(
            "# Parameters\n\nGenerated from `src/Engine/Parameters/ParameterTable.cs` and `src/Engine/Settings/GeneratorTable.cs`; `LAKHNES_UPDATE_DOCS=1 ./build.sh test` writes it anew.\n"
        );
        text.Append("Ids are the same in VST3 and CLAP and never change.\n");
        string group = "";
        foreach (Parameter parameter in ParameterTable.All)
        {
            if (parameter.Group != group)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\n## {group = parameter.Group}\n\n| id | name | values | default | what it does |\n| --- | --- | --- | --- | --- |\n"
                );
            ParameterRange range = parameter.Range;
            string values =
                range.Choices.Length > 0
                    ? string.Join(", ", range.Choices.ToArray())
                    : $"{range.ToText(range.Minimum)} to {range.ToText(range.Maximum)}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {parameter.Id} | {parameter.Name} | {values} | {(parameter.IsOutput ? "output" : parameter.ToText(parameter.Default))} | {parameter.Tip} |\n"
            );
        }

        string path = Path.Combine(RepositoryRoot(), "docs", "parameters.md");
        if (Environment.GetEnvironmentVariable("LAKHNES_UPDATE_DOCS") == "1")
            File.WriteAllText(path, text.ToString());
        Assert.Equal(text.ToString(), File.ReadAllText(path));
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("not below the repository");
    }
}
