using LakhNes.Score;

namespace LakhNes.Generator.Composition.Infilling;

/// <summary>
/// The rules at both ends of a part whose voices are composed anew. Songs and takes keep them alike, whatever their events are.
/// </summary>
/// <param name="voices">The voices that are composed anew.</param>
/// <param name="read">
/// The voice of an event and whether it begins a note rather than ends one; null for what is neither, or nothing of the
/// composer's.
/// </param>
/// <typeparam name="T">An event.</typeparam>
public sealed class InfillSeam<T>(VoiceSet voices, Func<T, (NesVoice Voice, bool Begins)?> read)
{
    /// <summary>The chosen voices that sound after some events: those whose last one begins a note.</summary>
    /// <param name="events">In the order of time.</param>
    public VoiceSet Sounding(IEnumerable<T> events)
    {
        VoiceSet sounding = default;
        foreach (T e in events)
        {
            if (read(e) is not { } note || !voices.Contains(note.Voice))
                continue;
            sounding = note.Begins ? sounding.With(note.Voice) : sounding.Without(note.Voice);
        }

        return sounding;
    }

    /// <summary>
    /// What follows the part, without what ended a note that is no longer there: the ends of a chosen voice ahead of its first
    /// beginning.
    /// </summary>
    /// <param name="events">All from the end of the part, in the order of time.</param>
    public IEnumerable<T> After(IEnumerable<T> events)
    {
        VoiceSet begun = default;
        foreach (T e in events)
        {
            if (read(e) is { } note && voices.Contains(note.Voice))
            {
                if (note.Begins)
                    begun = begun.With(note.Voice);
                else if (!begun.Contains(note.Voice))
                    continue;
            }

            yield return e;
        }
    }
}
