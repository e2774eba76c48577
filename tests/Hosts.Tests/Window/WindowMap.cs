using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Ui;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Where things are in the plugin's window: the same widgets, laid out here.</summary>
internal static class WindowMap
{
    /// <summary>The place of a parameter's control in the window as it opens, in pixels at scale 1.</summary>
    public static Area Of(string parameter) =>
        Find(0, widget => widget is ParameterWidget control && control.Parameter.Name == parameter);

    /// <summary>The place of the first widget of a kind in a view.</summary>
    /// <param name="view">The view's place among the tabs.</param>
    public static Area Of<T>(int view)
        where T : Widget => Find(view, widget => widget is T);

    /// <summary>The place of a view's title.</summary>
    public static Area OfTab(int view)
    {
        Area found = default;
        Look(0, main => found = main.Tabs.PlaceOf(view));
        return found;
    }

    private static Area Find(int view, Func<Widget, bool> which)
    {
        Area? found = null;
        Look(view, main => found = Visit(main));
        return found ?? throw new ArgumentException("it is not visible");

        Area? Visit(Widget widget) =>
            !widget.IsVisible ? null
            : which(widget) ? widget.Bounds
            : widget.Children.Select(Visit).FirstOrDefault(place => place is not null);
    }

    private static void Look(int view, Action<MainView> look)
    {
        using var editor = new Editor(new ChipEngine(), new NoHost(), new Preferences(null));
        var main = (MainView)editor.Scene.Root;
        main.Tabs.Select(view);
        editor.Scene.Refresh();
        look(main);
    }

    internal sealed class NoHost : IEditorHost
    {
        public void BeginEdit(int index) { }

        public void Edit(int index, double plain) { }

        public void EndEdit(int index) { }

        public void ValuesChanged() { }

        public bool RequestSize(int width, int height) => false;
    }
}
