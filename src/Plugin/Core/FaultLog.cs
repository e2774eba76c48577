using System.Runtime.CompilerServices;

namespace LakhNes.Plugin.Core;

/// <summary>
/// The exceptions that functions called by a host caught, for who looks for the reason of a failure: the window's settings, a
/// file in the user's folder, the host's log. Any thread keeps them, the audio thread too, without allocating, waiting or
/// writing; <see cref="Publish"/>, on another thread, makes text of them.
/// </summary>
/// <param name="path">The file that faults are added to; null: none.</param>
internal sealed partial class FaultLog(string? path)
{
    /// <summary>Faults that are kept until they are published; of more only the number is known.</summary>
    public const int Capacity = 16;

    private const int Free = 0,
        Taken = 1,
        Full = 2;

    private readonly Slot[] _slots = new Slot[Capacity];
    private int _count;
    private int _lost;

    /// <summary>The faults of this process. Set by tests only.</summary>
    public static FaultLog OfProcess { get; set; } = new(FaultFile.UserFile);

    /// <summary>How many faults there were, published or not.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Keeps a fault of this process. Any thread.</summary>
    /// <param name="fault">What was caught.</param>
    /// <param name="type">The class whose function caught it.</param>
    /// <param name="function">The function.</param>
    public static void Keep(Exception fault, string type, [CallerMemberName] string function = "") =>
        OfProcess.Add(fault, type, function);

    /// <summary>Keeps a fault. Any thread.</summary>
    /// <param name="fault">What was caught.</param>
    /// <param name="type">The class whose function caught it.</param>
    /// <param name="function">The function.</param>
    public void Add(Exception fault, string type, string function)
    {
        bool kept = false;
        for (int i = 0; i < Capacity && !kept; i++)
        {
            ref Slot slot = ref _slots[i];
            if (Interlocked.CompareExchange(ref slot.State, Taken, Free) != Free)
                continue;
            (slot.Fault, slot.Type, slot.Function) = (fault, type, function);
            Volatile.Write(ref slot.State, Full);
            kept = true;
        }

        if (!kept)
            Interlocked.Increment(ref _lost);
        Interlocked.Increment(ref _count);
    }

    private struct Slot
    {
        public int State;
        public Exception? Fault;
        public string? Type,
            Function;
    }
}
