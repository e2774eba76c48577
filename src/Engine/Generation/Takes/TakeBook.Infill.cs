using System.Diagnostics.CodeAnalysis;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;
using LakhNes.Generator.Composition;

namespace LakhNes.Engine.Generation.Takes;

// Takes of which a part is composed anew.
internal sealed partial class TakeBook
{
    /// <summary>Prepares an infill; the list does not change.</summary>
    /// <param name="wanted">What is to be composed anew.</param>
    /// <param name="settings">How; the voices are those that are wanted.</param>
    /// <param name="task">To be composed, then for <see cref="List(InfillTask, string)"/>.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public bool TryPrepareInfill(
        in TakeInfill wanted,
        GeneratorSettings settings,
        [NotNullWhen(true)] out InfillTask? task,
        out string error
    )
    {
        task = null;
        lock (_gate)
        {
            int place = Find(wanted.Number);
            if (place < 0)
            {
                error = $"there is no take {wanted.Number}";
                return false;
            }

            Take take = ToTake(place);
            error = Refusal(in wanted, take);
            if (error.Length > 0)
                return false;
            settings.Voices = new VoiceSet(wanted.Voices.Bits & VoiceSet.All.Bits);
            settings.Mode = take.Settings.Mode;
            var notes = new InfillNotes(take, take.StartOfBar(wanted.FirstBar), take.StartOfBar(wanted.LastBar + 1), in settings);
            task = new InfillTask(take, _loads, notes);
            return true;
        }
    }

    /// <summary>Lists a take that was filled in.</summary>
    /// <param name="task">What <see cref="TryPrepareInfill"/> gave, composed; told how it ends.</param>
    /// <param name="model">What composed it.</param>
    public void List(InfillTask task, string model)
    {
        lock (_gate)
        {
            Take origin = task.Take;
            (int count, int prompt) = task.Notes.Count;
            if (task.Loads != _loads)
            {
                task.Fail("the takes are another project's now");
                return;
            }

            CompositionRequest request = origin.Request;
            request.Settings = task.Notes.Settings;
            int place = Write(origin, in request, model, count);
            if (place < 0)
            {
                task.Fail("there is no room for another take");
                return;
            }

            TakeSlot slot = _slots[place];
            slot.InfillOf = origin.Number;
            slot.Truncated |= task.Notes.Truncated;
            slot.PromptLength = prompt;
            task.Notes.Write(_notes.AsSpan(slot.FirstNote, count));
            Count(slot);
            List(place);
            task.Finish(slot.Number);
        }
    }

    /// <summary>Lists a take that was not heard here, as one that was: under a number of its own.</summary>
    /// <param name="take">Its notes and their places; it has no tokens.</param>
    /// <returns>Its number; 0: there is no room for it.</returns>
    public int List(Take take)
    {
        Prepare();
        lock (_gate)
        {
            CompositionRequest request = take.Request;
            int place = Write(take, in request, take.Model, take.Notes.Length);
            if (place < 0)
                return 0;
            TakeSlot slot = _slots[place];
            slot.Name = Printable(take.Name);
            slot.PromptLength = take.PromptLength;
            take.Notes.CopyTo(_notes, slot.FirstNote);
            Count(slot);
            List(place);
            return slot.Number;
        }
    }

    // a closed take as another one is, with room for its notes; below 0: there is none
    private int Write(Take take, in CompositionRequest request, string model, int count)
    {
        if (_noteEnd + count > _notes.Length)
            MakeRoom();
        if (_noteEnd + count > _notes.Length)
            return -1;
        int place = FreeSlot();
        if (_current >= 0 && _slots[_current].Replays == place)
            _slots[_current].Replays = -1;
        TakeSlot slot = _slots[place];
        slot.Begin(++_numbers, in request, model, MakeGap(count), _tokenEnd);
        slot.Open = false;
        slot.End = take.End;
        foreach (TempoPoint point in take.Tempos)
            slot.Tempos.Add(in point);
        slot.Truncated = take.Truncated;
        slot.NoteCount = count;
        return place;
    }

    private static string Refusal(in TakeInfill wanted, Take take)
    {
        if (take.Open)
            return $"take {take.Number} is still being played";
        if (wanted.FirstBar < 1 || wanted.LastBar < wanted.FirstBar || wanted.LastBar > take.Bars)
            return $"take {take.Number} has bars 1 to {take.Bars}, not {wanted.FirstBar} to {wanted.LastBar}";
        return (wanted.Voices.Bits & VoiceSet.All.Bits) == 0 ? "no voice is chosen" : "";
    }

    // before the take that is being written, which grows at the end
    private int MakeGap(int count)
    {
        int at = _noteEnd;
        if (_current >= 0 && _slots[_current] is { } open && open.FirstNote + open.NoteCount == _noteEnd)
        {
            at = open.FirstNote;
            Array.Copy(_notes, at, _notes, at + count, open.NoteCount);
            open.FirstNote += count;
        }

        _noteEnd += count;
        return at;
    }
}
