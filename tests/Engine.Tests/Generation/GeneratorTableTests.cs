using System.Text.Json;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>What follows from a row of the generator's table.</summary>
public class GeneratorTableTests
{
    private const int Tokens = 150;

    public static TheoryData<string> Rows => [.. GeneratorTable.All.ToArray().Select(row => row.Name)];

    /// <summary>A setting that changes what is composed but not the key would bring stale tokens back.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void WhatTheKeyLeavesOutChangesNothingThatIsComposed(string name)
    {
        Setting row = Row(name);
        (ulong key, string music) = Compose(Base());
        foreach (double share in new[] { 0, 0.4, 1 })
        {
            GeneratorSettings other = Base();
            row.Write(ref other, row.Range.Clamp(row.Range.Minimum + (share * (row.Range.Maximum - row.Range.Minimum))));
            (ulong otherKey, string otherMusic) = Compose(other);
            if (otherKey == key)
                Assert.Equal(music, otherMusic);
            else
                Assert.Equal(SettingRole.Composition, row.Role);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void ARowIsStoredAndReadAgain(string name)
    {
        Setting row = Row(name);
        foreach (double value in new[] { row.Range.Minimum, row.Range.Maximum })
        {
            GeneratorSettings written = new(),
                read = new();
            row.Write(ref written, value);
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                row.Visit(new SettingsWriter(json), ref written);
                json.WriteEndObject();
            }

            using JsonDocument stored = JsonDocument.Parse(stream.ToArray());
            Assert.True(stored.RootElement.TryGetProperty(row.JsonName, out _));
            var reader = new SettingsReader(stored.RootElement);
            row.Visit(reader, ref read);
            Assert.Equal(value, row.Read(in read));
            Assert.Equal(written, read);
        }
    }

    [Fact]
    public void RowsHaveNamesOfTheirOwnAndSayWhatTheyDo()
    {
        Setting[] rows = GeneratorTable.All.ToArray();
        Assert.Equal(rows.Length, rows.Select(row => row.JsonName).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(row.Default, row.Range.Clamp(row.Default)));
        Assert.All(ParameterTable.All.ToArray(), parameter => Assert.NotEmpty(parameter.Tip));
        Assert.All(rows, row => Assert.Equal(row.Tip, ParameterTable.Of(row).Tip));
    }

    // as many settings as possible make a difference
    private static GeneratorSettings Base() =>
        new()
        {
            Mode = GeneratorMode.Free,
            Run = true,
            Quantise = 60,
            Swing = 30,
            Scale = ScaleKind.Minor,
            TopP = 0.9,
            Density = 0.1,
        };

    private static Setting Row(string name) => Array.Find(GeneratorTable.All.ToArray(), row => row.Name == name)!;

    private static (ulong Key, string Music) Compose(GeneratorSettings settings)
    {
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        using var composer = new LiveComposer(model.Model, new CaptureHistory());
        composer.Take(
            new CompositionRequest
            {
                Kind = RequestKind.Begin,
                End = double.PositiveInfinity,
                Tempo = 130,
                Settings = settings,
            }
        );
        ulong key = composer.KeyOf(1);
        var music = new System.Text.StringBuilder();
        for (int i = 0; i < Tokens; i++)
        {
            composer.Step();
            music.Append(composer.LastToken).Append(' ');
            while (composer.TryTake(out HeardNote note))
                music.Append(note).Append(' ');
        }

        return (key, music.ToString());
    }
}
