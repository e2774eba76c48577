using LakhNes.Cli.Terminal;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Instrument.Settings;
using LakhNes.Score.Judging;

namespace LakhNes.Cli.Judging;

/// <summary>Lets the plugin's engine answer a prompt in a running song, as a host that renders offline would.</summary>
/// <param name="model">The model that composes.</param>
/// <param name="settings">Parameters beside the defaults, by index.</param>
internal sealed class Audition(ModelSource model, IReadOnlyList<(int Index, double Value)> settings)
{
    // only what is composed counts, so the lowest rate will do
    private const int SampleRate = 8_000;
    private const int BlockFrames = 512;
    private const double SecondsAMinute = 60;

    // an answer begins within so many bars after the prompt, or never
    private const int Patience = 3;

    private const double Velocity = 100 / 127.0;

    /// <summary>The answer to a prompt.</summary>
    /// <param name="song">Has the prompt.</param>
    /// <param name="bars">How many bars of the answer are wanted, 1 or more.</param>
    /// <param name="seed">The parameter Seed.</param>
    /// <param name="start">Where the answer begins, in quarter notes from the prompt's first bar line.</param>
    /// <returns>The answer, from its own beginning on.</returns>
    /// <exception cref="CommandException">Nothing was composed.</exception>
    public Phrase Answer(JudgedSong song, int bars, int seed, out double start)
    {
        using ChipEngine engine = Composing(GeneratorMode.Continue, seed);
        engine.SetParameter(ParameterTable.Find("Answer Bars")!.Index, bars);
        double bar = song.Prompt.QuartersPerBar,
            length = bars * bar;
        Take? Take() => engine.Takes.FirstOrDefault(take => take.Start >= song.Prompt.Length - bar);
        Play(
            engine,
            song,
            song.Prompt,
            song.Prompt.Length + (Patience * bar) + length,
            position => position > song.Prompt.Length + length && Take() is { } take && take.Start + length <= position
        );
        if (Take() is not { } answer)
            throw new CommandException(song.Name, "the generator did not answer");
        start = answer.Start;
        return Composed([answer], start, bars, bar);
    }

    /// <summary>What is composed beside some of a song's voices while they play.</summary>
    /// <param name="song">Its prompt has the bars that are accompanied.</param>
    /// <param name="played">The notes of it that are played.</param>
    /// <param name="seed">The parameter Seed.</param>
    /// <returns>The composed notes, in the same bars.</returns>
    /// <exception cref="CommandException">The generator failed.</exception>
    public Phrase Accompany(JudgedSong song, Phrase played, int seed)
    {
        using ChipEngine engine = Composing(GeneratorMode.Accompany, seed);
        Play(engine, song, played, played.Length, _ => false);
        return Composed(engine.Takes, 0, played.Bars, played.QuartersPerBar);
    }

    private ChipEngine Composing(GeneratorMode mode, int seed)
    {
        var engine = new ChipEngine(background: false);
        engine.UseModel(model);
        Set("Voice Mode", (double)VoiceMode.Channels);
        Set("MIDI Dialect", (double)MidiDialect.NesMdb);
        Set("Mode", (double)mode);
        Set("Run", 1);
        Set("Answer Length", (double)AnswerLength.Endless);
        Set("Seed", seed);
        foreach ((int index, double value) in settings)
            engine.SetParameter(index, value);
        return engine;

        void Set(string name, double value) => engine.SetParameter(ParameterTable.Find(name)!.Index, value);
    }

    private static unsafe void Play(ChipEngine engine, JudgedSong song, Phrase played, double end, Func<double, bool> isDone)
    {
        double quartersPerSample = song.Tempo / SecondsAMinute / SampleRate,
            bar = song.Prompt.QuartersPerBar;
        EngineEvent[] events = Events(played, quartersPerSample);
        engine.Activate(SampleRate, BlockFrames);
        int next = 0;
        for (int sample = 0; sample * quartersPerSample < end; sample += BlockFrames)
        {
            int first = next;
            while (next < events.Length && events[next].Offset < sample + BlockFrames)
                next++;
            EngineEvent[] now = [.. events[first..next].Select(e => e with { Offset = e.Offset - sample })];
            double position = sample * quartersPerSample;
            var block = new AudioBlock
            {
                Frames = BlockFrames,
                Offline = true,
                Events = now,
                Transport = new Transport
                {
                    Playing = true,
                    HasSongPosition = true,
                    SongPosition = position,
                    Tempo = song.Tempo,
                    BarStart = Math.Floor(position / bar) * bar,
                    Numerator = song.Numerator,
                    Denominator = song.Denominator,
                },
            };
            engine.Process(ref block);
            if (engine.GeneratorStatus == GeneratorStatus.Failed)
                throw new CommandException(engine.GeneratorError);
            if (isDone(position))
                return;
        }
    }

    // a voice's note ends before its next begins
    private static EngineEvent[] Events(Phrase played, double quartersPerSample)
    {
        int Sample(double position) => (int)Math.Round(Math.Max(0, position) / quartersPerSample);
        return
        [
            .. played
                .Beginnings.SelectMany(note =>
                    new[]
                    {
                        new EngineEvent(
                            EngineEventKind.NoteOn,
                            Sample(note.Start),
                            (short)note.Voice,
                            (short)note.Key,
                            Value: Velocity
                        ),
                        new EngineEvent(
                            EngineEventKind.NoteOff,
                            Sample(Math.Min(note.End, played.Length)),
                            (short)note.Voice,
                            (short)note.Key
                        ),
                    }
                )
                .OrderBy(e => e.Offset)
                .ThenBy(e => e.Kind == EngineEventKind.NoteOff ? 0 : 1),
        ];
    }

    // what was composed in some takes, from a position on
    private static Phrase Composed(IEnumerable<Take> takes, double from, int bars, double bar)
    {
        double to = from + (bars * bar);
        var notes = new List<PhraseNote>();
        HeardNote?[] open = new HeardNote?[LakhNes.Score.NesVoices.Count];
        foreach (HeardNote note in takes.SelectMany(take => take.Notes.Skip(take.PromptLength)))
        {
            if (note.Origin != NoteOrigin.Composed)
                continue;
            Close((int)note.Voice, note.Position);
            if (note.Note > 0)
                open[(int)note.Voice] = note;
        }

        for (int voice = 0; voice < open.Length; voice++)
            Close(voice, to);
        return new Phrase([.. notes.OrderBy(note => note.Start).ThenBy(note => note.Voice)], bars, bar).Cut(0, bars);

        void Close(int voice, double at)
        {
            if (open[voice] is { } begun && begun.Position < at)
                notes.Add(new PhraseNote(begun.Voice, begun.Note, begun.Position - from, Math.Min(at, to) - from));
            open[voice] = null;
        }
    }
}
