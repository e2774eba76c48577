using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Widgets;

namespace LakhNes.Ui.Views;

/// <summary>The whole window.</summary>
internal sealed class MainView : Stack
{
    /// <summary>Units across that it is made for.</summary>
    public const int PreferredWidth = 960;

    /// <summary>Units down that it is made for.</summary>
    public const int PreferredHeight = 600;

    /// <summary>Least units across.</summary>
    public const int MinimumWidth = 800;

    /// <summary>Least units down.</summary>
    public const int MinimumHeight = 500;

    /// <summary>Most units across.</summary>
    public const int MaximumWidth = 2400;

    /// <summary>Most units down.</summary>
    public const int MaximumHeight = 1600;

    /// <summary>Makes the window's tree.</summary>
    public MainView(EditorModel model)
    {
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 8;
        Add(new Label("LakhNES") { Size = TextSize.Large });
        Stack row = Add(new Stack { Gap = 8, Grow = 1 });
        row.Add(new Knob(model, ParameterTable.Find("Output Gain")!) { Caption = "Output" });
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Fill(Bounds, painter.Theme.Background);
}
