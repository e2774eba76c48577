namespace LakhNes.Score.Pickles;

/// <summary>
/// The few Python names that one kind of file mentions, and what stands for the objects that they make. Nothing is ever imported
/// or run: a name becomes an object of this program's, which alone says what may be done with it.
/// </summary>
/// <remarks>Every method throws <see cref="PickleException"/> for what the kind of file does not contain.</remarks>
public abstract class PickleNames
{
    /// <summary>Opcodes that a file of this kind has at most: they bound what a hostile one can make of its bytes.</summary>
    public virtual int MostOpcodes => int.MaxValue;

    /// <summary>Bytes of one text or string of bytes at most; the file's own length is a bound anyway.</summary>
    public virtual int MostText => int.MaxValue;

    /// <summary>What stands for a name.</summary>
    /// <param name="module">The Python module.</param>
    /// <param name="name">The name in it.</param>
    public abstract object Find(string module, string name);

    /// <summary>What a call of something that <see cref="Find"/> gave makes.</summary>
    /// <param name="callable">What is called.</param>
    /// <param name="arguments">Its arguments.</param>
    public abstract object? Call(object? callable, object?[] arguments);

    /// <summary>A new object of a class that <see cref="Find"/> gave.</summary>
    /// <param name="type">The class.</param>
    /// <param name="arguments">What its constructor gets.</param>
    public abstract object Create(object? type, object?[] arguments);

    /// <summary>Gives an object its state.</summary>
    /// <param name="target">The object.</param>
    /// <param name="state">What Python's <c>__setstate__</c> would get.</param>
    public abstract void SetState(object? target, object? state);

    /// <summary>Something that lies outside the pickle.</summary>
    /// <param name="id">What the pickle calls it.</param>
    public virtual object Outside(object?[] id) => throw PickleException.Malformed("an unknown persistent id");

    /// <summary>A name for a message: printable, and not longer than a line.</summary>
    protected static string Printable(string text) => new([.. text.Take(80).Select(c => c is > ' ' and < (char)127 ? c : '?')]);
}
