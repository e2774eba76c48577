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
        using var engine = new ChipEngine(background: false);
        engine.UseModel(model);
        Set(engine, "Voice Mode", (double)VoiceMode.Channels);
        Set(engine, "MIDI Dialect", (double)MidiDialect.NesMdb);
        Set(engine, "Mode", (double)GeneratorMode.Continue);
        Set(engine, "Run", 1);
        Set(engine, "Answer Length", (double)AnswerLength.Endless);
        Set(engine, "Answer Bars", bars);
        Set(engine, "Seed", seed);
        foreach ((int index, double value) in settings)
            engine.SetParameter(index, value);
        double bar = song.Prompt.QuartersPerBar,
            end = song.Prompt.Length + ((Patience + bars) * bar);
        Take? take = Play(engine, song, end, bars * bar);
        if (engine.GeneratorStatus == GeneratorStatus.Failed)
            throw new CommandException(engine.GeneratorError);
        if (take is null)
            throw new CommandException(song.Name, "the generator did not answer");
        start = take.Start;
        return PhraseOf(take, bars, bar);
    }

    private static unsafe Take? Play(ChipEngine engine, JudgedSong song, double end, double length)
    {
        double quartersPerSample = song.Tempo / SecondsAMinute / SampleRate,
            bar = song.Prompt.QuartersPerBar;
        EngineEvent[] events = Events(song.Prompt, quartersPerSample);
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
                break;
            if (position > song.Prompt.Length + length && FirstTake(engine, song) is { } take && take.Start + length <= position)
                return take;
        }

        return FirstTake(engine, song);
    }

    private static Take? FirstTake(ChipEngine engine, JudgedSong song) =>
        engine.Takes.FirstOrDefault(take => take.Start >= song.Prompt.Length - song.Prompt.QuartersPerBar);

    // a voice's note ends before its next begins
    private static EngineEvent[] Events(Phrase prompt, double quartersPerSample)
    {
        int Sample(double position) => (int)Math.Round(Math.Max(0, position) / quartersPerSample);
        return
        [
            .. prompt
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
                            Sample(Math.Min(note.End, prompt.Length)),
                            (short)note.Voice,
                            (short)note.Key
                        ),
                    }
                )
                .OrderBy(e => e.Offset)
                .ThenBy(e => e.Kind == EngineEventKind.NoteOff ? 0 : 1),
        ];
    }

    private static Phrase PhraseOf(Take take, int bars, double bar)
    {
        var notes = new List<PhraseNote>();
        HeardNote?[] open = new HeardNote?[LakhNes.Score.NesVoices.Count];
        foreach (HeardNote note in take.Notes.Skip(take.PromptLength).Where(note => note.Origin == NoteOrigin.Composed))
        {
            Close((int)note.Voice, note.Position);
            if (note.Note > 0)
                open[(int)note.Voice] = note;
        }

        for (int voice = 0; voice < open.Length; voice++)
            Close(voice, take.Start + (bars * bar));
        return new Phrase([.. notes.OrderBy(note => note.Start).ThenBy(note => note.Voice)], bars, bar).Cut(0, bars);

        void Close(int voice, double at)
        {
            if (open[voice] is { } begun && begun.Position < at)
                notes.Add(
                    new PhraseNote(
                        begun.Voice,
                        begun.Note,
                        begun.Position - take.Start,
                        Math.Min(at, take.Start + (bars * bar)) - take.Start
                    )
                );
            open[voice] = null;
        }
    }

    private static void Set(ChipEngine engine, string name, double value) =>
        engine.SetParameter(ParameterTable.Find(name)!.Index, value);
}
