using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Corpus.Augmentation;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Corpus.Tests.Augmentation;

/// <summary>Against the augmentation of <c>shared/tools/train_txl.py</c>, given the same choices.</summary>
public class OriginalAugmentationTests
{
    // stands in for the random numbers: what it returns was drawn here
    private const string Script = """
        import json, sys, tempfile, os
        sys.path.insert(0, sys.argv[1])
        import numpy as np
        import train_txl as T
        class Chosen:
            def __init__(s, c): s.c, s.halves = c, [0.0 if c["voices"] != [0, 1, 2, 3] else 1.0, 0.0 if c["swap"] else 1.0]
            def random(s): return s.halves.pop(0)
            def randint(s, low, high): return len(s.c["voices"]) if low == 1 else s.c["transposition"]
            def sample(s, population, count): return s.c["voices"]
            def uniform(s, low, high): return s.c["speed"]
        asked = json.load(sys.stdin); vocabulary = T.Vocab(asked["vocabulary"]); out = []
        for c in asked["songs"]:
            with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as f: f.write(c["text"])
            tokens = T.encode(vocabulary, T.parse(f.name), Chosen(c)); os.unlink(f.name)
            out.append([] if tokens is None else tokens.tolist())
        json.dump(out, sys.stdout)
        """;

    [SkippableFact]
    public void VariationsAreThoseOfTheReferenceTrainer()
    {
        string tools = Path.GetDirectoryName(Shared.Path("tools", "train_txl.py"))!;
        var random = new Random(3);
        var songs = new JsonArray();
        List<List<int>> own = [];
        for (int i = 0; i < 300; i++)
        {
            // a reader of its own skips what TXF does not hold: songs are notes alone, and not empty
            NesScore score = FsCheck.Fluent.Gen.Sample(ScoreGenerators.Score(TimeUnit.Frame, 90), 1).First().WithoutExpression();
            if (score.Events.IsEmpty)
                continue;
            int voices = random.Next(2) == 0 ? 15 : random.Next(1, 15);
            var variation = new SongVariation(voices, random.Next(2) == 0, random.Next(-6, 7), 0.95 + 0.1 * random.NextDouble());
            songs.Add(
                new JsonObject
                {
                    ["text"] = NesText.Write(score, false),
                    ["voices"] = new JsonArray([
                        .. Enumerable.Range(0, 4).Where(v => (voices >> v & 1) != 0).Select(v => JsonValue.Create(v)),
                    ]),
                    ["swap"] = variation.SwapPulses,
                    ["transposition"] = variation.Transposition,
                    ["speed"] = variation.Speed,
                }
            );
            own.Add(VariableSongTests.Encode(score, TokenVocabulary.Txf, variation));
        }

        var asked = new JsonObject
        {
            ["vocabulary"] = new JsonArray([.. TokenVocabulary.Txf.Symbols.Skip(1).Select(s => JsonValue.Create(s))]),
            ["songs"] = songs,
        };
        JsonArray reference = Ask(tools, asked.ToJsonString());
        Assert.Equal(own.Count, reference.Count);
        Assert.True(own.Count(tokens => tokens.Count > 0) > 100);
        for (int i = 0; i < own.Count; i++)
            Assert.Equal(reference[i]!.AsArray().Select(id => (int)id!), own[i]);
    }

    private static JsonArray Ask(string tools, string question)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { "-c", Script, tools })
            start.ArgumentList.Add(argument);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process? python = File.Exists(start.FileName) ? Process.Start(start) : null;
        Skip.If(python is null, "there is no Python");
        Task<string> errors = python.StandardError.ReadToEndAsync();
        try
        {
            python.StandardInput.Write(question);
            python.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended before it read the question; what it printed says why
        }

        string answer = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Skip.If(errors.Result.Contains("ModuleNotFoundError", StringComparison.Ordinal), "Python has no PyTorch or no NumPy");
        Assert.True(
            python.ExitCode == 0,
            string.Create(CultureInfo.InvariantCulture, $"exit code {python.ExitCode}: {errors.Result}")
        );
        return JsonNode.Parse(answer)!.AsArray();
    }
}
