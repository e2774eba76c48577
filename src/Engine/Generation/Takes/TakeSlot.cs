using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>Room for one take of a <see cref="TakeBook"/>; its notes and tokens lie in the book's own.</summary>
internal sealed class TakeSlot
{
    /// <summary>Requests that are remembered with their tokens; what later ones compose is remembered as notes alone.</summary>
    public const int SegmentCapacity = 64;

    /// <summary>See <see cref="Take.Number"/>; 0: free.</summary>
    public int Number;

    /// <summary>The request that began it.</summary>
    public CompositionRequest Request;

    /// <summary>It is still being played.</summary>
    public bool Open;

    /// <summary>There was no room for all of its notes.</summary>
    public bool Truncated;

    /// <summary>See <see cref="Take.End"/>.</summary>
    public double End;

    /// <summary>See <see cref="Take.InfillOf"/>.</summary>
    public int InfillOf;

    /// <summary>See <see cref="Take.Model"/>.</summary>
    public string Model = "";

    /// <summary>See <see cref="Take.Name"/>.</summary>
    public string Name = "";

    /// <summary>The slot of an older take that has been the same up to now; -1: none.</summary>
    public int Replays;

    /// <summary>Place of its first note in the book.</summary>
    public int FirstNote;

    /// <summary>How many notes, the prompt's first.</summary>
    public int NoteCount;

    /// <summary>How many of them are the prompt's.</summary>
    public int PromptLength;

    /// <summary>How many of them were dropped.</summary>
    public int Dropped;

    /// <summary>How many were composed and heard.</summary>
    public int Composed;

    /// <summary>See <see cref="Take.Tempos"/>.</summary>
    public readonly TempoTrack Tempos = new();

    /// <summary>Place of its first token in the book.</summary>
    public int FirstToken;

    /// <summary>How many tokens.</summary>
    public int TokenCount;

    /// <summary>What its requests gave.</summary>
    public readonly TakeSegment[] Segments = new TakeSegment[SegmentCapacity];

    /// <summary>How many there are.</summary>
    public int SegmentCount;

    /// <summary>Counts one of its notes that is not the prompt's.</summary>
    public void Count(in HeardNote note)
    {
        if (note.Origin == NoteOrigin.Dropped)
            Dropped++;
        if (note.Origin != NoteOrigin.Played && note.Note > 0)
            Composed++;
    }

    /// <summary>Begins a take.</summary>
    public void Begin(int number, in CompositionRequest request, string model, int firstNote, int firstToken)
    {
        Number = number;
        Request = request;
        Model = model;
        Name = "";
        Open = true;
        Truncated = false;
        End = request.Start;
        Replays = -1;
        Tempos.Clear();
        FirstNote = firstNote;
        FirstToken = firstToken;
        InfillOf = NoteCount = PromptLength = Dropped = Composed = TokenCount = SegmentCount = 0;
    }
}
