using System.Runtime.InteropServices;
using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Ui;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Tests;
using LakhNes.Ui.Windows;
using LakhNes.Ui.Windows.X11;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>A file that another window's pointer carries is dropped onto the plugin's window.</summary>
public sealed unsafe partial class DropTests : IDisposable
{
    private const int SourceX = 1200,
        SourceY = 700,
        Size = 100;
    private const int Turns = 40;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("Kick.wav", "Kick")]
    [InlineData("Größe & mehr #1 100%.wav", "Größe & mehr #1 100%")]
    public void AFileIsOpenedAsASample(string file, string name)
    {
        using var screen = new Screen();
        // the windows' own connections look there
        Assert.Equal(0, SetVariable("DISPLAY", screen.Name, 1));
        File.WriteAllBytes(_folder[file], ToneFile.Wav());
        uint root = Root(out nint connection);
        var engine = new ChipEngine();
        using var editor = new Editor(engine, new WindowMap.NoHost(), new Preferences(null));
        Assert.True(editor.TryAttach((nint)root, out string error), error);
        var carrier = new Carrier(_folder[file]);
        using X11Window? source = X11Window.TryCreate(Place(connection, root), Size, Size, carrier, out error);
        Assert.True(source is not null, error);
        carrier.Window = source;
        editor.Show(true);
        source.Show(true);

        Pump();
        screen.Do($"mousemove {SourceX + 50} {SourceY + 50} mousedown 1 mousemove_relative 5 5");
        Pump();
        for (int step = 0; step < 5; step++)
        {
            screen.Do($"mousemove {200 + step} 300");
            Pump();
        }

        Assert.Equal(0, engine.Samples.Own.Length);
        screen.Do("mouseup 1");
        Eventually.True(() => Pump() && engine.Samples.Own.Length > 0, () => "nothing was dropped");
        Assert.Equal(name, engine.Samples.Own[0].Name);
        Xcb.Disconnect(connection);

        bool Pump()
        {
            for (int turn = 0; turn < Turns; turn++)
            {
                source.Pump();
                editor.OnFrame();
                Thread.Yield();
            }

            return true;
        }
    }

    private static uint Root(out nint connection)
    {
        int screen;
        connection = Xcb.Connect(null, &screen);
        Assert.Equal(0, Xcb.ConnectionHasError(connection));
        return Xcb.SetupRoots(Xcb.GetSetup(connection)).Data->Root;
    }

    // a window of the desktop's for the source to lie in
    private static uint Place(nint connection, uint root)
    {
        const int CopyDepth = 0,
            InputOutput = 1;
        uint window = Xcb.GenerateId(connection);
        Xcb.RequestCheck(
            connection,
            Xcb.CreateWindowChecked(connection, CopyDepth, window, root, SourceX, SourceY, Size, Size, 0, InputOutput, 0, 0, null)
        );
        Xcb.MapWindow(connection, window);
        Xcb.Flush(connection);
        return window;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int replace);

    /// <summary>Takes a file up as soon as the pointer moves with its button down.</summary>
    private sealed class Carrier(string path) : IWindowListener
    {
        private bool _pressed;

        public INativeWindow? Window { get; set; }

        public void OnPointer(PointerEvent e)
        {
            if (e.Action == PointerAction.Down)
                _pressed = true;
            else if (e.Action == PointerAction.Move && _pressed)
                _pressed = !Window!.DragFile(path);
        }

        public bool OnKey(KeyEvent e) => false;

        public void OnFile(string path) { }

        public void OnExposed(Area area) { }

        public void OnFault(Exception fault, string type, string function) => throw fault;

        public void OnFrame() { }
    }
}
