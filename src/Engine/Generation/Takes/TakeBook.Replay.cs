using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation.Takes;

// What was composed, as tokens: the same prompt with the same settings gives the same again, whatever machine composed it first.
internal sealed partial class TakeBook
{
    /// <summary>Begins what a request gives.</summary>
    /// <param name="epoch">The request that began the take.</param>
    /// <param name="start">Song position from which on it is wanted, in quarter notes.</param>
    /// <param name="key">See <see cref="TakeSegment.Key"/>.</param>
    /// <param name="tokens">Takes the tokens that the same gave before.</param>
    /// <returns>How many tokens there are; 0: it has to be composed.</returns>
    public int BeginSegment(int epoch, double start, ulong key, Span<int> tokens)
    {
        lock (_gate)
        {
            if (_current < 0 || _slots[_current].Request.Epoch != epoch)
                return 0;
            TakeSlot slot = _slots[_current];
            int count = 0,
                found = -1;
            for (ulong left = _list.Present & ~Bit(_current); left != 0 && count == 0; )
            {
                found = Newest(left);
                left &= ~Bit(found);
                count = Copy(_slots[found], key, tokens);
            }

            bool first = slot.SegmentCount == 0;
            int replays = count > 0 && (first || slot.Replays == found) ? found : -1;

            // from where the older one ended, this one is the same answer, heard for longer
            if (count == 0 && slot.Replays >= 0 && EndsWith(_slots[slot.Replays], slot.SegmentCount, key, start))
                replays = slot.Replays;
            if (slot.SegmentCount < TakeSlot.SegmentCapacity)
                slot.Segments[slot.SegmentCount++] = new TakeSegment(key, slot.TokenCount);
            slot.Replays = replays;
            ListIfNew(_current);
            return count;
        }
    }

    // a take has nothing more after so many segments: perhaps it was stored when the next had begun and nothing of it was
    // composed yet
    private static bool EndsWith(TakeSlot take, int segments, ulong next, double start)
    {
        bool ends = take.SegmentCount <= segments;
        bool begun = !ends && take.Segments[segments].Key == next && take.Segments[segments].First == take.TokenCount;
        return (ends || begun) && take.End <= start;
    }

    /// <summary>Writes a token down.</summary>
    public void AddToken(int epoch, int token)
    {
        lock (_gate)
        {
            if (
                _current < 0
                || _slots[_current].Request.Epoch != epoch
                || _slots[_current].SegmentCount == TakeSlot.SegmentCapacity
            )
                return;
            if (_tokenEnd == _tokens.Length)
                MakeRoom();
            TakeSlot slot = _slots[_current];
            if (_tokenEnd == _tokens.Length || slot.FirstToken + slot.TokenCount != _tokenEnd)
                return;
            _tokens[_tokenEnd++] = (ushort)token;
            slot.TokenCount++;
        }
    }

    /// <summary>A note of the take that is replayed came too late when it was first heard.</summary>
    public bool WasDropped(in HeardNote note)
    {
        lock (_gate)
        {
            if (_current < 0 || _slots[_current].Replays is not (>= 0 and int replays) || _slots[replays].Dropped == 0)
                return false;
            foreach (ref readonly HeardNote heard in NotesOf(_slots[replays]))
            {
                if (
                    heard.Origin == NoteOrigin.Dropped
                    && heard.Position == note.Position
                    && heard.Voice == note.Voice
                    && heard.Note == note.Note
                )
                    return true;
            }

            return false;
        }
    }

    private int Copy(TakeSlot slot, ulong key, Span<int> to)
    {
        for (int i = 0; i < slot.SegmentCount; i++)
        {
            if (slot.Segments[i].Key != key)
                continue;
            int first = slot.Segments[i].First,
                end = i + 1 < slot.SegmentCount ? slot.Segments[i + 1].First : slot.TokenCount;
            int count = Math.Min(end - first, to.Length);
            for (int at = 0; at < count; at++)
                to[at] = _tokens[slot.FirstToken + first + at];
            return count;
        }

        return 0;
    }
}
