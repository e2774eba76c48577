using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Ui;
using LakhNes.Ui.Widgets;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Where things are in the plugin's window: the same widgets, laid out here.</summary>
internal static class WindowMap
{
    /// <summary>The place of a parameter's control in the window as it opens, in pixels at scale 1.</summary>
    public static Area Of(string parameter)
    {
        using var editor = new Editor(new ChipEngine(), new NoHost(), new Preferences(null));
        editor.Scene.Refresh();
        return Find(editor.Scene.Root, parameter) ?? throw new ArgumentException($"no control of {parameter} is visible");
    }

    private static Area? Find(Widget widget, string parameter) => !widget.IsVisible ? null
        : widget is ParameterWidget control && control.Parameter.Name == parameter ? control.Bounds
        : widget.Children.Select(child => Find(child, parameter)).FirstOrDefault(found => found is not null);

    private sealed class NoHost : IEditorHost
    {
        public void BeginEdit(int index)
        {
        }

        public void Edit(int index, double plain)
        {
        }

        public void EndEdit(int index)
        {
        }

        public void ValuesChanged()
        {
        }

        public bool RequestSize(int width, int height) => false;
    }
}
