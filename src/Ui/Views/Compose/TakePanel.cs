using System.Collections.Immutable;
using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>What was composed, newest first: to hear, to name, to keep, to compose another way, to carry out as MIDI.</summary>
internal sealed class TakePanel : Stack
{
    private const int Width = 320;
    private const string ListenText = "Listen",
        StopText = "Stop";
    private const string InfillText = "Infill",
        ExportText = "Export",
        ExportedText = "Exported";

    /// <summary>What the buttons say that compose another answer.</summary>
    public const string Another = "Another";

    /// <summary>What their tooltips say.</summary>
    public const string AnotherTip =
        "Composes another answer to the same phrase, as long as this one: another take, to compare and to keep.";

    private static readonly Parameter Variation = ParameterTable.Of(GeneratorTable.Variation);

    private readonly EditorModel _model;
    private ImmutableArray<Take> _takes = [];
    private readonly Button _listen;
    private readonly Button _infill;
    private readonly Button _another;
    private readonly Button _export;
    private Take? _exported;
    private InfillTask? _task;
    private bool _isAnother;
    private bool _isOffer;
    private int _shownPercent = -1;
    private int _revision = -1;
    private bool _withPlayed;

    /// <summary>Makes the panel.</summary>
    public TakePanel(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 6;
        Stack top = Add(new Stack { Gap = 6 });
        top.Add(new Label("Takes"));
        top.Add(new Stack { Grow = 1 });
        top.Add(
            new Button("Undo", () => Change(model.Engine.UndoTake()))
            {
                Enabled = () => model.Engine.CanUndoTake,
                Tip = "Brings the list back as it was before its last change.",
            }
        );
        top.Add(
            new Button("Clear", ClearList)
            {
                Enabled = () => _takes.Length > 0,
                Tip = "Takes all takes off the list; Undo brings them back.",
            }
        );
        List = Add(
            new ListBox
            {
                Grow = 1,
                EmptyText = "What is composed is listed here.",
                Opening = at => Keep(TakeAt(at)),
                Menu = (at, x, y) =>
                {
                    if (TakeAt(at) is { } take)
                        OpenMenu(take, x, y, () => List!.PlaceOf(at));
                },
                Dragging = at => Drag(TakeAt(at)),
                Tip =
                    "Double click keeps a take. Drag it onto a track of your host as MIDI. A right click names it or makes it a favourite.",
            }
        );
        Stack row = Add(new Stack { Gap = 4 });
        _listen = row.Add(
            new Button(ListenText, () => Listen(Chosen))
            {
                IsLit = () => Chosen is { } take && model.Audition.Number == take.Number,
                Enabled = () => Chosen is { Open: false },
                Grow = 1,
                Tip = "Plays the take once, over whatever sounds, and changes nothing.",
            }
        );
        row.Add(
            new Button("Keep", () => Keep(Chosen))
            {
                IsLit = () => Chosen is { Kept: true },
                Enabled = () => Chosen is not null,
                Grow = 1,
                Tip = "A kept take plays again in its part of the song, and is stored with it.",
            }
        );
        _another = row.Add(
            new Button(Another, ComposeAnother)
            {
                Enabled = () => CanComposeAnother,
                Grow = 1,
                Tip = AnotherTip,
            }
        );
        _infill = row.Add(
            new Button(InfillText, () => AskForPart(Chosen))
            {
                Enabled = () => _task is null && Chosen is { Open: false },
                Grow = 1,
                Tip = "Composes bars and voices of the take anew, and leaves the rest: another take.",
            }
        );
        _export = row.Add(
            new Button(ExportText, Export)
            {
                Enabled = () => Chosen is not null,
                Grow = 1,
                Tip = "Saves the take as a MIDI file. A right click on the list chooses whether what you played is in it.",
            }
        );
    }

    /// <summary>The list.</summary>
    public ListBox List { get; }

    /// <summary>The takes, newest first; another array when any changed.</summary>
    public ImmutableArray<Take> Takes => _takes;

    /// <summary>The take that the buttons act on; null: none.</summary>
    public Take? Chosen => TakeAt(List.Selected);

    /// <summary>The chosen take has ended, and nothing else is being composed in its place.</summary>
    public bool CanComposeAnother => _task is null && Chosen is { Open: false };

    /// <summary>Called when another answer was asked for.</summary>
    public Action? AsksForAnother { get; set; }

    /// <inheritdoc/>
    public override Extent Measure() => base.Measure() with { Width = Width };

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);

    /// <inheritdoc/>
    public override void Refresh()
    {
        if (_task is { } task)
            Follow(task);
        _listen.Text = Chosen is { } chosen && _model.Audition.Number == chosen.Number ? StopText : ListenText;
        if (_model.Audition.TakeError() is { Length: > 0 } error && Scene is { } scene)
            Notice.Open(scene, "The take cannot be heard", error);
        _export.Text = _exported is { } exported && Chosen?.Number == exported.Number ? ExportedText : ExportText;
        int revision = _model.Engine.TakesRevision;
        if (revision == _revision)
            return;
        _revision = revision;
        ReadTakes();
    }

    private void Follow(InfillTask task)
    {
        int percent = (int)(task.Progress * 100);
        if (!task.IsDone && percent != _shownPercent)
            (_isAnother ? _another : _infill).Text = string.Create(CultureInfo.InvariantCulture, $"{_shownPercent = percent} %");
        if (!task.IsDone)
            return;
        (_task, _shownPercent, _infill.Text, _another.Text) = (null, -1, InfillText, Another);
        if (task.Error.Length > 0)
        {
            Complain(task.Error);
            return;
        }

        if (!_isOffer)
            List.Mark(0);
        Change(true);
    }

    // the same take stays chosen; where it was the newest, the newest does that nobody offers
    private void ReadTakes()
    {
        int chosen = Chosen?.Number ?? -1;
        ImmutableArray<Take> takes = _model.Engine.Takes;
        bool newest = List.Selected <= 0 && !(_isOffer && takes is [.., { InfillOf: > 0 }]);
        _takes = [.. takes.Reverse()];
        int selected = newest || chosen < 0 ? 0 : _takes.ToList().FindIndex(take => take.Number == chosen);
        List.Show([.. _takes.Select(Line)], Math.Min(selected, _takes.Length - 1));
    }

    private static ListItem Line(Take take)
    {
        int notes = take.Notes.Skip(take.PromptLength).Count(note => note is { Origin: NoteOrigin.Composed, Note: > 0 });
        string late = take.Dropped > 0 ? $", {take.Dropped} late" : "";
        string what = take.Open
            ? "playing now"
            : string.Create(CultureInfo.InvariantCulture, $"{notes} notes, {take.End - take.Start:0.#} beats{late}");
        string of = take.InfillOf > 0 ? $"Infill of {take.InfillOf}" : $"{take.Settings.Mode}";
        return new ListItem($"{take.Number}  {(take.Name.Length > 0 ? take.Name : of)}: {what}", take.Kept ? "kept" : "")
        {
            IsFavourite = take.Favourite,
        };
    }

    private Take? TakeAt(int index) => (uint)index < (uint)_takes.Length ? _takes[index] : null;

    /// <summary>Keeps a take, or lets it go.</summary>
    public void Keep(Take? take)
    {
        if (take is not null)
            Change(_model.Engine.KeepTake(take.Number, !take.Kept));
    }

    /// <summary>Lets a take be heard, or ends it.</summary>
    public void Listen(Take? take)
    {
        if (take is null || _model.Audition.Number == take.Number)
            _model.Audition.Stop();
        else
            _model.Audition.Start(take, _withPlayed);
    }

    private void Rename(Take take, Area place)
    {
        if (Scene is not { } scene)
            return;
        var field = new TextField(take.Name)
        {
            StartsSelected = true,
            Placeholder = "name of the take",
            Entered = typed => Change(_model.Engine.NameTake(take.Number, typed)),
        };
        scene.Open(field, place);
    }

    private void ClearList()
    {
        _model.Engine.ClearTakes();
        Change(true);
    }

    /// <summary>Chooses a take of the list.</summary>
    public void Choose(Take? take)
    {
        for (int i = 0; i < _takes.Length; i++)
        {
            if (_takes[i].Number == take?.Number)
                List.Mark(i);
        }
    }

    /// <summary>The takes that answer the same phrase as one of the list, itself included, oldest first.</summary>
    public List<Take> AnswersWith(Take take)
    {
        int first = First(take).Number;
        return [.. _takes.Reverse().Where(other => First(other).Number == first)];
    }

    /// <summary>What a take is called in a word or two.</summary>
    public static string NameOf(Take take) =>
        string.Create(CultureInfo.InvariantCulture, $"{take.Number} {(take.Name.Length > 0 ? take.Name : "")}");

    /// <summary>Composes another answer to the phrase of the chosen take, as long and for the same voices.</summary>
    public void ComposeAnother()
    {
        if (!CanComposeAnother || Chosen is not { } take)
            return;
        Fill(AnotherTo(take));
        _isAnother = _task is not null;
        if (_isAnother)
            AsksForAnother?.Invoke();
    }

    /// <summary>Composes another answer unasked: the chosen take stays chosen, and nothing is said where it cannot be.</summary>
    /// <returns>Whether one is being composed.</returns>
    public bool Offer() => CanComposeAnother && Chosen is { } take && (_isAnother = _isOffer = TryFill(AnotherTo(take), out _));

    private TakeInfill AnotherTo(Take take) => new(First(take).Number, 1, First(take).Bars, take.Settings.Voices);

    // the take of the list from which it came by infills
    private Take First(Take take)
    {
        while (_takes.FirstOrDefault(other => other.Number == take.InfillOf) is { } origin)
            take = origin;
        return take;
    }

    private void AskForPart(Take? take)
    {
        if (Scene is { } scene && take is { Open: false } && _task is null)
            InfillPanel.Open(scene, take, Fill);
    }

    private void Fill(TakeInfill wanted)
    {
        (_isAnother, _isOffer) = (false, false);
        if (!TryFill(wanted, out string error))
            Complain(error);
    }

    // the first variation from the present one on that no infill of this take has
    private bool TryFill(TakeInfill wanted, out string error)
    {
        int variation = (int)_model.Value(Variation),
            count = (int)Variation.Range.Maximum + 1;
        for (
            int i = 1;
            i < count && _takes.Any(take => take.InfillOf == wanted.Number && take.Settings.Variation == variation);
            i++
        )
            variation = (variation + 1) % count;
        bool begun = _model.Engine.TryInfillTake(in wanted, out _task, out error, variation);
        if (!begun)
            _task = null;
        return begun;
    }

    private void Complain(string error)
    {
        if (Scene is { } scene)
            Notice.Open(scene, "Nothing was composed", error);
    }

    private void Change(bool changed)
    {
        if (changed)
            _model.Host.ValuesChanged();
    }

    /// <summary>Chooses a take of the list and opens what can be done with it.</summary>
    /// <param name="take">The take.</param>
    /// <param name="x">Where the menu opens, in units.</param>
    /// <param name="y">Where the menu opens, in units.</param>
    /// <param name="name">Where its name stands, to be typed anew there.</param>
    public void OpenMenu(Take take, int x, int y, Func<Area> name)
    {
        if (Scene is not { } scene)
            return;
        Choose(take);
        Menu.Open(
            scene,
            x,
            y,
            [
                new MenuItem("Listen", () => Listen(take))
                {
                    IsChecked = _model.Audition.Number == take.Number,
                    IsEnabled = !take.Open,
                },
                new MenuItem("Keep", () => Keep(take)) { IsChecked = take.Kept },
                new MenuItem("Favourite", () => Change(_model.Engine.FavourTake(take.Number, !take.Favourite)))
                {
                    IsChecked = take.Favourite,
                },
                new MenuItem("Rename", () => Rename(take, name())),
                new MenuItem("Infill ...", () => AskForPart(take)) { IsEnabled = !take.Open && _task is null },
                new MenuItem("Export as MIDI", Export),
                new MenuItem("With what I played", () => (_withPlayed, _exported) = (!_withPlayed, null))
                {
                    IsChecked = _withPlayed,
                },
            ]
        );
    }

    private void Export()
    {
        if (Scene is not { } scene || Chosen is not { } take)
            return;
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments);
        FileChooser.Open(
            scene,
            "Export the take",
            folder,
            [".mid"],
            TakeExport.NameOf(take),
            path =>
            {
                if (TakeExport.TryWrite(take, _withPlayed, path, out string error))
                    _exported = take;
                else
                    Notice.Open(scene, "The take was not exported", error);
            }
        );
    }

    private void Drag(Take? take)
    {
        if (take is null || _model.DragFile is not { } drag)
            return;
        if (TakeExport.TryWriteForDrag(take, _withPlayed, out string path, out string error))
            drag(path);
        else if (Scene is { } scene)
            Notice.Open(scene, "The take cannot be dragged", error);
    }
}
