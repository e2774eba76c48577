using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Sampling;

namespace LakhNes.Cli.Generation;

/// <summary><c>--temp</c>, <c>--topk</c>, <c>--topp</c> and <c>--seed</c>: how a command draws its tokens.</summary>
internal sealed class SamplingChoice
{
    // as in the plugin: docs/judging.md says why
    private const float Temperature = 0.95f;
    private const int TopK = 48;

    private readonly Option<float> _temperature = CommonOptions.Number(
        "--temp",
        "Temperature: above 1 more daring, below 1 safer, 0 always the likeliest token.",
        Temperature,
        0,
        100
    );

    private readonly Option<int> _topK = CommonOptions.Number(
        "--topk",
        "Draw among so many of the likeliest tokens only (0: all).",
        TopK,
        0,
        int.MaxValue
    );

    private readonly Option<float> _topP = CommonOptions.Number(
        "--topp",
        "Of these, among the likeliest that make up this share of the probability.",
        1f,
        0,
        1
    );

    private readonly Option<ulong?> _seed = CommonOptions.Seed();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_temperature);
        command.Options.Add(_topK);
        command.Options.Add(_topP);
        command.Options.Add(_seed);
    }

    /// <summary>What the user chose.</summary>
    public SamplingOptions Sampling(ParseResult parsed) =>
        new(parsed.GetValue(_temperature), parsed.GetValue(_topK), parsed.GetValue(_topP));

    /// <summary>What the user chose, with other defaults.</summary>
    public SamplingOptions Sampling(ParseResult parsed, float defaultTemperature, int defaultTopK) =>
        new(
            IsGiven(parsed, _temperature) ? parsed.GetValue(_temperature) : defaultTemperature,
            IsGiven(parsed, _topK) ? parsed.GetValue(_topK) : defaultTopK,
            parsed.GetValue(_topP)
        );

    /// <summary>The seed that the user chose, or a new one.</summary>
    public ulong Seed(ParseResult parsed) => parsed.GetValue(_seed) ?? (ulong)Random.Shared.NextInt64();

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
