using System.CommandLine;
using System.CommandLine.Parsing;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Expression;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>
/// The options that all commands which compose have: the model and its memory, how tokens are drawn, what music may be.
/// </summary>
internal sealed class ComposingChoice
{
    private const int Memory = 512;

    // tokens of a piece that are recalled without growing
    private const int Room = 2048;

    private readonly Option<string> _model = ModelAccess.ModelOption();
    private readonly Option<int> _memory = ModelAccess.MemoryOption(Memory);
    private readonly SamplingChoice _sampling = new();
    private readonly ConstraintChoice _constraints = new();
    private readonly Option<double> _recall = CommonOptions.Number(
        "--recall",
        "How much of the piece so far comes back: 0 nothing, 0.5 as songs do, 1 wherever it can.",
        0.5,
        0.0,
        1.0
    );

    private readonly ExpressionChoice _expression = new();
    private readonly SceneChoice _scene = new();
    private readonly Option<int> _threads = ModelAccess.ThreadsOption();
    private readonly Option<bool> _json = CommonOptions.Json();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_model);
        command.Options.Add(_memory);
        _sampling.AddTo(command);
        _constraints.AddTo(command);
        command.Options.Add(_recall);
        _expression.AddTo(command);
        _scene.AddTo(command);
        command.Options.Add(_threads);
        command.Options.Add(_json);
    }

    /// <summary>The model's file.</summary>
    public string? ModelPath(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>Loads the model.</summary>
    /// <exception cref="CommandException">It is missing or cannot be used.</exception>
    /// <param name="parsed">What the user said.</param>
    /// <param name="threads">Threads that share a step's work; null: all that the user allows.</param>
    public TransformerXlModel Load(ParseResult parsed, int? threads = null) =>
        ModelAccess.Load(
            parsed.GetRequiredValue(_model),
            new ModelLoadOptions { Threads = threads ?? Threads(parsed), MaximumWindow = parsed.GetValue(_memory) + 1 }
        );

    /// <summary>Makes a decoder of the model.</summary>
    public TransformerXlDecoder Decoder(ParseResult parsed, TransformerXlModel model, int streams = 1) =>
        new(model, DecoderOptions(parsed) with { Streams = streams });

    /// <summary>What decoders make room for.</summary>
    public DecoderOptions DecoderOptions(ParseResult parsed) => new() { MemoryLength = parsed.GetValue(_memory) };

    /// <summary>Threads that the user allows.</summary>
    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);

    /// <summary>How tokens are drawn.</summary>
    public SamplingOptions Sampling(ParseResult parsed) => _sampling.Sampling(parsed);

    /// <summary>How tokens are drawn, with other defaults.</summary>
    public SamplingOptions Sampling(ParseResult parsed, float defaultTemperature, int defaultTopK) =>
        _sampling.Sampling(parsed, defaultTemperature, defaultTopK);

    /// <summary>What music may be.</summary>
    public List<ILogitConstraint> Constraints(ParseResult parsed, TokenVocabulary vocabulary, PieceSketch sketch) =>
        _constraints.Constraints(parsed, vocabulary, sketch);

    /// <summary>What a piece is like of which the user says no more than a scene.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="piece">The number of a piece out of nothing; null: it goes on with something.</param>
    public PieceSketch Sketch(ParseResult parsed, TokenVocabulary vocabulary, ulong seed, int? piece = null)
    {
        PieceSketch sketch = PieceSketch.Of(_scene.Of(parsed, vocabulary), seed, piece);
        return _constraints.HasKey(parsed) ? sketch with { Key = null } : sketch;
    }

    /// <summary>
    /// How a piece is written: as the song that it goes on with, and each bar is told what the user says of it.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="heard">What is continued, if anything.</param>
    /// <param name="time">When it goes on, in units; null: at its end.</param>
    /// <param name="sketch">What counts where the user says nothing.</param>
    public IMusicText Text(
        ParseResult parsed,
        TokenVocabulary vocabulary,
        NesScore? heard = null,
        long? time = null,
        PieceSketch? sketch = null
    )
    {
        IMusicText text = heard is null ? vocabulary : vocabulary.TextOf(heard, time ?? heard.Length);
        GameScene scene = _scene.Of(parsed, vocabulary);
        VoiceSet? voices = _constraints.Voices(parsed) ?? sketch?.Voices;
        if (!vocabulary.HasBars || (scene == GameScene.Unknown && voices is null))
            return text;
        BarMusicText told = text as BarMusicText ?? new BarMusicText(vocabulary, Metre.Common);
        told.Scene = scene;
        if (voices is { } composed)
            told.Voices = (heard?.Events ?? []).Aggregate(composed, (all, e) => all.With(e.Voice)).Bits;
        return told;
    }

    /// <summary>The user chose a scene.</summary>
    public bool HasScene(CommandResult result) => _scene.IsWanted(result);

    /// <summary>A piece out of nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="timing">How long, and which beat.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="piece">The piece's number.</param>
    /// <param name="candidate">Which of its candidates.</param>
    public PlannedPiece Piece(
        ParseResult parsed,
        TransformerXlModel model,
        TimingChoice timing,
        ulong seed,
        int piece,
        int candidate
    )
    {
        PieceSketch sketch = Sketch(parsed, model.Vocabulary, seed, piece);
        if (timing.HasChords(parsed))
            sketch = sketch with { Key = null };
        IMusicText text = Text(parsed, model.Vocabulary, sketch: sketch);
        int[] beginning = timing.Beginning(parsed, model.Vocabulary, sketch);
        return new PlannedPiece(text, Plan(parsed, model, timing, text, sketch, candidate), Prompt.Told(text, beginning), sketch);
    }

    /// <summary>A plan of a length and a beat.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="timing">How long, and which beat.</param>
    /// <param name="text">How the piece is written.</param>
    /// <param name="sketch">What counts where the user says nothing.</param>
    /// <param name="candidate">Which of the piece's candidates.</param>
    /// <param name="heard">What is continued, if anything.</param>
    public CompositionPlan Plan(
        ParseResult parsed,
        TransformerXlModel model,
        TimingChoice timing,
        IMusicText text,
        PieceSketch sketch,
        int candidate,
        NesScore? heard = null
    ) =>
        timing.Limit(
            parsed,
            new CompositionPlan
            {
                Sampling = Sampling(parsed),
                Constraints = [.. Constraints(parsed, model.Vocabulary, sketch)],
                Mixture = Recall(parsed, model, text, timing.Bar(parsed, model.Vocabulary, heard), candidate),
            },
            model.Vocabulary,
            sketch,
            heard
        );

    /// <summary>Makes what recalls the piece so far; null where nothing is to be recalled.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="text">How the piece is written.</param>
    /// <param name="bar">Length of a bar in the text's units; 0: not known.</param>
    /// <param name="candidate">Which of the piece's candidates.</param>
    public Func<IMixture>? Recall(
        ParseResult parsed,
        TransformerXlModel model,
        IMusicText text,
        double bar = 0,
        int candidate = 0
    )
    {
        double recall = RecallOptions.OfCandidate(parsed.GetValue(_recall), candidate);
        RecallOptions options = bar > 0 ? RecallOptions.InBars(recall, bar) : RecallOptions.Anywhere(recall);
        int shortest = bar > 0 ? RecallMixture.ShortestInBar : RecallMixture.Shortest;
        return recall > 0 ? () => new RecallMixture(text, model.Recall, Room, shortest) { Options = options } : null;
    }

    /// <summary>A composed piece with dynamics and timbres, as much as the user wants.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="score">The piece.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="beat">Seconds of a beat of a piece without bars.</param>
    public ExpressedPiece Express(ParseResult parsed, NesScore score, ulong seed, double? beat = null) =>
        _expression.Express(parsed, score, seed, beat);

    /// <summary>The seed that the user chose, or a new one.</summary>
    public ulong Seed(ParseResult parsed) => _sampling.Seed(parsed);

    /// <summary>Results are wanted as JSON.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);
}
