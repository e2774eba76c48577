using FsCheck.Xunit;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Score;

namespace LakhNes.Engine.Tests.Generation.Takes;

/// <summary>
/// Infills of takes that were not composed but made up: with played notes among the composed ones, and notes over every edge.
/// </summary>
public sealed class InfillEdgeTests : IDisposable
{
    private const double Start = 6,
        End = 21.5;

    private readonly ChipEngine _engine = new(new ModelSource(SongRig.ModelPath));

    public void Dispose() => _engine.Dispose();

    [Property(MaxTest = 25)]
    public void WhateverTheTakeOnlyComposedNotesOfThePartChange(int seed, byte voices, bool quantised)
    {
        var random = new Random(seed);
        var chosen = new VoiceSet(1 + (voices % 15));
        int first = random.Next(1, 6),
            last = random.Next(first, 6);
        Set("Quantise", quantised ? 100 : 0);
        (Take before, Take after) = Fill(Notes(random), first, last, chosen);
        double from = before.StartOfBar(first),
            to = before.StartOfBar(last + 1);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            HeardNote[] old = Of(before, voice),
                now = Of(after, voice);
            if (!chosen.Contains(voice))
            {
                Assert.Equal(old, now);
                continue;
            }

            Assert.Equal(old.Where(Stays), now.Where(Stays));
            Assert.DoesNotContain(now, note => note.Origin == NoteOrigin.Dropped && note.Position >= from && note.Position < to);
            AssertOneAtATime(now, $"{voice} in {from} to {to}: {string.Join(' ', now)}");
        }

        Assert.Equal(before.Notes[..before.PromptLength].ToArray(), after.Notes[..after.PromptLength].ToArray());
        bool Stays(HeardNote note) =>
            note.Origin == NoteOrigin.Played || (note.Note > 0 && (note.Position < from || note.Position >= to));
    }

    [Fact]
    public void WhatStaysInThePartAndWhatComesBeforeItIsHeard()
    {
        // what comes after it is not: it only tells which of several candidates is kept
        Set("Choose From", 1);
        HeardNote[] notes =
        [
            .. Enumerable
                .Range(0, 31)
                .Select(i => new HeardNote(Start + (i / 2.0), NesVoice.Pulse1, (byte)(i % 2 == 0 ? 60 : 0), NoteOrigin.Composed)),
        ];
        HeardNote[] plain = Filled(notes),
            before = Filled(Transposed(8, 11)),
            within = Filled(Transposed(12, 15)),
            after = Filled(Transposed(16, 20));
        Assert.Contains(plain, note => note.Note > 0);
        Assert.Equal(plain, Filled(notes));
        Assert.NotEqual(plain, before);
        Assert.NotEqual(plain, within);
        Assert.Equal(plain, after);

        HeardNote[] Transposed(double from, double to) =>
            [
                .. notes.Select(note =>
                    note.Note > 0 && note.Position >= from && note.Position < to ? note with { Note = 67 } : note
                ),
            ];
        HeardNote[] Filled(HeardNote[] take) =>
            [
                .. Fill(take, 3, 3, new VoiceSet(0b0110))
                    .After.Notes.Where(note => note.Voice is NesVoice.Pulse2 or NesVoice.Triangle),
            ];
    }

    [Fact]
    public void NotesOverAnEdgeAreCutThere()
    {
        // over the beginning, over the end, over both; one bar from 8 to 12
        (_, Take after) = Fill(
            [
                new(7, NesVoice.Pulse1, 60, NoteOrigin.Composed),
                new(7, NesVoice.Triangle, 40, NoteOrigin.Composed),
                new(7, NesVoice.Noise, 3, NoteOrigin.Composed),
                new(9, NesVoice.Pulse1, 0, NoteOrigin.Composed),
                new(11, NesVoice.Pulse1, 62, NoteOrigin.Composed),
                new(13, NesVoice.Pulse1, 0, NoteOrigin.Composed),
                new(14, NesVoice.Triangle, 0, NoteOrigin.Composed),
                new(14, NesVoice.Noise, 0, NoteOrigin.Composed),
                new(15, NesVoice.Pulse1, 64, NoteOrigin.Composed),
                new(16, NesVoice.Pulse1, 0, NoteOrigin.Composed),
            ],
            2,
            2,
            new VoiceSet(0b0101)
        );
        HeardNote[] pulse = Of(after, NesVoice.Pulse1),
            triangle = Of(after, NesVoice.Triangle);
        Assert.Equal(
            [new(7, NesVoice.Pulse1, 60, NoteOrigin.Composed), new(8, NesVoice.Pulse1, 0, NoteOrigin.Composed)],
            pulse[..2]
        );
        Assert.Equal(
            [new(15, NesVoice.Pulse1, 64, NoteOrigin.Composed), new(16, NesVoice.Pulse1, 0, NoteOrigin.Composed)],
            pulse[^2..]
        );
        Assert.All(pulse[2..^2], note => Assert.InRange(note.Position, 8, 12));
        Assert.Equal(
            [new(7, NesVoice.Triangle, 40, NoteOrigin.Composed), new(8, NesVoice.Triangle, 0, NoteOrigin.Composed)],
            triangle[..2]
        );
        Assert.All(triangle[2..], note => Assert.InRange(note.Position, 8, 12));
        Assert.Equal([7, 14], Of(after, NesVoice.Noise).Select(note => note.Position));
    }

    private static HeardNote[] Of(Take take, NesVoice voice) =>
        [.. take.Notes.Skip(take.PromptLength).Where(note => note.Voice == voice)];

    private static void AssertOneAtATime(HeardNote[] notes, string what)
    {
        NoteOrigin? sounding = null;
        foreach (HeardNote note in notes)
        {
            if (note.Origin == NoteOrigin.Dropped)
                continue;
            Assert.True(note.Note > 0 ? sounding is null : sounding == note.Origin, $"{note} of {what}");
            sounding = note.Note > 0 ? note.Origin : null;
        }

        Assert.Null(sounding);
    }

    // one note at a time on every voice, of any kind, up to seven beats long, with rests or none between
    private static HeardNote[] Notes(Random random)
    {
        var notes = new List<HeardNote>();
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            for (double time = Start + (random.Next(3) / 2.0); time < End - 0.5; )
            {
                var kind = (NoteOrigin)random.Next(3);
                byte key = (byte)(voice == NesVoice.Noise ? random.Next(1, 17) : random.Next(45, 80));
                double end = Math.Min(End, time + (random.Next(4) == 0 ? random.Next(1, 8) : 0.06 + (random.NextDouble() / 2)));
                notes.Add(new HeardNote(time, voice, key, kind));
                if (kind != NoteOrigin.Dropped)
                    notes.Add(new HeardNote(end, voice, 0, kind));
                time = end + (random.Next(2) == 0 ? 0 : 0.05 + (random.NextDouble() * 2));
            }
        }

        return [.. notes.OrderBy(note => note.Position).ThenBy(note => note.Note > 0)];
    }

    private (Take Before, Take After) Fill(HeardNote[] notes, int first, int last, VoiceSet voices)
    {
        HeardNote[] prompt = [new(1, NesVoice.Pulse1, 60, NoteOrigin.Played), new(2, NesVoice.Pulse1, 0, NoteOrigin.Played)];
        _engine.Load([
            new Take
            {
                Number = 1,
                End = End,
                PromptLength = prompt.Length,
                Notes = [.. prompt, .. notes],
                Request = new CompositionRequest
                {
                    Kind = RequestKind.Begin,
                    InSong = true,
                    Start = Start,
                    StartTime = Start,
                    Tempo = 120,
                    BarLength = 4,
                    Settings = new GeneratorSettings(),
                },
            },
        ]);
        Assert.True(_engine.TryInfillTake(new TakeInfill(1, first, last, voices), out InfillTask? task, out string error), error);
        Eventually.True(() => task.IsDone);
        Assert.Equal("", task.Error);
        return (_engine.Takes[0], _engine.Takes[1]);
    }

    private void Set(string name, double value) =>
        _engine.SetParameter(LakhNes.Engine.Parameters.ParameterTable.Find(name)!.Index, value);
}
