namespace LakhNes.Plugin.Vst3.Com;

/// <summary>One interface of a class: its function table, and the ids under which hosts ask for it.</summary>
internal readonly struct ComFace(nint vtable, params Tuid[] ids)
{
    /// <summary>The function table.</summary>
    public nint Vtable => vtable;

    /// <summary>True for the ids that the interface answers to.</summary>
    public bool Answers(in Tuid id)
    {
        foreach (Tuid own in ids)
        {
            if (own == id)
                return true;
        }

        return false;
    }
}
