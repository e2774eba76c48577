namespace LakhNes.Generator.Kernels;

/// <summary>
/// How one attention head's keys, values and positions are kept in memory (padded by <see cref="Rounding.Pad"/>), and the
/// arithmetic on them.
/// </summary>
/// <typeparam name="T">What they are kept as.</typeparam>
internal unsafe interface IHeadFormat<T>
    where T : unmanaged
{
    /// <summary>Keeps a key, value or position.</summary>
    /// <param name="source">Its numbers.</param>
    /// <param name="size">How many there are; the rest of the padded target stays as it is (zero).</param>
    /// <param name="target">Where to keep it.</param>
    /// <param name="scale">Gets what a kept 1 stands for.</param>
    static abstract void Store(float* source, int size, T* target, float* scale);

    /// <summary>Turns a query into what <see cref="Score"/> takes.</summary>
    /// <param name="query">Its numbers, padded with zeros.</param>
    /// <param name="size">How many there are with the padding.</param>
    /// <param name="target">Room for as many 4-byte numbers.</param>
    /// <returns>What a 1 in the target stands for.</returns>
    static abstract float Prepare(float* query, int size, void* target);

    /// <summary>Adds the products of a query with each of several keys (or positions) to the scores.</summary>
    /// <param name="query">Made by <see cref="Prepare"/>.</param>
    /// <param name="queryScale">Returned by <see cref="Prepare"/>.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="scores">Where to add.</param>
    static abstract void Score(void* query, float queryScale, in RingPart<T> keys, float* scores);

    /// <summary>The weighted mean of values.</summary>
    /// <param name="weights">A weight for each value; overwritten.</param>
    /// <param name="total">The sum of the weights.</param>
    /// <param name="values">The values.</param>
    /// <param name="mean">Gets the mean, with its padding.</param>
    static abstract void Average(float* weights, float total, in RingParts<T> values, float* mean);
}
