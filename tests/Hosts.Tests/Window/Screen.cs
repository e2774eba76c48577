using System.Buffers.Binary;
using System.Diagnostics;
using LakhNes.Drawing;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>A display of its own: Xvfb, whose picture is a file. Ends with the test.</summary>
internal sealed class Screen : IDisposable
{
    /// <summary>Its size in pixels.</summary>
    public const int Width = 2040,
        Height = 1300;

    private readonly TestFolder _folder = new();
    private readonly Process _server;

    /// <summary>Starts a display with a number that no other has.</summary>
    public Screen()
    {
        var start = new ProcessStartInfo(
            Built.System("/usr/bin/Xvfb"),
            ["-displayfd", "1", "-screen", "0", $"{Width}x{Height}x24", "-noreset", "-nolisten", "tcp", "-fbdir", _folder.Path]
        )
        {
            RedirectStandardOutput = true,
        };
        _server = Process.Start(start)!;
        Name = ":" + _server.StandardOutput.ReadLine();
        Environment = new Dictionary<string, string>
        {
            ["DISPLAY"] = Name,
            ["XDG_CONFIG_HOME"] = _folder.Path,
            ["XDG_DATA_HOME"] = _folder.Path,
        };
    }

    /// <summary>The display's name.</summary>
    public string Name { get; }

    /// <summary>What a program must know to come up on it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Files that the server has open: its clients, and what never changes.</summary>
    public int Connections => Directory.GetFiles($"/proc/{_server.Id}/fd").Length;

    /// <summary>What part of it shows now.</summary>
    public Canvas Take(Area area)
    {
        byte[] file = File.ReadAllBytes(_folder["Xvfb_screen0"]);
        // X11's own dump format: a header of 32-bit words, a colour map, rows of 0x00RRGGBB
        int Word(int index) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(index * 4));
        int start = Word(0) + (Word(19) * 12),
            stride = Word(12);
        var canvas = new Canvas(area.Width, area.Height);
        for (int y = 0; y < area.Height; y++)
        {
            for (int x = 0; x < area.Width; x++)
            {
                int pixel = BinaryPrimitives.ReadInt32LittleEndian(
                    file.AsSpan(start + ((area.Y + y) * stride) + ((area.X + x) * 4))
                );
                canvas.Fill(new Area(x, y, 1, 1), Color.FromRgb(pixel & 0xFFFFFF));
            }
        }

        return canvas;
    }

    /// <summary>Writes a picture of the documentation, where it is asked for.</summary>
    /// <param name="name">Its file in docs/images/window.</param>
    /// <param name="area">What part of the display it shows.</param>
    public void UpdatePicture(string name, Area area)
    {
        if (global::System.Environment.GetEnvironmentVariable("LAKHNES_UPDATE_DOCS") != "1")
            return;
        // until what was done last is drawn
        Do("sleep 1");
        using FileStream file = File.Create(Path.Combine(Built.Root, "docs", "images", "window", name));
        PngWriter.Write(file, Take(area));
    }

    /// <summary>Moves the pointer, presses, types: xdotool's own words, separated by spaces.</summary>
    public void Do(string commands) =>
        HostProgram.Run(Built.System("/usr/bin/xdotool"), commands.Split(' '), environment: Environment);

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        _folder.Dispose();
    }
}
