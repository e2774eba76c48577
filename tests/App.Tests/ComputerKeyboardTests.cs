using LakhNes.App.Window;
using LakhNes.Ui.Input;

namespace LakhNes.App.Tests;

/// <summary>The computer's keys as a piano: docs/app.md.</summary>
public class ComputerKeyboardTests
{
    private readonly List<(int Key, bool Down)> _played = [];
    private readonly ComputerKeyboard _keyboard;

    public ComputerKeyboardTests() => _keyboard = new ComputerKeyboard((key, down) => _played.Add((key, down)));

    [Theory]
    [InlineData('z', 48)] // C3
    [InlineData('s', 49)]
    [InlineData('m', 59)]
    [InlineData(',', 60)]
    [InlineData('q', 60)] // C4
    [InlineData('2', 61)]
    [InlineData('u', 71)]
    [InlineData('p', 76)]
    [InlineData('Q', 60)] // with caps lock too
    public void AKeyIsANote(char letter, int key)
    {
        Assert.True(_keyboard.Press(Letter(letter)));
        Assert.Equal([(key, true)], _played);
    }

    [Theory]
    [InlineData('a', Modifiers.None)]
    [InlineData('1', Modifiers.None)]
    [InlineData('z', Modifiers.Control)] // undo
    [InlineData('z', Modifiers.Alt)]
    public void OtherKeysPlayNothing(char letter, Modifiers modifiers)
    {
        Assert.False(_keyboard.Press(Letter(letter) with { Modifiers = modifiers }));
        Assert.False(_keyboard.Press(new KeyEvent(Key.Left)));
        Assert.Empty(_played);
    }

    [Fact]
    public void AHeldKeyThatRepeatsIsOneNote()
    {
        _keyboard.Press(Letter('z'));
        for (int time = 500; time < 600; time += 30)
        {
            _keyboard.Release(Letter('z'), time);
            _keyboard.Advance(time + 1);
            _keyboard.Press(Letter('z'));
            _keyboard.Advance(time + 29);
        }

        Assert.Equal([(48, true)], _played);
        _keyboard.Release(Letter('z'), 700);
        Assert.Equal(ComputerKeyboard.RepeatMilliseconds, _keyboard.NextEnd(700));
        Assert.Equal(0, _keyboard.NextEnd(5000));
        _keyboard.Advance(700 + ComputerKeyboard.RepeatMilliseconds);
        Assert.Equal(long.MaxValue, _keyboard.NextEnd(5000));
        Assert.Equal([(48, true), (48, false)], _played);
    }

    [Fact]
    public void AKeyThatGoesUpWithShiftHeldEndsItsNote()
    {
        _keyboard.Press(Letter('z'));
        _keyboard.Release(new KeyEvent(Key.Character, 'Z', Modifiers.Shift), 10);
        _keyboard.Advance(100);
        Assert.Equal([(48, true), (48, false)], _played);
    }

    [Fact]
    public void NoNoteIsLeftWhenTheWindowLosesTheKeys()
    {
        _keyboard.Press(Letter('z'));
        _keyboard.Press(Letter('q'));
        _keyboard.ReleaseAll();
        _keyboard.ReleaseAll();
        Assert.Equal([(48, true), (60, true), (48, false), (60, false)], _played);
    }

    private static KeyEvent Letter(char letter) => new(Key.Character, letter);
}
