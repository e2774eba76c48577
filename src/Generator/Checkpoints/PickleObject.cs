using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>A module of a pickle: its class's name and its attributes. It has no behaviour.</summary>
internal sealed class PickleObject(string className)
{
    /// <summary>The class, without its Python module.</summary>
    public string ClassName { get; } = className;

    /// <summary>What Python calls the object's <c>__dict__</c>.</summary>
    public PickleDict Attributes { get; private set; } = [];

    /// <summary>Takes the state that the BUILD opcode hands over.</summary>
    public void SetState(PickleDict state) => Attributes = state;

    /// <summary>A parameter, buffer or submodule by its dotted path, as a state dict spells it; null if there is none.</summary>
    public object? Find(string path)
    {
        PickleObject module = this;
        string[] names = path.Split('.');
        foreach (string name in names[..^1])
        {
            if (module.Member("_modules", name) is not PickleObject child)
                return null;
            module = child;
        }

        return module.Member("_parameters", names[^1])
            ?? module.Member("_buffers", names[^1])
            ?? module.Member("_modules", names[^1]);
    }

    private object? Member(string table, string name) =>
        Attributes.GetValueOrDefault(table) is PickleDict members ? members.GetValueOrDefault(name) : null;
}
