namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A view's place in the host's window, in pixels.</summary>
internal struct ViewRect
{
    public int Left;
    public int Top;
    public int Right;
    public int Bottom;
}
