using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation;

/// <summary>Which requests still count, and up to where: of one that was revised, what lies before the revision.</summary>
internal struct EpochWindow
{
    /// <summary>So many requests that follow each other count at most.</summary>
    public const int Capacity = 64;

    private Cuts _cuts;

    /// <summary>The newest request.</summary>
    public int Newest { get; private set; }

    /// <summary>The oldest request that still counts.</summary>
    public int First { get; private set; }

    /// <summary>Nothing older counts any more.</summary>
    public void Begin() => First = ++Newest;

    /// <summary>From a song position on, nothing older counts any more.</summary>
    /// <param name="position">Quarter notes.</param>
    public void Cut(double position)
    {
        Newest++;
        _cuts[Newest % Capacity] = position;
        First = Math.Max(First, Newest - Capacity + 1);
    }

    /// <summary>Whether a note is still to be played.</summary>
    public readonly bool Has(in HeardNote note)
    {
        if (note.Epoch < First)
            return false;
        for (int epoch = note.Epoch + 1; epoch <= Newest; epoch++)
        {
            if (note.Position >= _cuts[epoch % Capacity])
                return false;
        }

        return true;
    }

    [System.Runtime.CompilerServices.InlineArray(Capacity)]
    private struct Cuts
    {
        private double _first;
    }
}
