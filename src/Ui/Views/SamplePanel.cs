using System.Globalization;
using LakhNes.Instrument.Samples;
using LakhNes.Score;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>The user's own samples: files to open, keys that play them, how they are encoded.</summary>
internal sealed class SamplePanel : Stack
{
    private const string Hint =
        "Open a WAV file or drop it here: its key plays it here and on MIDI channel 10.\n"
        + "Other keys, from C2 up 16 a sample at the chip's 16 rates: kick, snare, tom, bass.";

    private readonly EditorModel _model;
    private readonly ListBox _list;
    private readonly Label _room = new("") { IsDim = true };
    private readonly TextBlock _problem = new("") { Lines = 2, IsVisible = false };
    private readonly Button[] _values;
    private long _version = -1;
    private OwnSample[] _own = [];

    /// <summary>Makes the panel.</summary>
    public SamplePanel(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Gap = 8;
        Add(new TextBlock(Hint) { Lines = 2 });
        _list = Add(
            new ListBox
            {
                Grow = 1,
                Opening = _ => Listen(),
                EmptyText = "no samples of your own",
            }
        );
        Stack keys = Add(new Stack { Gap = 4 });
        Stack encoding = Add(new Stack { Gap = 4 });
        _values =
        [
            Value(keys, "Keys", 0, "The lowest key that plays it."),
            Value(keys, "to", 1, "The highest key that plays it."),
            Value(keys, "Root", 2, "The key at which it sounds as recorded; others play the nearest of the chip's rates."),
            Value(
                encoding,
                "Rate",
                3,
                "Bits a second, 0 to 15: higher sounds better and takes more room. A .dmc file plays faster or slower."
            ),
        ];
        encoding.Add(
            new Button("Loop", () => Encode(sample => (sample.Rate, !sample.Loops, Normalises)))
            {
                Enabled = () => Chosen is not null,
                IsLit = () => Chosen is { Loops: true },
                Tip = "Repeats it while its key is held.",
            }
        );
        encoding.Add(
            new Button("Normalise", () => Encode(sample => (sample.Rate, sample.Loops, !Normalises)))
            {
                Enabled = () => Chosen?.Source is not null,
                IsLit = () => Normalises,
                Tip = "As loud as the channel can be. A .dmc file stays as loud as it is.",
            }
        );
        Add(_problem);
        Stack row = Add(new Stack { Gap = 8 });
        row.Add(new Button("Open...", Choose) { Width = 80, Tip = "Adds a WAV file, or a .dmc file of the chip's own deltas." });
        row.Add(
            new Button("Listen", Listen)
            {
                Width = 80,
                Enabled = () => Chosen is not null,
                IsLit = () => _model.IsSampleHeld,
                Tip = "Plays it; a loop until pressed again.",
            }
        );
        row.Add(
            new Button("Remove", Remove)
            {
                Width = 80,
                Enabled = () => Chosen is not null,
                Tip = "Takes it out of the sound.",
            }
        );
        row.Add(new Stack { Grow = 1 }).Add(_room);
    }

    private OwnSample? Chosen => _list.Selected >= 0 && _list.Selected < _own.Length ? _own[_list.Selected] : null;

    private bool Normalises => Chosen is { IsNormalised: true };

    /// <inheritdoc/>
    public override void Refresh()
    {
        long version = ((long)_model.Engine.Revision << 32) | (uint)_model.Samples.Version;
        if (version != _version)
        {
            _version = version;
            Show(Math.Min(_list.Selected, _model.Samples.Bank.Own.Length - 1));
        }

        ShowValues();
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e.Key != Key.Delete || !_list.HasFocus || Chosen is null)
            return false;
        Remove();
        return true;
    }

    /// <summary>Adds a file.</summary>
    public void Open(string path)
    {
        Complain(_model.Samples.TryOpen(path, out string error) ? "" : error);
        if (error.Length > 0)
            return;
        Show(_model.Samples.Bank.Own.Length - 1);
    }

    private Button Value(Stack row, string caption, int which, string tip)
    {
        row.Add(new Label(caption) { IsDim = true });
        row.Add(
            new Button("-", () => Turn(which, -1))
            {
                Width = 24,
                Enabled = () => Chosen is not null,
                Tip = tip,
            }
        );
        Button value = null!;
        value = row.Add(
            new Button("", () => Ask(which, value))
            {
                Width = 40,
                Enabled = () => Chosen is not null,
                Tip = tip + " Press to type it.",
            }
        );
        row.Add(
            new Button("+", () => Turn(which, 1))
            {
                Width = 24,
                Enabled = () => Chosen is not null,
                Tip = tip,
            }
        );
        return value;
    }

    private static int ValueOf(OwnSample sample, int which) =>
        which switch
        {
            0 => sample.LowKey,
            1 => sample.HighKey,
            2 => sample.RootKey,
            _ => sample.Rate,
        };

    private void Turn(int which, int by)
    {
        if (Chosen is { } sample)
            Set(which, ValueOf(sample, which) + by);
    }

    private void Set(int which, int value)
    {
        if (Chosen is not { } sample)
            return;
        int place = _list.Selected;
        switch (which)
        {
            case 0:
                _model.Samples.Move(place, value, sample.HighKey, sample.RootKey);
                break;
            case 1:
                _model.Samples.Move(place, sample.LowKey, value, sample.RootKey);
                break;
            case 2:
                _model.Samples.Move(place, sample.LowKey, sample.HighKey, value);
                break;
            default:
                Encode(same => (value, same.Loops, Normalises));
                break;
        }
    }

    private void Ask(int which, Button value)
    {
        if (Scene is not { } scene || Chosen is not { } sample)
            return;
        scene.Open(
            new TextField(Text(which, ValueOf(sample, which)))
            {
                StartsSelected = true,
                Check = typed =>
                    TryParse(which, typed, out _)
                        ? ("", 0)
                        : (which == 3 ? "a rate from 0 to 15" : "a key from C-1 to G9, or 0 to 127", 0),
                Entered = typed =>
                {
                    if (TryParse(which, typed, out int number))
                        Set(which, number);
                },
            },
            value.Bounds
        );
    }

    private static bool TryParse(int which, string typed, out int number)
    {
        typed = typed.Trim();
        bool isNumber = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        bool known = isNumber || (which != 3 && KeyName.TryParse(typed, out number));
        return known && number >= 0 && number <= (which == 3 ? 15 : 127);
    }

    private static string Text(int which, int value) =>
        which == 3 ? value.ToString(CultureInfo.InvariantCulture) : KeyName.Of(value);

    private void Encode(Func<OwnSample, (int Rate, bool Loops, bool Normalises)> how)
    {
        if (Chosen is not { } sample)
            return;
        (int rate, bool loops, bool normalises) = how(sample);
        _model.Samples.TryEncode(_list.Selected, rate, loops, normalises, out string error);
        Complain(error.Length > 0 ? $"{sample.Name}: {error}" : "");
    }

    private void Listen()
    {
        if (_model.IsSampleHeld)
            _model.LetGo();
        else if (Chosen is { } sample)
            _model.PlaySample(Math.Clamp(sample.RootKey, sample.LowKey, sample.HighKey), sample.Loops);
    }

    private void Remove()
    {
        _model.LetGo();
        _model.Samples.Remove(_list.Selected);
        Complain("");
    }

    private void Choose()
    {
        if (Scene is not { } scene)
            return;
        FileChooser.Open(
            scene,
            "Open a sample",
            _model.Preferences.SampleFolder,
            [SampleFile.WavExtension, SampleFile.DmcExtension],
            null,
            Take
        );

        void Take(string path)
        {
            _model.Preferences.SampleFolder = Path.GetDirectoryName(path) ?? "";
            Open(path);
        }
    }

    private void Show(int selected)
    {
        DmcSampleBank bank = _model.Samples.Bank;
        _own = bank.Own.ToArray();
        _list.Show([.. _own.Select(Line)], selected);
        _room.Say(string.Create(CultureInfo.InvariantCulture, $"room for {bank.Room:#,0} bytes"));
        ShowValues();
    }

    private void ShowValues()
    {
        OwnSample? chosen = Chosen;
        for (int which = 0; which < _values.Length; which++)
        {
            if (chosen is null)
                _values[which].Text = "";
            else
                _values[which].Text = Labels[which == 3 ? 128 + chosen.Rate : ValueOf(chosen, which)];
        }
    }

    // made once: a frame allocates nothing
    private static readonly string[] Labels =
    [
        .. Enumerable.Range(0, 128).Select(KeyName.Of),
        .. Enumerable.Range(0, 16).Select(rate => Text(3, rate)),
    ];

    private static ListItem Line(OwnSample sample)
    {
        string low = KeyName.Of(sample.LowKey),
            high = KeyName.Of(sample.HighKey),
            loops = sample.Loops ? "loop, " : "";
        string keys = low == high ? low : $"{low} - {high}";
        string size = string.Create(CultureInfo.InvariantCulture, $"{loops}rate {sample.Rate}, {sample.Bytes.Length:#,0} bytes");
        return new ListItem($"{keys, -9} {sample.Name}", size);
    }

    private void Complain(string problem)
    {
        _problem.Say(problem);
        _problem.IsVisible = problem.Length > 0;
    }
}
