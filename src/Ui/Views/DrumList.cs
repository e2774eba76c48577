using System.Globalization;
using LakhNes.Score;
using LakhNes.Score.Percussion;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>The drums of MIDI channel 10 with their keys and noise periods, to look up and to hear.</summary>
internal sealed class DrumList : Stack
{
    /// <summary>Makes the list.</summary>
    public DrumList(EditorModel model)
    {
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 4;
        Add(new Label("Drums of MIDI channel 10"));
        ListBox list = Add(
            new ListBox
            {
                Grow = 1,
                Selecting = index => model.PlayDrum(DrumMap.All[index].Key),
                Opening = index => model.PlayDrum(DrumMap.All[index].Key),
                Tip =
                    "Key, drum, and the noise periods that it goes through: 0 is bright, 15 dark, # the metallic mode. A click plays it.",
            }
        );
        list.Show([.. DrumMap.All.ToArray().Select(Line)]);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);

    private static ListItem Line(Drum drum)
    {
        Span<char> key = stackalloc char[4];
        string name = new(key[..KeyName.Format(drum.Key, key)]);
        string periods = drum.Period == drum.LastPeriod ? $"{drum.Period}" : $"{drum.Period} - {drum.LastPeriod}";
        return new ListItem(
            string.Create(CultureInfo.InvariantCulture, $"{name, -3} {drum.Key}  {drum.Name}"),
            (drum.ShortMode ? "# " : "") + periods
        );
    }
}
