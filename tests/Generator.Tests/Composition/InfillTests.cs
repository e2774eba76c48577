using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Infilling;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

public sealed class InfillTests
{
    private const int Length = 900;

    private static readonly TokenVocabulary Vocabulary = TokenVocabulary.Txf;

    // in frames, in bars of four and of three quarters; a part from between lines and one from line to line
    [Theory]
    [InlineData(0, 200, 520)]
    [InlineData(4, 200, 520)]
    [InlineData(3, 200, 520)]
    [InlineData(3, 216, 504)]
    [InlineData(4, 0, 900)]
    public void EverythingElseStays(int quarters, long from, long to)
    {
        VoiceSet voices = default(VoiceSet).With(NesVoice.Pulse1).With(NesVoice.Noise);
        for (int seed = 0; seed < 30; seed++)
        {
            NesScore song = RandomSong(seed, quarters);
            NesScore result = Compose(song, from, to, voices, seed);
            Assert.Equal(song.Bars.AsEnumerable(), result.Bars);
            Assert.Equal(song.Length, result.Length);
            Assert.Equal(song.Events.Where(e => e.Time < from), result.Events.Where(e => e.Time < from));
            Assert.Equal(Others(song), Others(result));
            Assert.NotEqual(Inside(song), Inside(result));

            // after the part the same notes begin, and no voice is left sounding or silenced
            NesEvent[] after = [.. result.Events.Where(e => e.Time >= to && e.Kind == NesEventKind.NoteOn)];
            Assert.Equal(song.Events.Where(e => e.Time >= to && e.Kind == NesEventKind.NoteOn), after);
            foreach (NesVoice voice in Enum.GetValues<NesVoice>())
            {
                bool sounds = false;
                foreach (NesEvent e in result.Events.Where(e => e.Voice == voice))
                {
                    if (e.Time >= to && e.Kind == NesEventKind.NoteOff)
                        Assert.True(sounds, $"seed {seed}: {e} ends nothing");
                    sounds = e.Kind == NesEventKind.NoteOn;
                }
            }

            NesEvent[] Others(NesScore score) => [.. score.Events.Where(e => !voices.Contains(e.Voice))];
            NesEvent[] Inside(NesScore score) =>
                [.. score.Events.Where(e => e.Time >= from && e.Time < to && voices.Contains(e.Voice))];
        }
    }

    [Fact]
    public void NotesOfThePartEndWithIt()
    {
        var song = new NesScore(
            TimeUnit.Frame,
            [
                NesEvent.NoteOn(0, NesVoice.Triangle, 50),
                NesEvent.NoteOff(90, NesVoice.Triangle),
                NesEvent.NoteOn(100, NesVoice.Triangle, 52),
            ],
            120
        );
        var infill = new Infill(song, Vocabulary, 40, 60, VoiceSet.All);
        int[] composed = [Vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Triangle, 70)), Vocabulary.IdOfWait(20)];
        Assert.Equal(
            (IEnumerable<NesEvent>)
                [
                    NesEvent.NoteOn(0, NesVoice.Triangle, 50),
                    NesEvent.NoteOn(40, NesVoice.Triangle, 70),
                    NesEvent.NoteOff(60, NesVoice.Triangle),
                    NesEvent.NoteOn(100, NesVoice.Triangle, 52),
                ],
            infill.Merge(composed).Events.AsEnumerable()
        );
    }

    /// <summary>As a take's infill does.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(39)]
    public void WhatSoundsIntoThePartEndsWhereItBegins(long begins)
    {
        var song = new NesScore(
            TimeUnit.Frame,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                NesEvent.NoteOn(begins, NesVoice.Triangle, 50),
                NesEvent.NoteOff(50, NesVoice.Triangle),
                NesEvent.NoteOff(110, NesVoice.Pulse1),
            ],
            120
        );
        var infill = new Infill(song, Vocabulary, 40, 60, default(VoiceSet).With(NesVoice.Triangle));

        // the model is told so, and that the voice that stays sounds on
        var state = new PieceState(infill.Text);
        state.Begin(infill.Prompt.AsSpan(), opens: false);
        Assert.Equal((40, default(VoiceSet).With(NesVoice.Pulse1)), (infill.TimeOf(40), state.Sounding));
        Assert.Equal(40, state.Time);

        int note = Vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Triangle, 70));
        Assert.Equal([(begins, 50), (40, 0)], Triangle([Vocabulary.IdOfWait(20)]));
        Assert.Equal([(begins, 50), (40, 70), (60, 0)], Triangle([note, Vocabulary.IdOfWait(20)]));
        Assert.Equal(
            [(begins, 50), (40, 0), (45, 70), (60, 0)],
            Triangle([Vocabulary.IdOfWait(5), note, Vocabulary.IdOfWait(15)])
        );

        IEnumerable<(long, int)> Triangle(int[] composed) =>
            infill
                .Merge(composed)
                .Events.Where(e => e.Voice == NesVoice.Triangle)
                .Select(e => (e.Time, e.Kind == NesEventKind.NoteOn ? e.Value : 0));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(10, 10)]
    [InlineData(10, 1_000_000)]
    public void PartsOutsideTheSongAreRefused(long from, long to) =>
        Assert.Throws<ArgumentException>(() => new Infill(RandomSong(1), Vocabulary, from, to, VoiceSet.All));

    private static NesScore Compose(NesScore song, long from, long to, VoiceSet voices, int seed)
    {
        TokenVocabulary vocabulary = song.Unit == TimeUnit.Step ? TokenVocabulary.Txb : Vocabulary;
        var infill = new Infill(song, vocabulary, from, to, voices);
        var piece = new Piece(
            infill.Text,
            infill.Plan(new SamplingOptions(1, 0), []),
            new Pcg32((ulong)seed),
            infill.Prompt.AsSpan()
        );
        var random = new Random(seed);
        float[] logits = new float[vocabulary.Count];
        while (!piece.IsComplete)
        {
            for (int token = 0; token < logits.Length; token++)
                logits[token] = random.NextSingle() * 8;
            piece.Next(logits);
        }

        if (song.Unit == TimeUnit.Step)
            AssertWritten(piece, infill);
        return infill.Merge(piece.Tokens.ToArray());
    }

    // every event stands where its bar and its position were told before it
    private static void AssertWritten(Piece piece, Infill infill)
    {
        int last = TokenVocabulary.Start;
        long time = 0;
        for (int i = 0; i < piece.AllTokens.Length; i++)
        {
            int token = piece.AllTokens[i];
            bool composed = i >= infill.Prompt.Length;
            Assert.True(
                !composed || infill.Text.MayFollow(token, last, time),
                $"{TokenVocabulary.Txb.Symbols[token]} after {TokenVocabulary.Txb.Symbols[last]} at {time}"
            );
            time = infill.Text.TimeAfter(token, time);
            last = token;
        }
    }

    // notes and rests in every voice, each ended before the next begins
    private static NesScore RandomSong(int seed, int quarters = 0)
    {
        var random = new Random(seed);
        var events = new List<NesEvent>();
        foreach (NesVoice voice in Enum.GetValues<NesVoice>())
        {
            for (long time = random.Next(20); time < 700; )
            {
                events.Add(NesEvent.NoteOn(time, voice, random.Next(voice.LowestNote(), voice.HighestNote() + 1)));
                time += random.Next(1, 60);
                if (random.Next(2) == 0)
                {
                    events.Add(NesEvent.NoteOff(time, voice));
                    time += random.Next(1, 40);
                }
            }

            long last = events.Where(e => e.Voice == voice).Max(e => e.Time);
            events.Add(NesEvent.NoteOff(last + 10, voice));
        }

        // a voice that rests already has its note-off
        NesEvent[] ordered = [.. events.OrderBy(e => e.Time).ThenBy(PieceState.Order)];
        NesEvent[] heard = [.. ordered.Where((e, i) => e.Kind == NesEventKind.NoteOn || Sounding(ordered[..i], e.Voice))];
        if (quarters == 0)
            return new NesScore(TimeUnit.Frame, [.. heard], Length);
        var metre = new Metre(quarters, 4);
        return new NesScore(
            TimeUnit.Step,
            [.. heard],
            Length,
            [
                .. Enumerable
                    .Range(0, (Length / metre.StepsPerBar) + 1)
                    .Select(bar => new ScoreBar(bar * metre.StepsPerBar, metre, 120)),
            ]
        );
    }

    private static bool Sounding(NesEvent[] before, NesVoice voice) =>
        Array.FindLast(before, e => e.Voice == voice).Kind == NesEventKind.NoteOn;
}
