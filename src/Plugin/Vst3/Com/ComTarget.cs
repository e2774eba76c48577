namespace LakhNes.Plugin.Vst3.Com;

/// <summary>A managed object that a host holds through a <see cref="ComObject"/>.</summary>
internal abstract class ComTarget
{
    private ComFace[] _faces = [];

    /// <summary>The interfaces, as <see cref="ComObject.Create"/> was given them.</summary>
    public ReadOnlySpan<ComFace> Faces => _faces;

    /// <summary>Which of the object's interfaces answers to an id.</summary>
    /// <returns>Its place among <see cref="Faces"/>, or -1.</returns>
    public int FindInterface(in Tuid id)
    {
        for (int i = 0; i < _faces.Length; i++)
        {
            if (_faces[i].Answers(id))
                return i;
        }

        return -1;
    }

    /// <summary>The host has given back its last reference.</summary>
    public virtual void Released() { }

    internal void SetFaces(ComFace[] faces) => _faces = faces;
}
