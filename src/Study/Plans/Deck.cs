using LakhNes.Score.Randomness;

namespace LakhNes.Study.Plans;

/// <summary>Things drawn at random, none again before all were drawn.</summary>
/// <param name="items">At least one.</param>
internal sealed class Deck<T>(IEnumerable<T> items)
{
    private readonly T[] _items = [.. items];
    private int _left;

    /// <summary>The next one; of those that are left, one that is not avoided where there is one.</summary>
    public T Draw(ref Pcg32 random, Predicate<T>? avoid = null)
    {
        if (_left == 0)
        {
            random.Draw<T>(_items, _items.Length);
            _left = _items.Length;
        }

        int at = _left - 1;
        while (avoid is not null && at >= 0 && avoid(_items[at]))
            at--;
        if (at < 0)
            at = _left - 1;
        _left--;
        (_items[at], _items[_left]) = (_items[_left], _items[at]);
        return _items[_left];
    }
}
