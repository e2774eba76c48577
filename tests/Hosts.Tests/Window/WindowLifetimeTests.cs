using System.Text.Json;
using LakhNes.Drawing;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Windows that open, close and end in every order that hosts know, and leave nothing behind.</summary>
public class WindowLifetimeTests
{
    private const string Control = "Output Gain";

    public static TheoryData<string> Hosts => EditorSession.Hosts;

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void TwoHundredWindowsLeaveNothingBehind(string host)
    {
        const int warmUp = 20,
            turns = 200;
        const double pictureBytes = EditorSession.Width * EditorSession.Height * 4;
        using var window = new EditorSession(host);
        JsonElement before = default;
        int clients = 0;
        for (int turn = 0; turn < warmUp + turns; turn++)
        {
            if (turn == warmUp)
                (before, clients) = (window.Do("usage"), window.Screen.Connections);
            window.Do("close");
            window.Host.AwaitSharedPictures(0);
            window.Do($"open {EditorSession.X} {EditorSession.Y}");
        }

        JsonElement after = window.Do("usage");
        Assert.Equal(before.Number("descriptors"), after.Number("descriptors"));
        Assert.Equal(clients, window.Screen.Connections);
        window.Host.AwaitSharedPictures(1);
        // less than a tenth of what the pictures alone would take
        Assert.InRange(
            after.Number("residentBytes") - before.Number("residentBytes"),
            double.NegativeInfinity,
            turns * pictureBytes / 10
        );
        Assert.Equal(0, window.Host.Quit());
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void EachInstanceHasAWindowOfItsOwn(string host)
    {
        using var window = new EditorSession(host);
        window.Do("instance 1");
        window.Open(EditorSession.X + EditorSession.Width + 20);
        uint[] first = window.PictureOf(Control);
        window.Do($"set {Control}=-30");
        window.Settle();
        Assert.Equal(first, window.PictureOf(Control));
        window.Do("close");
        window.Do("instance 0");
        window.Do($"set {Control}=-30");
        window.Settle();
        Assert.NotEqual(first, window.PictureOf(Control));
        Assert.Equal(0, window.Host.Quit());
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void TheHostsWindowMayCloseFirst(string host)
    {
        using var window = new EditorSession(host);
        Canvas before = window.Picture;
        JsonElement closed = window.Do("close-host-first");
        if (host == "clap-host")
            Assert.Equal((0, 0), (closed.Number("timersLeft"), closed.Number("descriptorsLeft")));
        window.Open();
        Assert.Equal(before.Pixels.ToArray(), window.Picture.Pixels.ToArray());
        Assert.Equal(0, window.Host.Quit());
    }

    [SkippableFact]
    public void ThePluginMayBeDestroyedWithItsWindowOpen()
    {
        using var window = new EditorSession("clap-host");
        JsonElement destroyed = window.Do("destroy");
        Assert.Equal(0, destroyed.Number("descriptorsLeft"));
        window.Host.AwaitSharedPictures(0);
        window.Open();
        Assert.Equal(0, window.Host.Quit());
    }

    /// <summary>
    /// The instance is ended and let go while the run loop goes on; the view is let go later, with and without being told before.
    /// </summary>
    [SkippableTheory]
    [InlineData("1")]
    [InlineData("0")]
    public void AVst3MayBeEndedWithItsWindowOpen(string removed)
    {
        using var screen = new Screen();
        string said = HostProgram.Run(
            Built.Host("vst3-host"),
            ["window", Built.Vst3, "--turns", "5", "--removed", removed],
            environment: screen.Environment
        );
        JsonElement report = JsonDocument.Parse(said).RootElement;
        Assert.Equal((5, 0), (report.Number("windowsShown"), report.Number("left")));
    }

    [SkippableFact]
    public void AHiddenWindowComesBack()
    {
        using var window = new EditorSession("clap-host");
        Canvas before = window.Picture;
        window.Do("hide");
        window.Settle();
        Assert.NotEqual(before.Pixels.ToArray(), window.Picture.Pixels.ToArray());
        window.Do("show");
        window.Settle();
        Assert.Equal(before.Pixels.ToArray(), window.Picture.Pixels.ToArray());
    }
}
