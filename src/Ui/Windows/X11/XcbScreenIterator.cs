namespace LakhNes.Ui.Windows.X11;

/// <summary>xcb_screen_iterator_t.</summary>
internal unsafe struct XcbScreenIterator
{
    public XcbScreen* Data;
    public int Rest;
    public int Index;
}
