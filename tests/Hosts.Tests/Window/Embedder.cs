using System.Text.Json;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Another program's window with a text entry and an XEmbed socket.</summary>
internal sealed class Embedder : ScreenProgram
{
    /// <summary>Shows it.</summary>
    public Embedder(Screen screen)
        : base(screen, "embedder", $"{EditorSession.Width}", $"{EditorSession.Height}") => Socket = (long)Line().Number("window");

    /// <summary>The X11 window of the socket.</summary>
    public long Socket { get; }

    /// <summary>Puts the keyboard on the <c>entry</c> or the <c>socket</c>, or asks for the <c>text</c>.</summary>
    public JsonElement Do(string command)
    {
        Write(command);
        return Line();
    }
}
