using LakhNes.Instrument.Settings;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

// What can be done to a step sequence.
internal sealed partial class StepEditor
{
    private void SetValue(int step, int value)
    {
        if (step >= StepSequence.MaxLength)
            return;
        Span<sbyte> steps = stackalloc sbyte[StepSequence.MaxLength];
        _steps.Steps.CopyTo(steps);
        // steps that are skipped are as the last
        for (int i = _steps.Length; i < step; i++)
            steps[i] = (sbyte)ValueAt(i);
        steps[step] = (sbyte)Math.Clamp(value, _lane.Minimum, _lane.Maximum);
        Put(steps[..Math.Max(_steps.Length, step + 1)], _steps.Loop, _steps.Release);
    }

    private void Resize(int length)
    {
        Span<sbyte> steps = stackalloc sbyte[StepSequence.MaxLength];
        steps.Fill((sbyte)ValueAt(_steps.Length));
        _steps.Steps.CopyTo(steps);
        Put(steps[..Math.Min(length, StepSequence.MaxLength)], _steps.Loop, _steps.Release);
    }

    private void Remove(int step)
    {
        if (step >= _steps.Length)
            return;
        Span<sbyte> steps = stackalloc sbyte[StepSequence.MaxLength];
        _steps.Steps.CopyTo(steps);
        steps[(step + 1)..].CopyTo(steps[step..]);
        Put(steps[..(_steps.Length - 1)], Moved(_steps.Loop), Moved(_steps.Release));

        int Moved(int point) => point > step ? point - 1 : point;
    }

    private void Put(int loop, int release)
    {
        Span<sbyte> steps = stackalloc sbyte[StepSequence.MaxLength];
        _steps.Steps.CopyTo(steps);
        Put(steps[.._steps.Length], loop, release);
    }

    private void Put(ReadOnlySpan<sbyte> steps, int loop, int release)
    {
        _steps.Set(steps, loop, release);
        _model.PutSteps(_lane, _steps);
    }

    // one edit that is taken back as one
    private void Once(Action edit)
    {
        if (!_lane.IsUsed)
            return;
        _before.CopyFrom(_steps);
        edit();
        _model.EndSteps(_lane, _before);
    }

    private void OpenMenu(int x, int y)
    {
        if (Scene is not { } scene)
            return;
        Menu.Open(
            scene,
            x,
            y,
            [
                new MenuItem("Copy steps", Copy) { IsEnabled = _steps.Length > 0 },
                new MenuItem("Paste steps", Paste) { IsEnabled = _model.CopiedSteps is not null },
                new MenuItem("Clear", () => Once(() => Resize(0))) { IsEnabled = _steps.Length > 0 },
                new MenuItem("Type steps", () => TypeText("")),
            ]
        );
    }

    private void Copy() => _model.CopiedSteps = _text;

    private void Paste() => Take(_model.CopiedSteps ?? "");

    // what cannot be read changes nothing
    private void Take(string text)
    {
        var parsed = new StepSequence();
        if (StepText.TryParse(text, _lane, parsed, out _))
            Once(() => Put(parsed.Steps, parsed.Loop, parsed.Release));
    }
}
