using System.CommandLine;
using System.CommandLine.Parsing;
using LakhNes.Cli.Terminal;
using LakhNes.Corpus.Statistics;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Composition.Form;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>
/// <c>--gen-len</c>, <c>--seconds</c> and <c>--bars</c>, how long a piece becomes; <c>--tempo</c> and <c>--grid</c>, the beat
/// that it keeps; the chords that it is composed to, and the form that it has.
/// </summary>
/// <param name="tokens">Tokens where the user says nothing.</param>
/// <param name="grid">Parts of a beat where the user says nothing; 0: the piece keeps no beat.</param>
internal sealed class TimingChoice(int tokens, int grid)
{
    private const int BeatsPerBar = 4;
    private const int UsualSectionBars = 8;
    private const double SecondsPerMinute = 60;
    private const double NominalTempo = 120; // of the unit of steps
    private const double OnTheBarLine = 1.0 / 64; // bars

    private readonly Option<int> _tokens = CommonOptions.Number(
        "--gen-len",
        "Tokens to compose at most (with --seconds or --bars: only if it is given).",
        tokens,
        1,
        10_000_000
    );

    private readonly Option<double?> _seconds = CommonOptions.OptionalNumber("--seconds", "Length in seconds.", 0.1, 36_000);

    private readonly Option<int?> _bars = CommonOptions.OptionalNumber(
        "--bars",
        "Length in bars of four beats; with --form of a section.",
        1,
        10_000
    );

    private readonly Option<double> _tempo = CommonOptions.Number(
        "--tempo",
        "Beats a minute that --bars and --grid count with.",
        120.0,
        10,
        1000
    );

    private readonly Option<int> _grid = CommonOptions.Number(
        "--grid",
        "Draws what happens to such parts of a beat: 4 for sixteenths, 6 for their triplets; 0 leaves it where the model wants it. A song that is continued has its own beat, unless --tempo is given.",
        grid,
        0,
        48
    );

    private readonly ChordChoice _chords = new();
    private readonly FormChoice _form = new();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        _chords.AddTo(command);
        _form.AddTo(command);
        command.Options.Add(_tokens);
        command.Options.Add(_seconds);
        command.Options.Add(_bars);
        command.Options.Add(_tempo);
        command.Options.Add(_grid);
        command.Validators.Add(result =>
        {
            if (!_form.IsWanted(result))
                return;
            if (result.GetValue(_bars) > SongForm.MostBars)
                result.AddError($"--bars: a section has {SongForm.MostBars} bars at most.");
            if (result.GetValue(_seconds) is not null)
                result.AddError("--form says how long the piece is: --seconds cannot stand beside it.");
        });
    }

    /// <summary>A plan with the timing that the user chose.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plan">The plan otherwise.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="sketch">What counts where the user says nothing.</param>
    /// <param name="heard">What is continued, if anything.</param>
    public CompositionPlan Limit(
        ParseResult parsed,
        CompositionPlan plan,
        TokenVocabulary vocabulary,
        PieceSketch sketch,
        NesScore? heard
    )
    {
        TimeUnit unit = vocabulary.Unit;
        long from = (heard?.Length ?? 0) + BarOf(vocabulary, heard); // a text in bars begins after one
        if (heard is null && vocabulary.HasBars)
            plan = plan with { Opens = true, Constraints = [.. plan.Constraints, new Opening(2 * from)] }; // in the first bar
        if (Chords(parsed, vocabulary, heard, from) is { } chords)
            plan = plan with { Constraints = [.. plan.Constraints, chords] };
        if (Grid(parsed, vocabulary, heard) is { } grid)
            plan = plan with { Constraints = [.. plan.Constraints, grid] };
        if (Form(parsed, vocabulary, heard, from) is { Form: { IsNone: false } form } sections)
            return Bounded(plan with { Form = sections, EndTime = sections.Start + (long)Math.Round(form.Bars * sections.Bar) });
        double? length = parsed.GetValue(_seconds);
        if (parsed.GetValue(_bars) is { } bars)
            length = bars * BeatsPerBar * SecondsPerMinute / Tempo(parsed, sketch);
        if (length is not { } seconds)
            return plan with { TokenCount = parsed.GetValue(_tokens) };

        if (vocabulary.HasBars)
            seconds *= Tempo(parsed, sketch) / NominalTempo;

        return Bounded(plan with { EndTime = from + (long)Math.Round(seconds * unit.PerSecond) });

        // whatever was chosen: without grammar a model could go on for ever without a wait
        CompositionPlan Bounded(CompositionPlan timed) =>
            timed with
            {
                TokenCount = parsed.GetResult(_tokens) is { Implicit: false } ? parsed.GetValue(_tokens) : null,
                Constraints = [.. timed.Constraints.Where(constraint => constraint is not Grammar), new Grammar()],
            };
    }

    /// <summary>
    /// What a piece out of nothing begins with: in a text of bars its first bar with the tempo, where one is asked for.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="sketch">What counts where the user says nothing.</param>
    public int[] Beginning(ParseResult parsed, TokenVocabulary vocabulary, PieceSketch sketch)
    {
        bool chosen = HasTempo(parsed) || sketch.Tempo is not null || parsed.GetValue(_seconds) is not null;
        if (!vocabulary.HasBars || !chosen)
            return [TokenVocabulary.Start];
        ScoreBar bar = new(0, Metre.Common, BarSymbol.NearestTempo(Tempo(parsed, sketch)));
        return [TokenVocabulary.Start, .. Tokeniser.Encode(new NesScore(TimeUnit.Step, [], 0, [bar]), vocabulary)];
    }

    /// <summary>Length of a bar of four beats in the vocabulary's units, where the piece keeps a beat; else 0.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="heard">What is continued, if anything.</param>
    public double Bar(ParseResult parsed, TokenVocabulary vocabulary, NesScore? heard) =>
        vocabulary.HasBars ? BarOf(vocabulary, heard)
        : parsed.GetValue(_grid) == 0 ? 0
        : BeatsPerBar * Beat(parsed, vocabulary, heard).Length;

    /// <summary>Seconds of a beat that pieces out of nothing keep; null where they keep none.</summary>
    public double? Beat(ParseResult parsed) => parsed.GetValue(_grid) == 0 ? null : SecondsPerMinute / parsed.GetValue(_tempo);

    /// <summary>The user says which chords pieces are composed to.</summary>
    public bool HasChords(ParseResult parsed) => _chords.IsWanted(parsed);

    /// <summary>The user says how long pieces are in bars.</summary>
    public bool HasBars(CommandResult result) => result.GetValue(_bars) is not null || _form.IsWanted(result);

    /// <summary>Where the first bar of a piece begins, and how long a bar is, in the vocabulary's units.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="heard">What is continued, if anything: it is the piece's beginning.</param>
    public (double Start, double Bar) FirstBar(ParseResult parsed, TokenVocabulary vocabulary, NesScore? heard)
    {
        (double line, _, double bar) = BarLine(parsed, vocabulary, heard, BarOf(vocabulary, heard));
        return (line, bar);
    }

    /// <summary>The plan of a piece that is to loop: it ends with a bar.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="plan">The plan otherwise.</param>
    /// <param name="heard">What is continued, if anything.</param>
    public CompositionPlan InWholeBars(ParseResult parsed, TokenVocabulary vocabulary, CompositionPlan plan, NesScore? heard)
    {
        (double start, double bar) = FirstBar(parsed, vocabulary, heard);
        return plan.EndTime is { } end
            ? plan with
            {
                EndTime = (long)Math.Round(start + (Math.Ceiling(((end - start) / bar) - OnTheBarLine) * bar)),
            }
            : plan;
    }

    private bool HasTempo(ParseResult parsed) => parsed.GetResult(_tempo) is { Implicit: false };

    private double Tempo(ParseResult parsed, PieceSketch sketch) =>
        HasTempo(parsed) ? parsed.GetValue(_tempo) : sketch.Tempo ?? parsed.GetValue(_tempo);

    // of a text that has bars, in its units
    private static long BarOf(TokenVocabulary vocabulary, NesScore? heard) =>
        !vocabulary.HasBars ? 0
        : heard is null || heard.Bars.IsEmpty ? Metre.Common.StepsPerBar
        : heard.BarAt(heard.Length).Metre.StepsPerBar;

    private ChordTones? Chords(ParseResult parsed, TokenVocabulary vocabulary, NesScore? heard, long from)
    {
        (double line, double quarter, double bar) = BarLine(parsed, vocabulary, heard, from);
        return _chords.Constraint(parsed, line, quarter, bar);
    }

    // a song that is continued is the first section
    private FormPlan Form(ParseResult parsed, TokenVocabulary vocabulary, NesScore? heard, long from)
    {
        (double line, _, double bar) = BarLine(parsed, vocabulary, heard, from);
        double begin = line - (heard is null ? 0 : from - BarOf(vocabulary, heard));
        int heardBars = (int)Math.Clamp(Math.Round((line - begin) / bar), 1, SongForm.MostBars);
        int bars = heard is not null ? heardBars : parsed.GetValue(_bars) ?? UsualSectionBars;
        if (_form.Of(parsed, bars) is not { } form)
            return default;
        double start = heard is null ? line : line - (form[0].Bars * bar);
        return new FormPlan(form, (long)Math.Round(start), bar, _form.Vary(parsed));
    }

    // the first bar line at which something is composed, a quarter and a bar, in the vocabulary's units
    private (double Line, double Quarter, double Bar) BarLine(
        ParseResult parsed,
        TokenVocabulary vocabulary,
        NesScore? heard,
        long from
    )
    {
        (double quarter, double phase) = vocabulary.HasBars ? (Metre.StepsPerQuarter, 0) : Beat(parsed, vocabulary, heard);
        double bar = vocabulary.HasBars ? BarOf(vocabulary, heard) : BeatsPerBar * quarter;
        return (phase + (Math.Ceiling((from - phase) / bar) * bar), quarter, bar);
    }

    private Onsets? Grid(ParseResult parsed, TokenVocabulary vocabulary, NesScore? heard)
    {
        int parts = parsed.GetValue(_grid);
        if (parts == 0 || vocabulary.HasBars)
            return null; // bars have a grid of their own
        (double beat, double phase) = Beat(parsed, vocabulary, heard);
        return new Onsets(vocabulary.Count) { Grid = new OnsetGrid(beat / parts, phase: phase), Start = heard?.Length ?? 0 };
    }

    private (double Length, double Phase) Beat(ParseResult parsed, TokenVocabulary vocabulary, NesScore? heard)
    {
        if (heard is null || HasTempo(parsed))
            return (SecondsPerMinute / parsed.GetValue(_tempo) * vocabulary.Unit.PerSecond, heard?.Length ?? 0);
        double unitsPerFrame = vocabulary.Unit.PerSecond / TimeUnit.Frame.PerSecond;
        BeatGrid own = BeatGrid.Of([
            .. heard.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => (long)Math.Round(e.Time / unitsPerFrame)),
        ]);
        return (own.Period * unitsPerFrame, own.Phase * unitsPerFrame);
    }
}
