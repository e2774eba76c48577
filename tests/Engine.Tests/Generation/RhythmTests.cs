using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// The tokens that the model is told, not what is made of them: the rhythm that it hears is the rhythm that is heard.
/// </summary>
public class RhythmTests
{
    private const double Start = 8;

    [Theory]
    [InlineData(QuantiseGrid.Sixteenth, 0, 120)]
    [InlineData(QuantiseGrid.Sixteenth, 100, 97)]
    [InlineData(QuantiseGrid.Eighth, 0, 240)]
    [InlineData(QuantiseGrid.EighthTriplet, 0, 150)]
    [InlineData(QuantiseGrid.Quarter, 50, 61)]
    public void AtFullQuantiseTimeGoesToTheNearestLineThatIsAhead(QuantiseGrid grid, double swing, double tempo)
    {
        var settings = new GeneratorSettings
        {
            Quantise = 100,
            Grid = grid,
            Swing = swing,
            Recall = 0,
        };
        Onset[] onsets = OnsetsOf(settings, tempo, 600, out double quarter);
        double step = Steps[grid],
            half = (0.5 / quarter) + 1e-9;
        Onset[] between = [.. onsets.Where(onset => Math.Abs(NearestLine(onset.At, step, swing) - onset.At) > half)];

        // half a model's unit is as near as a wait comes to a line;
        // but where a note has been held for a bar, its voice's next may follow wherever that is
        Onset[] past = [.. between.Where(onset => NearestLine(onset.At, step, swing) > onset.From + half)];
        Assert.True(past.Length * 100 <= onsets.Length, string.Join(", ", past) + " pass a line");
        Assert.True(onsets.Length - between.Length > 40, $"{onsets.Length} onsets, {between.Length} of them between the lines");
        Assert.True(onsets.Select(onset => onset.At).Distinct().Count() > 20, "they stand on one line");
    }

    [Fact]
    public void HalfQuantisedNotesAreHalfAsFreeAndOthersAreFree()
    {
        Assert.InRange(Farthest(50), 1.0 / 32, (1.0 / 16) + (0.5 / 32));
        Assert.InRange(Farthest(0), 3.0 / 32, 1);

        // of those that had a line ahead
        static double Farthest(double quantise) =>
            OnsetsOf(new GeneratorSettings { Quantise = quantise, Recall = 0 }, 120, 600, out _)
                .Where(onset => NearestLine(onset.At, 0.25, 0) > onset.From)
                .Max(onset => Math.Abs(onset.At - NearestLine(onset.At, 0.25, 0)));
    }

    [Fact]
    public void APitchedVoiceRepeatsANoteEightTimesAtMost()
    {
        int[] last = new int[NesVoices.Count],
            repeats = new int[NesVoices.Count];
        int most = 0;
        Compose(
            SongRig.ModelPath,
            new GeneratorSettings { Temperature = 0.5 },
            120,
            1000,
            (e, _) =>
            {
                if (e.Kind != NesEventKind.NoteOn || e.Voice == NesVoice.Noise)
                    return;
                int voice = (int)e.Voice;
                repeats[voice] = e.Value == last[voice] ? repeats[voice] + 1 : 1;
                last[voice] = e.Value;
                most = Math.Max(most, repeats[voice]);
            }
        );
        Assert.Equal(8, most);
    }

    // random weights over a text in frames, whose time is drawn to swung lines too
    private static readonly Lazy<string> Frames = new(() =>
    {
        string path = Path.Combine(AppContext.BaseDirectory, "frames.onnx");
        SmallModel.Write(path, TokenVocabulary.Txf);
        return path;
    });

    private static readonly Dictionary<QuantiseGrid, double> Steps = new()
    {
        [QuantiseGrid.Quarter] = 1,
        [QuantiseGrid.Eighth] = 0.5,
        [QuantiseGrid.EighthTriplet] = 1.0 / 3,
        [QuantiseGrid.Sixteenth] = 0.25,
    };

    private static double NearestLine(double position, double step, double swing) =>
        Enumerable.Range(0, 2000).Select(i => (i + (i % 2 * swing / 300)) * step).MinBy(line => Math.Abs(line - position));

    private static Onset[] OnsetsOf(GeneratorSettings settings, double tempo, int tokens, out double unitsPerQuarter)
    {
        var onsets = new List<Onset>();
        double from = 0,
            now = Start;
        unitsPerQuarter = Compose(
            Frames.Value,
            settings,
            tempo,
            tokens,
            (e, position) =>
            {
                if (position > now)
                    (from, now) = (now, position);
                if (e.Kind == NesEventKind.NoteOn)
                    onsets.Add(new Onset(from, position));
            }
        );
        return [.. onsets];
    }

    private static double Compose(
        string path,
        GeneratorSettings settings,
        double tempo,
        int tokens,
        Action<NesEvent, double> onEvent
    )
    {
        settings.Mode = GeneratorMode.Free;
        settings.Run = true;
        using SharedModel model = SharedModel.Acquire(path);
        using var composer = new LiveComposer(model.Model, new CaptureHistory());
        var request = new CompositionRequest
        {
            Kind = RequestKind.Begin,
            Start = Start,
            StartTime = Start,
            End = double.PositiveInfinity,
            Tempo = tempo,
            Settings = settings,
        };
        composer.Take(in request);
        var walk = new TokenWalk(composer, model.Model.Vocabulary, Start, tempo, settings.Tempo);
        for (int i = 0; i < tokens; i++)
        {
            if (walk.Step() is { } e)
                onEvent(e, walk.Position);
        }

        return walk.UnitsPerQuarter;
    }

    /// <summary>A note's beginning, and the moment at which something happened before it.</summary>
    private readonly record struct Onset(double From, double At);
}
