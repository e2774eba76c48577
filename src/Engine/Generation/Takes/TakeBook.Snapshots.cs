using System.Collections.Immutable;
using System.Numerics;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes;

// What other threads read.
internal sealed partial class TakeBook
{
    /// <summary>The listed takes, oldest first.</summary>
    public ImmutableArray<Take> Snapshot()
    {
        lock (_gate)
        {
            var takes = ImmutableArray.CreateBuilder<Take>(BitOperations.PopCount(_list.Present));
            for (ulong left = _list.Present; left != 0; )
            {
                int oldest = Oldest(left);
                left &= ~Bit(oldest);
                takes.Add(ToTake(oldest));
            }

            return takes.MoveToImmutable();
        }
    }

    /// <summary>Lists other takes instead; what was listed cannot be brought back.</summary>
    /// <param name="takes">What <see cref="Snapshot"/> gave; their size has been checked.</param>
    public void Load(ImmutableArray<Take> takes)
    {
        if (takes.Length > 0)
            Prepare();
        lock (_gate)
        {
            _list = default;
            _undoCount = _noteEnd = _tokenEnd = 0;
            _current = -1;
            _loads++;
            for (int place = 0; place < takes.Length; place++)
            {
                Take take = takes[place];
                TakeSlot slot = _slots[place];
                CompositionRequest request = take.Request;
                slot.Begin(take.Number, in request, take.Model, _noteEnd, _tokenEnd);
                slot.Open = false;
                slot.Truncated = take.Truncated;
                slot.End = take.End;
                slot.Name = Printable(take.Name);
                slot.InfillOf = take.InfillOf;
                slot.PromptLength = take.PromptLength;
                foreach (TempoPoint point in take.Tempos)
                    slot.Tempos.Add(in point);
                take.Notes.CopyTo(_notes, _noteEnd);
                take.Tokens.CopyTo(_tokens, _tokenEnd);
                take.Segments.CopyTo(slot.Segments, 0);
                _noteEnd += slot.NoteCount = take.Notes.Length;
                _tokenEnd += slot.TokenCount = take.Tokens.Length;
                slot.SegmentCount = take.Segments.Length;
                Count(slot);
                _numbers = Math.Max(_numbers, take.Number);
                _list = new TakeVersion(
                    _list.Present | Bit(place),
                    _list.Kept | (take.Kept ? Bit(place) : 0),
                    _list.Favourite | (take.Favourite ? Bit(place) : 0)
                );
            }

            Publish();
        }
    }

    private void Count(TakeSlot slot)
    {
        foreach (ref readonly HeardNote note in NotesOf(slot)[slot.PromptLength..])
            slot.Count(in note);
    }

    private Take ToTake(int place)
    {
        TakeSlot slot = _slots[place];
        return new Take
        {
            Number = slot.Number,
            Kept = (_list.Kept & Bit(place)) != 0,
            Favourite = (_list.Favourite & Bit(place)) != 0,
            Name = slot.Name,
            Open = slot.Open,
            Truncated = slot.Truncated,
            End = slot.End,
            InfillOf = slot.InfillOf,
            Tempos = slot.Tempos.Points is { Length: > 0 } points
                ? [.. points]
                : [new TempoPoint(slot.Request.Start, slot.Request.Tempo, 0, 4, 4)],
            Model = slot.Model,
            Request = slot.Request,
            PromptLength = slot.PromptLength,
            Notes = [.. NotesOf(slot)],
            Tokens = [.. _tokens.AsSpan(slot.FirstToken, slot.TokenCount)],
            Segments = [.. slot.Segments.AsSpan(0, slot.SegmentCount)],
        };
    }
}
