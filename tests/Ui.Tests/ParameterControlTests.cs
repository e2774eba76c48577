using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>What every control of a parameter does with pointer and keys.</summary>
public class ParameterControlTests
{
    private const string Gain = "Output Gain";

    [Fact]
    public void AControllerIsLearnedByTheMenuShownInTheSettingsAndForgotten()
    {
        using var rig = new WindowRig();
        Choose("MIDI learn ...");
        Assert.IsType<LearnPanel>(rig.Editor.Scene.Popup);
        rig.Play(0.05, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.Controller, 0, 2, Index: 21, Value: 0.2));
        rig.Frame();
        Assert.Null(rig.Editor.Scene.Popup);
        Assert.Contains("changed", rig.Host.Log);
        rig.Play(0.05, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.Controller, 0, 0, Index: 21, Value: 1));
        Assert.Equal(12, rig.Value(Gain));
        rig.Show("settings");
        rig.Frame();
        Assert.Contains("CC21: Output Gain", rig.Find<Views.LearnedControllers>().Text);
        Choose("Forget CC 21");
        rig.Play(0.05, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.Controller, 0, 0, Index: 21, Value: 0));
        Assert.Equal(12, rig.Value(Gain));

        // one that was given up takes nothing
        Choose("MIDI learn ...");
        rig.Key(Key.Escape);
        Assert.Null(rig.Editor.Scene.Popup);
        rig.Play(0.05, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.Controller, 0, 0, Index: 22, Value: 0));
        rig.Frame();
        Assert.Empty(rig.Engine.Controllers.All);

        // where the host has a menu, Shift opens this one
        rig.Host.HasMenu = true;
        Choose("MIDI learn ...", Modifiers.Shift);
        Assert.IsType<LearnPanel>(rig.Editor.Scene.Popup);

        void Choose(string item, Modifiers held = Modifiers.None)
        {
            ParameterWidget gain = rig.Control(Gain);
            rig.Press(gain.Bounds.X + 10, gain.Bounds.Y + 10, button: PointerButton.Secondary, held: held);
            rig.Frame();
            var menu = (Menu)rig.Editor.Scene.Popup!;
            Drawing.Area at = menu.PlaceOf(menu.Items.ToList().FindIndex(line => line.Text == item));
            rig.Click(at.X + 10, at.Y + 4);
            rig.Frame();
        }
    }

    [Fact]
    public void ATypedValueThatIsNoneIsNotDroppedWithoutAWord()
    {
        using var rig = new WindowRig();
        ParameterWidget gain = rig.Control("Output Gain");
        rig.Press(gain.Bounds.X + 10, gain.Bounds.Y + 10, button: PointerButton.Middle);
        rig.Type("loud");
        rig.Key(Key.Enter);
        var field = (TextField)rig.Editor.Scene.Popup!;
        Assert.Contains("no value: such as 0.0 dB", field.Problem);
        Assert.True(field.Bounds.Intersect(rig.Editor.Scene.Root.Bounds) == field.Bounds);
        rig.Frame();
        rig.Type("a", Modifiers.Control);
        rig.Type("-6");
        Assert.Equal("", field.Problem);
        rig.Key(Key.Enter);
        Assert.Equal(-6, rig.Value("Output Gain"));
        Assert.Null(rig.Editor.Scene.Popup);
    }

    [Fact]
    public void ADragIsOneGestureAndOneUndo()
    {
        using var rig = new WindowRig();
        ParameterWidget knob = rig.Control(Gain);
        (int x, int y) = Middle(knob);

        rig.Press(x, y);
        rig.Move(x, y + 20);
        rig.Move(x, y + 40);
        rig.Release(x, y + 40);

        Assert.Equal(["begin " + Gain, "move " + Gain, "move " + Gain, "end " + Gain], rig.Host.Log);
        double expected = Parameter.Denormalise(Parameter.Normalise(0) - (40 / 160.0));
        Assert.Equal(expected, rig.Value(Gain), 1e-4);
        rig.Type("z", Modifiers.Control);
        Assert.Equal(0, rig.Value(Gain));
        rig.Type("y", Modifiers.Control);
        Assert.Equal(expected, rig.Value(Gain), 1e-4);
    }

    [Fact]
    public void ShiftDragsTenTimesFiner()
    {
        using var rig = new WindowRig();
        (int x, int y) = Middle(rig.Control(Gain));
        rig.Press(x, y);
        rig.Move(x, y + 16, Modifiers.Shift);
        rig.Release(x, y + 16);
        Assert.Equal(Parameter.Denormalise(Parameter.Normalise(0) - 0.01), rig.Value(Gain), 1e-4);
    }

    [Fact]
    public void ADoubleClickAndDeleteBringTheDefaultBack()
    {
        using var rig = new WindowRig();
        ParameterWidget knob = rig.Control(Gain);
        rig.Wheel(knob, 3);
        Assert.NotEqual(0, rig.Value(Gain));
        (int x, int y) = Middle(knob);
        rig.Press(x, y, clicks: 2);
        rig.Release(x, y);
        Assert.Equal(0, rig.Value(Gain));

        rig.Wheel(knob, -3);
        rig.Key(Key.Delete);
        Assert.Equal(0, rig.Value(Gain));
    }

    [Theory]
    [InlineData("-12", -12)]
    [InlineData("-12 dB", -12)]
    [InlineData("99", 12)]
    public void AValueCanBeTyped(string text, double expected)
    {
        using var rig = new WindowRig();
        rig.Editor.Scene.SetFocus(rig.Control(Gain));
        rig.Key(Key.Enter);
        rig.Type(text);
        rig.Key(Key.Enter);
        Assert.Equal(expected, rig.Value(Gain));
        Assert.Null(rig.Editor.Scene.Popup);
    }

    [Fact]
    public void EscapeTypesNothing()
    {
        using var rig = new WindowRig();
        rig.Editor.Scene.SetFocus(rig.Control(Gain));
        rig.Type("5");
        rig.Key(Key.Escape);
        Assert.Equal(0, rig.Value(Gain));
        Assert.Null(rig.Editor.Scene.Popup);
    }

    [Fact]
    public void AFrameInWhichNothingChangedDrawsNothing()
    {
        using var rig = new WindowRig();
        Assert.Equal(0, rig.Frame());
        rig.Engine.SetParameter(ParameterTable.Find(Gain)!.Index, -20);
        Assert.Equal(1, rig.Frame());
    }

    [Theory]
    [InlineData("play")]
    [InlineData("sound")]
    [InlineData("compose")]
    [InlineData("settings")]
    public void FramesAllocateNothingWhileEverythingMoves(string view)
    {
        using var rig = new WindowRig();
        rig.Show(view);
        rig.Host.Writes = false;
        int[] moved =
        [
            .. WindowRig.All(rig.Editor.Scene.Root).OfType<ParameterWidget>().Select(widget => widget.Parameter.Index),
        ];
        rig.Play(0.1, new Engine.Hosting.EngineEvent(Engine.Hosting.EngineEventKind.NoteOn, 0, 0, 60, Value: 1));
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (int frame = 0; frame < 100; frame++)
            {
                foreach (int index in moved)
                {
                    Parameter parameter = ParameterTable.All[index];
                    rig.Engine.SetParameter(index, parameter.Denormalise(frame % 17 / 16.0));
                }

                rig.Block();
                Assert.True(rig.Frame() > 0);
            }
        }
    }

    private static Parameter Parameter => ParameterTable.Find(Gain)!;

    private static (int X, int Y) Middle(Widget widget) =>
        (widget.Bounds.X + (widget.Bounds.Width / 2), widget.Bounds.Y + (widget.Bounds.Height / 2));
}
