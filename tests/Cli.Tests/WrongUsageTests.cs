using System.Reflection;

namespace LakhNes.Cli.Tests;

/// <summary>
/// Wrong usages of every command: one clear line each, exit 2 (the line itself is wrong) or 1 (it cannot be done).
/// </summary>
public sealed class WrongUsageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;
    private readonly string _before = Environment.CurrentDirectory;

    public WrongUsageTests()
    {
        Songs.Write(
            _folder,
            "song.mid",
            4800,
            Enumerable.Range(0, 10).SelectMany(i => Songs.Note(i * 480, i * 480 + 400, 0, 60 + i))
        );
        Songs.Write(_folder, "empty.mid", 480, []);
        File.WriteAllText(Path.Combine(_folder, "text.mid"), "no music");
        File.WriteAllText(Path.Combine(_folder, "bad.tx1.txt"), "P1_NOTEON_60\nnonsense");
        File.WriteAllText(Path.Combine(_folder, "song.tx1.txt"), "P1_NOTEON_60\nWT_22050\nP1_NOTEOFF");
        File.WriteAllText(Path.Combine(_folder, "bad.nlm.txt"), "clock,1789773\np1_vo,99");
        File.WriteAllText(Path.Combine(_folder, "bad.nlm.pkl"), "no pickle");
        File.WriteAllText(Path.Combine(_folder, "bad.exprsco.pkl"), "(F24.0\nI1\nI1\nt.");
        // a log of another console: version 1.01 knows no chip of the NES
        File.WriteAllBytes(Path.Combine(_folder, "old.vgm"), [.. "Vgm "u8, .. new byte[4], 1, 1, .. new byte[54]]);
        File.WriteAllText(Path.Combine(_folder, "model.onnx"), "no model");
        File.WriteAllText(Path.Combine(_folder, "state"), "no state");
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("rendr song.mid a.wav")]
    [InlineData("--wrong")]
    [InlineData("render")]
    [InlineData("render song.mid")]
    [InlineData("render song.mid a.wav b.wav")]
    [InlineData("render missing.mid a.wav")]
    [InlineData("render text.mid a.wav")]
    [InlineData("render folder a.wav")]
    [InlineData("render song.mid folder")]
    [InlineData("render song.mid a.mp3")]
    [InlineData("render song.mid song.mid")]
    [InlineData("render song.mid nowhere/a.wav")]
    [InlineData("render song.mid a.wav --preset Nothing")]
    [InlineData("render song.mid a.wav --preset missing.lakhnes")]
    [InlineData("render song.mid a.wav --state state")]
    [InlineData("render song.mid a.wav --set Duty")]
    [InlineData("render song.mid a.wav --set Nothing=1")]
    [InlineData("render song.mid a.wav --set Mode=Loud")]
    [InlineData("render song.mid a.wav --set LateNotes=1")]
    [InlineData("render song.mid a.wav --bits 12")]
    [InlineData("render song.mid a.wav --sample-rate fast")]
    [InlineData("render song.mid a.wav --sample-rate 1")]
    [InlineData("render song.mid a.wav --seconds 0")]
    [InlineData("render song.mid a.wav --seconds NaN")]
    [InlineData("render song.mid a.wav --track 1")]
    [InlineData("render song.mid a.wav --more 3")]
    [InlineData("render song.mid a.wav --model model.onnx")]
    [InlineData("render song.mid a.wav --generate --model missing.onnx")]
    [InlineData("render song.mid a.wav --take a.xyz")]
    [InlineData("band")]
    [InlineData("band song.mid")]
    [InlineData("band missing.vgm --out band")]
    [InlineData("band text.mid --out band")]
    [InlineData("band bad.tx1.txt --out band")]
    [InlineData("band song.mid --out nowhere/band")]
    [InlineData("convert song.mid")]
    [InlineData("convert song.mid a.xyz")]
    [InlineData("convert song.xyz a.wav")]
    [InlineData("convert bad.tx1.txt a.wav")]
    [InlineData("convert empty.mid a.wav")]
    [InlineData("convert song.mid a.mid b.mid")]
    [InlineData("convert folder a.wav")]
    [InlineData("convert song.mid folder")]
    [InlineData("convert folder out --formats wav")]
    [InlineData("convert song.mid song.tx1.txt --formats wav")]
    [InlineData("convert song.mid out --formats mp3")]
    [InlineData("convert song.mid a.mid --bits 24")]
    [InlineData("convert song.mid a.wav --filter loud")]
    [InlineData("convert song.mid a.wav --expression")]
    [InlineData("convert song.mid a.wav --rate 0")]
    [InlineData("convert song.mid a.wav --seconds 4000")]
    [InlineData("convert song.mid a.exprsco.pkl --rate 44101")]
    [InlineData("convert bad.exprsco.pkl a.mid")]
    [InlineData("convert bad.nlm.txt a.mid")]
    [InlineData("convert bad.nlm.pkl a.mid")]
    [InlineData("vgm")]
    [InlineData("vgm simplify song.mid a.vgm")]
    [InlineData("vgm simplify missing.vgm a.vgm")]
    [InlineData("vgm simplify old.vgm a.vgm")]
    [InlineData("vgm simplify old.vgm a.mid")]
    [InlineData("vgm simplify old.vgm old.vgm")]
    [InlineData("vgm simplify old.vgm a.vgm --keep P3")]
    [InlineData("vgm shorten old.vgm a.vgm")]
    [InlineData("vgm shorten old.vgm a.vgm --max 0")]
    [InlineData("vgm shorten old.vgm a.vgm --start -1")]
    [InlineData("adapt song.mid")]
    [InlineData("adapt missing out")]
    [InlineData("adapt folder out")]
    [InlineData("adapt song.mid text.mid --max-per-file 0")]
    [InlineData("express song.mid")]
    [InlineData("express song.mid --out song.mid")]
    [InlineData("express song.mid --out a.xyz")]
    [InlineData("express missing.mid --out a.mid")]
    [InlineData("express song.mid --out a.mid --expression 101")]
    [InlineData("learn-expression .")]
    [InlineData("learn-expression . --out a")]
    [InlineData("learn-expression . --out a --rounds 0")]
    [InlineData("augment song.mid")]
    [InlineData("augment song.mid --out song.mid")]
    [InlineData("augment song.mid --out a.xyz")]
    [InlineData("augment missing.mid --out a.mid")]
    [InlineData("augment empty.mid --out a.mid")]
    [InlineData("study")]
    [InlineData("study clips folder --out study")]
    [InlineData("study clips folder --out study --seconds 11")]
    [InlineData("study clips folder --out folder")]
    [InlineData("study pairs folder")]
    [InlineData("study serve missing")]
    [InlineData("study serve folder --port 0")]
    [InlineData("study analyse folder --png a.jpg")]
    [InlineData("stats")]
    [InlineData("stats folder")]
    [InlineData("stats text.mid")]
    [InlineData("stats song.mid --png chart.jpg")]
    [InlineData("stats song.mid --csv song.mid")]
    [InlineData("continue song.mid")]
    [InlineData("continue song.mid --out a.xyz")]
    [InlineData("continue song.mid --out song.mid")]
    [InlineData("continue song.mid --out a.mid --model model.onnx")]
    [InlineData("continue missing.mid --out a.mid")]
    [InlineData("accompany song.mid --out a.mid --keep XX")]
    [InlineData("accompany song.mid --resample pitch --out a.mid --from 1")]
    [InlineData("generate --num 0")]
    [InlineData("generate --formats mp3")]
    [InlineData("generate --model missing.onnx")]
    [InlineData("generate --key H")]
    [InlineData("eval")]
    [InlineData("eval --data folder")]
    [InlineData("logits --tokens a")]
    [InlineData("logits --tokens 0 --model missing.onnx")]
    [InlineData("import folder --out a.onnx")]
    [InlineData("import folder --out a.wav")]
    [InlineData("export model.onnx --out folder")]
    [InlineData("export missing.onnx --out folder")]
    [InlineData("dataset folder out")]
    [InlineData("dataset missing out")]
    [InlineData("take state a.mid")]
    [InlineData("take missing a.mid")]
    [InlineData("take state --number 0")]
    [InlineData("take state --variation 1")]
    [InlineData("train --data folder")]
    [InlineData("train --out folder")]
    [InlineData("convert song.mid a.dmc")]
    [InlineData("convert song.mid a.vgm --dmc-rate 3")]
    [InlineData("convert missing.wav a.dmc")]
    [InlineData("judge song.mid --accompany P1,P2,TR,NO")]
    [InlineData("judge song.mid --accompany X")]
    [InlineData("judge song.mid --accompany P1 --png a.png")]
    [InlineData("judge")]
    [InlineData("judge missing.mid")]
    [InlineData("judge text.mid")]
    [InlineData("judge folder")]
    [InlineData("judge song.mid --model missing.onnx")]
    [InlineData("judge song.mid --set Nothing=1")]
    [InlineData("judge song.mid --seeds 0")]
    [InlineData("judge song.mid --png chart.jpg")]
    [InlineData("generate --scene moon")]
    [InlineData("accompany song.mid --resample pitch --scene boss")]
    [InlineData("romtest missing.nes")]
    [InlineData("romtest song.mid")]
    public void IsOneClearLine(string line)
    {
        string[] words =
        [
            .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word =>
                    File.Exists(Path.Combine(_folder, word))
                    || Directory.Exists(Path.Combine(_folder, word))
                    || word.Contains('.')
                    || word is "out" or "missing"
                        ? Path.Combine(_folder, word)
                        : word
                ),
        ];
        HashSet<string> files = Entries();

        CliRun run = CliRun.Of(words);

        Assert.InRange(run.ExitCode, 1, 2);
        string error = Assert.Single(run.Error.TrimEnd('\r', '\n').Split('\n'), text => !text.Contains("ordinary MIDI"));
        Assert.StartsWith("lakhnes: ", error);
        Assert.DoesNotContain('\t', run.Error);
        Assert.DoesNotContain("Exception", error);
        string[] sentences = error["lakhnes: ".Length..].Split(". ", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(sentences.Length, sentences.Distinct().Count());
        files.UnionWith([Path.Combine(_folder, "out")]);
        Assert.Subset(files, Entries());
        Assert.Equal(_before, Environment.CurrentDirectory);
    }

    [Fact]
    public void EveryCommandIsAmongThem()
    {
        string help = CliRun.Of("--help").Output;
        string[] commands =
        [
            .. help[(help.IndexOf("Commands:", StringComparison.Ordinal) + 9)..]
                .Split('\n')
                .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && char.IsAsciiLetter(line[2]))
                .Select(line => line.Trim().Split(' ')[0]),
        ];
        Assert.True(commands.Length >= 16, help);
        string[] tried =
        [
            .. typeof(WrongUsageTests)
                .GetMethod(nameof(IsOneClearLine))!
                .GetCustomAttributes<InlineDataAttribute>()
                .Select(row => ((string)row.GetData(null!).Single()[0]).Split(' ')[0]),
        ];
        Assert.All(commands, command => Assert.True(tried.Count(name => name == command) >= 2, command));
    }

    private HashSet<string> Entries() => [.. Directory.GetFileSystemEntries(_folder)];
}
