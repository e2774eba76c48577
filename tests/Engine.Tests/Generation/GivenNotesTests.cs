using FsCheck.Xunit;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>Notes that are known beforehand are forced into what is composed, at their times.</summary>
public sealed class GivenNotesTests : IDisposable
{
    private const double Start = 4,
        End = 12;

    private readonly SharedModel _model = SharedModel.Acquire(SongRig.ModelPath);

    public void Dispose() => _model.Dispose();

    [Fact]
    public void TheModelHearsEachAtItsTimeAndHandsOutNone()
    {
        HeardNote[] prompt =
        [
            new(0, NesVoice.Pulse1, 60, NoteOrigin.Composed),
            new(3.5, NesVoice.Triangle, 45, NoteOrigin.Composed),
        ];
        HeardNote[] given =
        [
            new(4, NesVoice.Pulse1, 62, NoteOrigin.Composed),
            new(4.5, NesVoice.Pulse1, 0, NoteOrigin.Composed),
            new(4.5, NesVoice.Pulse1, 64, NoteOrigin.Composed),
            new(5.25, NesVoice.Noise, 4, NoteOrigin.Composed),
            new(5.25, NesVoice.Triangle, 0, NoteOrigin.Composed),
            new(9.7, NesVoice.Pulse1, 0, NoteOrigin.Composed),
            new(11.9, NesVoice.Triangle, 50, NoteOrigin.Composed),
        ];
        List<HeardNote> notes = Compose(prompt, given, NesVoice.Pulse2, 0, out List<(double Position, NesEvent Event)> tokens);
        Assert.NotEmpty(notes);
        Assert.All(notes, note => Assert.Equal(NesVoice.Pulse2, note.Voice));
        (double, NesVoice, int)[] expected =
        [
            (4, NesVoice.Pulse1, 62),
            (4.5, NesVoice.Pulse1, 64),
            (5.25, NesVoice.Triangle, 0),
            (5.25, NesVoice.Noise, 4),
            (9.7, NesVoice.Pulse1, 0),
            (11.9, NesVoice.Triangle, 50),
        ];
        (double Position, NesEvent Event)[] heard = [.. tokens.Where(token => token.Event.Voice != NesVoice.Pulse2)];
        Assert.Equal(
            expected.Select(note => (note.Item2, note.Item3)),
            heard.Select(token => (token.Event.Voice, (int)token.Event.Value))
        );
        double unit =
            1
            / (
                ((IMusicText)_model.Model.Vocabulary).UnitsPerQuarter
                ?? ModelTime.UnitsPerQuarter(120, TempoReading.AsPlayed, _model.Model.Vocabulary.Unit)
            );
        for (int i = 0; i < heard.Length; i++)
            Assert.Equal(expected[i].Item1, heard[i].Position, unit);
    }

    [Fact]
    public void SoftNotesAreJoinedBySofterOnes()
    {
        HeardNote[] prompt = [new(0, NesVoice.Triangle, 45, NoteOrigin.Composed)];
        List<HeardNote> soft = Joined(3),
            loud = Joined(15);
        Assert.Equal(soft.Select(note => (note.Position, note.Note)), loud.Select(note => (note.Position, note.Note)));
        Assert.True(Mean(soft) < Mean(loud) - 1, $"{Mean(soft)} {Mean(loud)}");

        // a single piece may be loud whatever it joins
        List<HeardNote> Joined(byte volume) =>
            [
                .. Enumerable
                    .Range(0, 16)
                    .SelectMany(seed =>
                        Compose(
                            prompt,
                            [
                                .. Enumerable
                                    .Range(0, 16)
                                    .Select(i => new HeardNote(
                                        4 + (i / 2.0),
                                        NesVoice.Pulse1,
                                        (byte)(60 + (i % 5)),
                                        NoteOrigin.Composed,
                                        Expression: new NoteExpression(volume, 2, 1)
                                    )),
                            ],
                            NesVoice.Pulse2,
                            0,
                            out _,
                            seed: seed
                        )
                    ),
            ];

        static double Mean(List<HeardNote> notes) => notes.Where(note => note.Note > 0).Average(note => note.Expression.Volume);
    }

    [Fact]
    public void OtherGivenNotesBringAboutOtherMusic()
    {
        HeardNote[] prompt = [new(0, NesVoice.Triangle, 45, NoteOrigin.Composed)];
        HeardNote[] low =
        [
            .. Enumerable
                .Range(0, 16)
                .Select(i => new HeardNote(4 + (i / 2.0), NesVoice.Triangle, (byte)(40 + i), NoteOrigin.Composed)),
        ];
        HeardNote[] high = [.. low.Select(note => note with { Note = (byte)(note.Note + 5) })];
        List<HeardNote> one = Compose(prompt, low, NesVoice.Pulse1, 100, out _),
            again = Compose(prompt, low, NesVoice.Pulse1, 100, out _);
        Assert.Equal(one, again);
        Assert.NotEqual(one, Compose(prompt, high, NesVoice.Pulse1, 100, out _));
        Assert.All(one, note => Assert.True(note.Note == 0 || note.Position % 0.25 == 0, note.ToString()));
    }

    [Fact]
    public void MoreTokensThanThereIsRoomForKeepTheGivenNotesInTime()
    {
        HeardNote[] given =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(i => new HeardNote(4 + (i / 5.0), NesVoice.Pulse2, (byte)(i % 2 == 0 ? 60 : 0), NoteOrigin.Composed)),
        ];
        Compose([], given, NesVoice.Pulse1, 0, out List<(double Position, NesEvent Event)> tokens, end: 404, capacity: 700);
        (double Position, NesEvent Event)[] heard = [.. tokens.Where(token => token.Event.Voice == NesVoice.Pulse2)];
        Assert.Equal(given.Select(note => (int)note.Note), heard.Select(token => (int)token.Event.Value));
        for (int i = 0; i < heard.Length; i++)
            Assert.Equal(given[i].Position, heard[i].Position, 0.1);
    }

    [Fact]
    public void WhatComesAHairBeforeTheEndIsHeard()
    {
        Compose(
            [],
            [
                new HeardNote(6, NesVoice.Pulse1, 60, NoteOrigin.Played),
                new HeardNote(End - 0.001, NesVoice.Pulse1, 0, NoteOrigin.Played),
            ],
            NesVoice.Pulse2,
            100,
            out List<(double Position, NesEvent Event)> tokens
        );
        Assert.Equal(
            [60, 0],
            tokens.Where(token => token.Event.Voice == NesVoice.Pulse1).Select(token => (int)token.Event.Value)
        );
    }

    [Property(MaxTest = 30)]
    public void NothingIsComposedWhereThePlayersNoteSounds(byte[] keys, bool quantised)
    {
        // on the voice that is composed, at any times that the model's units tell apart
        double time = Start;
        var given = new List<HeardNote>();
        foreach (byte key in keys)
        {
            time += 0.05 + (key / 200.0);
            if (time >= End)
                break;
            given.Add(
                new HeardNote(time, NesVoice.Pulse1, (byte)(given.Count % 2 == 0 ? 50 + (key % 20) : 0), NoteOrigin.Played)
            );
        }

        bool held = false,
            composed = false;
        foreach (
            (_, bool isGiven, byte note) in Compose([], [.. given], NesVoice.Pulse1, quantised ? 100 : 0, out _)
                .Select(note => (note.Position, IsGiven: false, note.Note))
                .Concat(given.Select(note => (note.Position, IsGiven: true, note.Note)))
                .OrderBy(note => note.Position)
                .ThenBy(note => note.Note > 0)
        )
        {
            if (isGiven)
                held = note > 0;
            else
                composed = note > 0;
            Assert.False(held && composed, string.Join(' ', given));
        }
    }

    private List<HeardNote> Compose(
        HeardNote[] prompt,
        HeardNote[] given,
        NesVoice voice,
        double quantise,
        out List<(double Position, NesEvent Event)> tokens,
        double end = End,
        int capacity = 1 << 16,
        int seed = 0
    )
    {
        var history = new CaptureHistory(prompt.Length + given.Length + 2);
        foreach (HeardNote note in (HeardNote[])[.. prompt, .. given])
            history.Add(in note);
        using var composer = new LiveComposer(_model.Model, history, capacity);
        composer.Take(
            new CompositionRequest
            {
                Kind = RequestKind.Begin,
                CapturedCount = prompt.Length,
                GivenCount = prompt.Length + given.Length,
                Start = Start,
                StartTime = Start,
                End = end,
                Tempo = 120,
                Settings = new GeneratorSettings
                {
                    Mode = GeneratorMode.Continue,
                    Voices = default(VoiceSet).With(voice),
                    Seed = seed,
                    Quantise = quantise,
                    Tempo = TempoReading.AsPlayed,
                },
            }
        );
        var walk = new TokenWalk(composer, _model.Model.Vocabulary, Start, 120, TempoReading.AsPlayed);
        tokens = [];
        var notes = new List<HeardNote>();
        while (!composer.IsComplete)
        {
            if (walk.Step() is { } e)
                tokens.Add((walk.Position, e));
            while (composer.TryTake(out HeardNote note))
                notes.Add(note);
        }

        return notes;
    }
}
