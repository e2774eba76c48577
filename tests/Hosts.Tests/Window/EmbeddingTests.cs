using System.Text.Json;
using LakhNes.Drawing;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>A toolkit that embeds the plugin's window by XEmbed: the keyboard goes where the toolkit says.</summary>
public class EmbeddingTests
{
    // the search of presets, from the window's corner
    private static readonly Area Search = new(18, 56, 200, 16);

    [SkippableFact]
    public void TheKeyboardGoesToAndFroBetweenAnEmbedderAndTheWindow()
    {
        using var screen = new Screen();
        using var embedder = new Embedder(screen);
        using var host = new EditorHost(Built.Host("clap-host"), ["editor", Built.Clap], screen.Environment);
        host.Do($"embed {embedder.Socket}");
        host.Do("wait 400");
        JsonElement embedded = embedder.Do("text");
        Assert.Equal(1, embedded.Number("plugs"));
        (int x, int y) = ((int)embedded.Number("x"), (int)embedded.Number("y"));
        uint[] Field() => screen.Take(Search with { X = x + Search.X, Y = y + Search.Y }).Pixels.ToArray();

        screen.Do($"mousemove {x + 60} {y + 64} click 1 mousemove 1 1");
        host.Do("wait 200");
        uint[] empty = Field();
        Type("ab");
        uint[] typed = Field();
        Assert.NotEqual(empty, typed);
        embedder.Do("entry");
        Type("cd");
        Assert.Equal("cd", embedder.Do("text").GetProperty("text").GetString());
        Assert.Equal(typed, Field());
        embedder.Do("socket");
        Type("ef");
        Assert.Equal("cd", embedder.Do("text").GetProperty("text").GetString());
        Assert.NotEqual(typed, Field());
        Assert.Equal(0, host.Quit());

        void Type(string text)
        {
            host.Do("wait 200");
            screen.Do($"type {text}");
            host.Do("wait 300");
        }
    }
}
