using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>The sound of one voice at a time: its drawn sequences and its parameters.</summary>
internal sealed class SoundView : Stack
{
    private const int SideWidth = 328,
        KeysHeight = 48;

    // C3, and C2, from which noise and samples lie
    private const int LowestPitched = 48,
        LowestNoise = 36;

    private readonly EditorModel _model;
    private readonly Deck _pages;
    private readonly TabBar _tabs;

    /// <summary>Makes the view.</summary>
    public SoundView(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Gap = 0;
        string[] names = [.. Enum.GetValues<ApuVoice>().Select(ParameterTable.VoiceName)];
        _tabs = Add(new TabBar(names, Show) { IsVoices = true, Tip = "The voice whose sound is edited" });
        _pages = Add(new Deck { Grow = 1 });
        foreach (ApuVoice voice in Enum.GetValues<ApuVoice>())
            _pages.AddPage(Page(voice));
    }

    /// <summary>The user's samples.</summary>
    public SamplePanel Samples { get; private set; } = null!;

    /// <summary>Shows a voice.</summary>
    public void Select(ApuVoice voice) => _tabs.Select((int)voice);

    private void Show(int voice)
    {
        _model.LetGo();
        _model.SelectedVoice = (ApuVoice)voice;
        _pages.Show(voice);
    }

    private Stack Page(ApuVoice voice)
    {
        int index = (int)voice;
        bool pulse = voice is ApuVoice.Pulse1 or ApuVoice.Pulse2,
            pitched = pulse || voice == ApuVoice.Triangle;
        bool shaped = pulse || voice == ApuVoice.Noise;
        var page = new Stack { Gap = 8 };
        Panel steps = page.Add(
            new Panel
            {
                Orientation = Orientation.Down,
                Gap = 8,
                Padding = 8,
                Grow = 1,
            }
        );
        if (voice == ApuVoice.Dmc)
        {
            Samples = steps.Add(new SamplePanel(_model) { Grow = 1 });
        }
        else
        {
            Stack row = steps.Add(new Stack { Gap = 16 });
            if (shaped)
                row.Add(
                    new ChoiceBar(_model, Of(20))
                    {
                        Caption = pulse ? "Duty" : "Mode",
                        Voice = index,
                        Picture = pulse ? DutyPicture : null,
                    }
                );
            row.Add(new DropDown(_model, Of(4)) { Caption = "Steps last" });
            if (shaped)
                row.Add(new DropDown(_model, Of(11)) { Caption = "Velocity" });
            StepKind[] kinds = [.. Enum.GetValues<StepKind>().Where(kind => new StepLane(voice, kind).IsUsed)];
            for (int i = 0; i < kinds.Length; i += 2)
            {
                Stack lanes = steps.Add(new Stack { Gap = 16, Grow = 1 });
                foreach (StepKind kind in kinds.Skip(i).Take(2))
                    lanes.Add(new StepEditor(_model, new StepLane(voice, kind)) { Grow = 1 });
            }
        }

        steps.Add(
            new Keyboard((key, velocity) => _model.PlayKey(key, velocity, true), key => _model.PlayKey(key, 0), _model.VoiceOf)
            {
                First = pitched ? LowestPitched : LowestNoise,
                Height = KeysHeight,
                Tip = "Plays this voice, whatever the voice mode. Letters play too after a click.",
            }
        );

        Stack side = page.Add(
            new Stack
            {
                Orientation = Orientation.Down,
                Gap = 8,
                LeastWidth = SideWidth,
            }
        );
        Stack level = Group("Level");
        if (shaped)
            Turn(level, 10);
        Turn(level, 0);
        Turn(level, 1);
        if (shaped)
        {
            Stack envelope = Group("Chip envelope");
            Switch(envelope, 12, "On");
            Turn(envelope, 13);
            Switch(envelope, 14, "Loop");
            envelope.Add(new EnvelopePicture(_model, Of(12), Of(13), Of(14)) { Voice = index, Grow = 1 });
        }

        if (pulse)
        {
            Stack sweep = Group("Chip sweep");
            Switch(sweep, 21, "On");
            Turn(sweep, 22);
            Turn(sweep, 24);
            sweep.Add(new ChoiceBar(_model, Of(23)) { Caption = "Direction", Voice = index });
        }

        Stack pitch = Group("Pitch");
        Turn(pitch, 3);
        if (pitched)
        {
            Turn(pitch, 30);
            Turn(pitch, 31);
            Stack vibrato = Group("Vibrato");
            Turn(vibrato, 32);
            Turn(vibrato, 33);
            Turn(vibrato, 34);
        }

        side.Add(voice == ApuVoice.Noise ? new DrumList(_model) { Grow = 1 } : new Stack { Grow = 1 });
        return page;

        Parameter Of(uint offset) => VoiceStrip.Of(voice, offset);
        Stack Group(string title) =>
            side.Add(
                new Panel
                {
                    Title = title,
                    Voice = index,
                    Padding = 8,
                }
            );
        void Turn(Stack to, uint offset) => to.Add(new Knob(_model, Of(offset)) { Caption = Short(Of(offset)), Voice = index });
        void Switch(Stack to, uint offset, string caption) =>
            to.Add(new Toggle(_model, Of(offset)) { Caption = caption, Voice = index });
    }

    // "Pulse 1 Vibrato Depth" is plain where the voice and the group are
    private static string Short(Parameter parameter)
    {
        string name = parameter.Name[(parameter.Group.Length + 1)..];
        foreach (string group in (ReadOnlySpan<string>)["Envelope ", "Sweep ", "Vibrato "])
        {
            if (name.StartsWith(group))
                return name[group.Length..];
        }

        return name;
    }

    // one and a half cycles of the pulse
    private static void DutyPicture(Painter painter, Area area, int duty, Color color)
    {
        const int cycle = 16,
            height = 8,
            lead = 4;
        int high = duty switch
        {
            0 => 2,
            1 => 4,
            2 => 8,
            _ => 12,
        };
        int x = area.X + ((area.Width - cycle - (2 * lead)) / 2),
            top = area.Y + ((area.Height - height) / 2),
            bottom = top + height - 1;
        painter.Fill(new Area(x, bottom, lead + 1, 1), color);
        painter.Fill(new Area(x + lead, top, 1, height), color);
        painter.Fill(new Area(x + lead, top, high + 1, 1), color);
        painter.Fill(new Area(x + lead + high, top, 1, height), color);
        painter.Fill(new Area(x + lead + high, bottom, cycle - high + lead, 1), color);
    }
}
