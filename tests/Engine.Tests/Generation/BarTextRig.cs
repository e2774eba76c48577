using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>A model whose text knows bars, with random weights, and what is played to it.</summary>
public abstract class BarTextRig : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly SharedModel _model;

    protected BarTextRig()
    {
        SmallModel.Write(_file, Text);
        _model = SharedModel.Acquire(_file);
    }

    public void Dispose()
    {
        _model.Dispose();
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    protected static TokenVocabulary Text => TokenVocabulary.Txb;

    private protected TransformerXlModel Model => _model.Model;

    private protected static CompositionRequest Request(double start, double barLength = 4, int beatUnit = 4) =>
        new()
        {
            Kind = RequestKind.Begin,
            CapturedCount = 1000,
            Start = start,
            StartTime = start,
            End = double.PositiveInfinity,
            Tempo = 120,
            BarLine = barLength > 0 ? Math.Floor(start / barLength) * barLength : 0,
            BarLength = barLength,
            BeatUnit = beatUnit,
            Settings = new GeneratorSettings
            {
                Mode = GeneratorMode.Continue,
                Run = true,
                Candidates = 1,
            },
        };

    private protected LiveComposer Begin(CaptureHistory history, CompositionRequest request)
    {
        var composer = new LiveComposer(Model, history);
        composer.Take(in request);
        return composer;
    }

    private protected static void Play(CaptureHistory history, NesVoice voice, byte note, double from, double to)
    {
        history.Add(new HeardNote(from, voice, note, NoteOrigin.Played));
        history.Add(new HeardNote(to, voice, 0, NoteOrigin.Played));
    }

    private protected static List<HeardNote> Composed(LiveComposer composer, int tokens)
    {
        var notes = new List<HeardNote>();
        for (int i = 0; i < tokens; )
        {
            if (composer.Step())
                i++;
            while (composer.TryTake(out HeardNote note))
                notes.Add(note);
        }

        return notes;
    }

    private protected static string Written(ReadOnlySpan<int> tokens) =>
        string.Join(' ', tokens.ToArray().Select(token => Text.Symbols[token]));
}
