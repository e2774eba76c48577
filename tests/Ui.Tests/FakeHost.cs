using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;

namespace LakhNes.Ui.Tests;

/// <summary>A plugin format that writes down what the window tells it, and does it.</summary>
internal sealed class FakeHost(ChipEngine engine) : IEditorHost
{
    public List<string> Log { get; } = [];

    /// <summary>Off where allocations are counted.</summary>
    public bool Writes { get; set; } = true;

    public string? LastFault { get; set; }

    public void KeepFault(Exception fault, string type, string function) => LastFault = $"{type}.{function}: {fault.Message}";

    /// <summary>It has a menu of its own for parameters.</summary>
    public bool HasMenu { get; set; }

    public bool ShowParameterMenu(int index, int x, int y)
    {
        if (HasMenu)
            Log.Add($"menu {ParameterTable.All[index].Name} {x} {y}");
        return HasMenu;
    }

    public void BeginEdit(int index) => Write("begin", index);

    public void Edit(int index, double plain)
    {
        engine.SetParameter(index, plain);
        Write("move", index);
    }

    public void EndEdit(int index) => Write("end", index);

    public void ValuesChanged() => Log.Add("changed");

    public bool RequestSize(int width, int height)
    {
        Log.Add($"size {width} x {height}");
        return true;
    }

    private void Write(string what, int index)
    {
        if (Writes)
            Log.Add($"{what} {ParameterTable.All[index].Name}");
    }
}
