using System.Collections.Immutable;
using System.Numerics;

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
            for (ulong left = _list.Present; left != 0;)
            {
                int oldest = Oldest(left);
                left &= ~Bit(oldest);
                takes.Add(ToTake(oldest));
            }

            return takes.MoveToImmutable();
        }
    }

    private Take ToTake(int place)
    {
        TakeSlot slot = _slots[place];
        return new Take
        {
            Number = slot.Number,
            Kept = (_list.Kept & Bit(place)) != 0,
            Open = slot.Open,
            InSong = slot.InSong,
            Truncated = slot.Truncated,
            Start = slot.Request.Start,
            End = slot.End,
            Tempo = slot.Request.Tempo,
            Model = slot.Model,
            Settings = slot.Request.Settings,
            PromptLength = slot.PromptLength,
            Notes = [.. NotesOf(slot)],
            Dropped = slot.Dropped,
        };
    }
}
