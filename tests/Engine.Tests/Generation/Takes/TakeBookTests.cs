using FsCheck.Xunit;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Score;

namespace LakhNes.Engine.Tests.Generation.Takes;

public class TakeBookTests
{
    [Fact]
    public void SixteenTakesAreListedAndAllThatAreKept()
    {
        var book = new TakeBook(_ => { });
        for (int i = 1; i <= 20; i++)
        {
            Write(book, i, 3);
            if (i <= 2)
                Assert.True(book.Keep(i, true));
        }

        Assert.Equal([1, 2, .. Enumerable.Range(5, 16)], book.Snapshot().Select(take => take.Number));
        for (int i = 0; i < 16; i++)
            Assert.True(book.Undo());
        Assert.False(book.Undo());
        Assert.Equal([1, 2, 3, 4], book.Snapshot().Select(take => take.Number));
    }

    [Fact]
    public void FavouritesMakeRoomLast()
    {
        var book = new TakeBook(_ => { });
        for (int i = 1; i <= 20; i++)
        {
            Write(book, i, 3);
            if (i <= 2)
                Assert.True(book.Favour(i, true));
        }

        Assert.Equal([1, 2, .. Enumerable.Range(7, 14)], book.Snapshot().Select(take => take.Number));
        Assert.Equal([1, 2], book.Snapshot().Where(take => take.Favourite).Select(take => take.Number));
        Assert.False(book.Favour(99, true));

        // where all are favourites the oldest goes, never the new one
        for (int i = 7; i <= 20; i++)
            book.Favour(i, true);
        Write(book, 21, 3);
        Assert.Equal([2, .. Enumerable.Range(7, 15)], book.Snapshot().Select(take => take.Number));
        Assert.False(book.Snapshot()[^1].Favourite);
    }

    [Fact]
    public void FavouritesOutliveOthersWhereMemoryEnds()
    {
        var book = new TakeBook(_ => { });
        Write(book, 1, 5000);
        book.Favour(1, true);
        for (int i = 2; i < 12; i++)
            Write(book, i, 50_000);
        Assert.Equal((1, true), (book.Snapshot()[0].Number, book.Snapshot()[0].Favourite));
    }

    [Theory]
    [InlineData("  Bridge, calm ", "Bridge, calm")]
    [InlineData("a\nb\0c\U0001F600", "abc")]
    [InlineData("   ", "")]
    [InlineData(
        "0123456789012345678901234567890123456789012345678901234567890",
        "012345678901234567890123456789012345678901234567"
    )]
    public void ATakeHasAName(string typed, string expected)
    {
        var book = new TakeBook(_ => { });
        Write(book, 1, 3);
        int revision = book.Revision;
        Assert.True(book.Name(1, typed));
        Assert.Equal(expected, book.Snapshot()[0].Name);
        Assert.NotEqual(revision, book.Revision);
        Assert.False(book.Name(2, typed));

        // another take in its place has none
        book.Clear();
        for (int i = 2; i < 100; i++)
            Write(book, i, 1);
        Assert.All(book.Snapshot(), take => Assert.Equal("", take.Name));
    }

    [Fact]
    public void WhereKeptTakesOverlapTheNewerOnePlays()
    {
        var book = new TakeBook(_ => { });
        Write(book, 1, 8, start: 4);
        Write(book, 2, 4, start: 6);
        book.Keep(1, true);
        book.Keep(2, true);
        Assert.Equal(
            [(4.0, 1), (5.0, 1), (6.0, 2), (7.0, 2), (8.0, 2), (9.0, 2), (10.0, 1), (11.0, 1)],
            book.Kept.Notes.ToArray().Where(note => note.Note > 0).Select(note => (note.Position, note.Note - 40))
        );
        Assert.True(book.Kept.Covers(9.5, out double end));
        Assert.Equal(12, end);
        Assert.False(book.Kept.Covers(12, out _));
    }

    [Fact]
    public void ThirtyTwoTakesCanBeKept()
    {
        var book = new TakeBook(_ => { });
        for (int i = 1; i <= 33; i++)
        {
            Write(book, i, 1);
            Assert.Equal(i <= 32, book.Keep(i, true));
        }

        Assert.False(book.Keep(99, true));
    }

    [Fact]
    public void MemoryIsBoundedAndKeptTakesOutliveAllOthers()
    {
        var book = new TakeBook(_ => { });
        Write(book, 1, 5000);
        book.Keep(1, true);
        for (int i = 2; i < 12; i++)
            Write(book, i, 50_000);
        Take[] takes = [.. book.Snapshot()];
        Assert.Equal((1, 5000), (takes[0].Number, takes[0].Notes.Count(note => note.Note > 0)));
        Assert.Equal(11, takes[^1].Number);
        Assert.InRange(takes.Sum(take => take.Notes.Length), 50_000, 1 << 17);
        Assert.All(takes[1..], take => Assert.Equal((false, 50_000), (take.Truncated, take.Notes.Count(note => note.Note > 0))));

        Write(book, 12, 200_000);
        Assert.True(book.Snapshot()[^1].Truncated);
        Assert.Equal(1, book.Snapshot()[0].Number);
    }

    [Fact]
    public void WritingATakeDownAllocatesNothing()
    {
        var book = new TakeBook(_ => { });
        Write(book, 1, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 2; i < 60; i++)
            Write(book, i, 4000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AnInfillInThePlaceOfATakeThatIsReplayedIsNotTakenForIt()
    {
        const ulong key = 5;
        var book = new TakeBook(_ => { });
        Open(1);
        Play(1, 4);
        Open(2);
        Assert.True(Prepare(out InfillTask? first) & Prepare(out InfillTask? second));

        // the take that it replays is forgotten, and gives its room to an infill
        book.Clear();
        book.List(first!, "model");
        for (int i = 0; i < 16; i++)
            Assert.True(book.Keep(first!.Number, i % 2 == 0));
        book.List(second!, "model");
        Play(2, 8);
        Assert.Contains(book.Snapshot(), take => take.Number == second!.Number && take.InfillOf == 1);

        bool Prepare(out InfillTask? task) =>
            book.TryPrepareInfill(new TakeInfill(1, 1, 1, VoiceSet.All), new GeneratorSettings(), out task, out _);

        void Open(int epoch)
        {
            var request = new CompositionRequest
            {
                Epoch = epoch,
                Kind = RequestKind.Begin,
                BarLength = 4,
                InSong = true,
                Tempo = 120,
            };
            book.Open(in request, "model", []);
            Assert.Equal(epoch - 1, book.BeginSegment(epoch, 0, key, new int[1]));
        }

        void Play(int epoch, int notes)
        {
            for (int i = 0; i < notes; i++)
            {
                book.AddToken(epoch, 1 + i);
                book.Apply(
                    new TakeEvent(
                        TakeEventKind.Note,
                        new HeardNote(i, NesVoice.Pulse1, (byte)(60 + i), NoteOrigin.Composed, epoch)
                    )
                );
            }

            book.Apply(new TakeEvent(TakeEventKind.End, new HeardNote(notes, default, 0, Epoch: epoch)));
        }
    }

    /// <summary>
    /// Whoever asks for an infill names the model first, and the worker may have looked at the model just before. What an undo
    /// tells comes in the middle of a round of the worker's.
    /// </summary>
    [Fact]
    public void AnInfillThatIsAskedForInTheMiddleOfARoundWaitsForItsModel()
    {
        GenerationWorker? worker = null;
        InfillTask? task = null;
        var book = new TakeBook(_ =>
        {
            worker!.Use(new ModelSource("missing.onnx"));
            worker.TryInfill(task!);
        });
        Write(book, 1, 3);
        Write(book, 2, 3);
        var wanted = new TakeInfill(1, 1, 1, VoiceSet.All);
        Assert.True(book.TryPrepareInfill(in wanted, new GeneratorSettings(), out task, out string error), error);
        using (worker = new GenerationWorker(book, new GenerationWorkerOptions { Background = false }))
        {
            Assert.True(worker.TakeEvents.TryPush(new TakeEvent(TakeEventKind.Undo)));
            Eventually.True(() => task.IsDone);
        }

        Assert.Contains("missing.onnx", task.Error);
    }

    /// <summary>A project may be saved between a revision and the first token that follows it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATakeOfWhichNothingMoreWasComposedIsReplayedAsOne(bool revised)
    {
        TakeBook book = Replayed(revisedBy: revised ? Second : null, notes: 1, goesOnAt: 1);
        Take take = Assert.Single(book.Snapshot());
        Assert.Equal([7, 8], take.Tokens.Select(token => (int)token));
    }

    [Theory]
    [InlineData(null, 2)] // it goes on otherwise before the first one ended
    [InlineData(Third, 1)] // the first one was to go on otherwise
    public void WhatGoesOnOtherwiseIsAnotherTake(ulong? revisedBy, int notes)
    {
        TakeBook book = Replayed(revisedBy, notes, goesOnAt: 1);
        Assert.Equal([1, 2], book.Snapshot().Select(take => take.Number));
    }

    private const ulong First = 5,
        Second = 6,
        Third = 7;

    // a take that was perhaps revised, of which then nothing was composed; and one that begins like it and goes on
    private static TakeBook Replayed(ulong? revisedBy, int notes, double goesOnAt)
    {
        var book = new TakeBook(_ => { });
        Begin(1);
        book.AddToken(1, 7);
        if (revisedBy is { } key)
            Assert.Equal(0, book.BeginSegment(1, goesOnAt, key, new int[1]));
        Play(1, notes);

        Begin(2);
        book.AddToken(2, 7);
        Assert.Equal(0, book.BeginSegment(2, goesOnAt, Second, new int[1]));
        book.AddToken(2, 8);
        Play(2, 2);
        return book;

        void Begin(int epoch)
        {
            var request = new CompositionRequest
            {
                Epoch = epoch,
                Kind = RequestKind.Begin,
                BarLength = 4,
                InSong = true,
                Tempo = 120,
            };
            book.Open(in request, "model", []);
            Assert.Equal(epoch - 1, book.BeginSegment(epoch, 0, First, new int[1]));
        }

        void Play(int epoch, int count)
        {
            for (int i = 0; i < count; i++)
                book.Apply(
                    new TakeEvent(
                        TakeEventKind.Note,
                        new HeardNote(i, NesVoice.Pulse1, (byte)(60 + i), NoteOrigin.Composed, epoch)
                    )
                );
            book.Apply(new TakeEvent(TakeEventKind.End, new HeardNote(count, default, 0, Epoch: epoch)));
        }
    }

    [Property(MaxTest = 100)]
    public bool UndoingAllGivesEveryListAgain(byte[] script)
    {
        var book = new TakeBook(_ => { });
        var lists = new Stack<string>();
        int number = 0;
        foreach (byte step in script.Take(16))
        {
            string before = Describe(book);
            int first = book.Snapshot().FirstOrDefault()?.Number ?? 0;
            switch (step % 5)
            {
                case 0 or 1:
                    Write(book, ++number, 1 + step);
                    break;
                case 4:
                    book.Favour(first, step % 10 < 7);
                    break;
                case 2:
                    book.Keep(first, step % 8 < 6);
                    break;
                default:
                    book.Clear();
                    break;
            }

            if (Describe(book) != before)
                lists.Push(before);
        }

        while (lists.TryPop(out string? expected))
        {
            if (!book.Undo() || Describe(book) != expected)
                return false;
        }

        return !book.Undo();
    }

    private static string Describe(TakeBook book) =>
        string.Join(' ', book.Snapshot().Select(take => $"{take.Number}{take.Kept}{take.Favourite}{take.Notes.Length}"));

    // a take of one note a beat: its number, counted from middle E
    private static void Write(TakeBook book, int epoch, int notes, double start = 0)
    {
        var request = new CompositionRequest
        {
            Epoch = epoch,
            Kind = RequestKind.Begin,
            Start = start,
            StartTime = start,
            InSong = true,
            Tempo = 120,
        };
        book.Open(in request, "model", []);
        for (int i = 0; i < notes; i++)
        {
            book.Apply(
                new TakeEvent(
                    TakeEventKind.Note,
                    new HeardNote(start + i, NesVoice.Pulse1, (byte)(40 + (epoch % 60)), NoteOrigin.Composed, epoch)
                )
            );
            book.AddToken(epoch, 1 + (i % 100));
        }

        book.Apply(new TakeEvent(TakeEventKind.End, new HeardNote(start + notes, default, 0, Epoch: epoch)));
    }
}
