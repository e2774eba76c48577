using System.Text.Json;
using LakhNes.Drawing;
using LakhNes.Hosts.Tests.Windows;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>A host with the plugin's window open on a display of its own.</summary>
internal sealed class EditorSession : IDisposable
{
    /// <summary>Where the window lies on the display.</summary>
    public const int X = 40,
        Y = 30;

    /// <summary>The window's size at scale 1.</summary>
    public const int Width = 960,
        Height = 600;

    private readonly Screen? _own;

    /// <summary>Opens the plugin's window.</summary>
    /// <param name="program">Name of the host in tests/hosts.</param>
    /// <param name="scale">The host's scale factor.</param>
    /// <param name="environment">A variable more for the host, as NAME=VALUE.</param>
    public EditorSession(string program, double scale = 1, string? environment = null)
    {
        Scale = scale;
        _own = Screen = new Screen();
        var variables = new Dictionary<string, string>(Screen.Environment);
        if (environment?.Split('=') is [var name, var value])
            variables[name] = value;
        Host = new EditorHost(Built.Host(program), ["editor", program == "clap-host" ? Built.Clap : Built.Vst3], variables);
        Opened = Begin();
    }

    private EditorSession(Wine wine)
    {
        Scale = 1;
        Screen = wine.Screen;
        // away from where the last test left it
        Screen.Do($"mousemove {Screen.Width - 1} {Screen.Height - 1}");
        Host = new EditorHost(Wine.Program, [Wine.Host("clap-host"), "editor", Wine.PathOf(Wine.Clap)], wine.Environment);
        Opened = Begin();
    }

    /// <summary>The window for Windows in the CLAP host for Windows.</summary>
    public static EditorSession Under(Wine wine) => new(wine);

    /// <summary>The hosts that open windows.</summary>
    public static TheoryData<string> Hosts => ["clap-host", "juce-host"];

    /// <summary>The display.</summary>
    public Screen Screen { get; }

    /// <summary>The host.</summary>
    public EditorHost Host { get; }

    /// <summary>The host's scale factor.</summary>
    public double Scale { get; }

    /// <summary>What the host said when it opened the window first.</summary>
    public JsonElement Opened { get; }

    /// <summary>The whole window as it shows now.</summary>
    public Canvas Picture => Screen.Take(new Area(X, Y, (int)(Width * Scale), (int)(Height * Scale)));

    /// <summary>Opens the window of the chosen instance.</summary>
    public JsonElement Open(int x = X, int y = Y)
    {
        string scale = Scale.ToString(System.Globalization.CultureInfo.InvariantCulture);
        JsonElement opened = Do($"open {x} {y} {scale}");
        Settle();
        return opened;
    }

    /// <summary>The place of a parameter's control on the display.</summary>
    public Area PlaceOf(string parameter)
    {
        Area units = WindowMap.Of(parameter);
        int Pixels(int at) => (int)Math.Round(at * Scale);
        return new Area(Pixels(units.X) + X, Pixels(units.Y) + Y, Pixels(units.Width), Pixels(units.Height));
    }

    /// <summary>What a parameter's control shows.</summary>
    public uint[] PictureOf(string parameter) => Screen.Take(PlaceOf(parameter)).Pixels.ToArray();

    /// <summary>Does one thing in the host.</summary>
    public JsonElement Do(string command) => Host.Do(command);

    /// <summary>Gives the window time to draw.</summary>
    public void Settle() => Do("wait 200");

    /// <inheritdoc/>
    public void Dispose()
    {
        Host.Dispose();
        _own?.Dispose();
    }

    private JsonElement Begin()
    {
        JsonElement opened = Open();
        (double, double) expected = (Math.Round(Width * Scale), Math.Round(Height * Scale));
        Assert.Equal(expected, (opened.Number("windowWidth"), opened.Number("windowHeight")));
        return opened;
    }
}
