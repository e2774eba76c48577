using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views;

namespace LakhNes.Ui.Tests;

/// <summary>The list of presets: favourites, the user's own files, the search.</summary>
public sealed class PresetBrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Preferences => Path.Combine(_folder, "window.json");

    private string Presets => Path.Combine(_folder, "Presets");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ASavedSoundIsInTheListAndInSightWhateverWasSearched()
    {
        using WindowRig rig = Open();
        rig.Click(rig.Find<PresetBrowser>().Search);
        rig.Type("organ");
        Save(rig, "Zebra");
        ListBox list = rig.Find<ListBox>();
        Assert.Equal("Zebra", list.Items[list.Selected].Text);
        Assert.False(list.PlaceOf(list.Selected).IsEmpty);
        Assert.Equal("", rig.Find<PresetBrowser>().Search.Text);
        Assert.Equal("Zebra", Header(rig));
        Assert.True(File.Exists(Path.Combine(Presets, "Zebra.lakhnes")));

        // and stays marked where another is loaded and it again
        rig.Engine.LoadPreset(3);
        rig.Frame();
        Assert.Equal(FactoryPresets.All[3].Name, list.Items[list.Selected].Text);
        Click(rig, list, "Zebra");
        rig.Frame();
        Assert.Equal("Zebra", list.Items[list.Selected].Text);
    }

    [Fact]
    public void EscapeAndTheCrossClearTheSearch()
    {
        using WindowRig rig = Open();
        TextField search = rig.Find<PresetBrowser>().Search;
        ListBox list = rig.Find<ListBox>();
        int all = list.Items.Count;
        Assert.True(search.CrossArea.IsEmpty);
        rig.Click(search);
        rig.Type("organ");
        Assert.True(list.Items.Count < all);
        Assert.True(rig.Key(Key.Escape));
        Assert.Equal(("", all), (search.Text, list.Items.Count));
        Assert.False(rig.Key(Key.Escape));

        rig.Type("flute");
        Assert.True(list.Items.Count < all);
        rig.Click(search.CrossArea.X + 8, search.CrossArea.Y + 8);
        Assert.Equal(("", all), (search.Text, list.Items.Count));
    }

    [Fact]
    public void FavouritesStandFirstAndAreKeptForEveryWindow()
    {
        using WindowRig rig = Open();
        ListBox list = rig.Find<ListBox>();
        Save(rig, "Mine");
        Choose(rig, list, "Soft Flute", "Favourite");
        Choose(rig, list, "Mine", "Favourite");
        Assert.Equal(["Favourites", "Soft Flute", "Mine"], list.Items.Take(3).Select(item => item.Text));
        Assert.Equal(4, list.Items.Count(item => item.IsFavourite));

        using (WindowRig other = Open())
        {
            Assert.Equal(["Favourites", "Soft Flute", "Mine"], other.Find<ListBox>().Items.Take(3).Select(item => item.Text));
            Choose(other, other.Find<ListBox>(), "Organ", "Favourite");
        }

        // the other window's is not lost
        Choose(rig, list, "Mine", "Favourite");
        Assert.Equal(["Favourites", "Organ", "Soft Flute"], list.Items.Take(3).Select(item => item.Text));
        rig.Type("", Modifiers.None);
        rig.Click(rig.Find<PresetBrowser>().Search);
        rig.Type("favourites");
        Assert.Equal(3, list.Items.Count);

        // one that is loaded from there stays marked there
        Click(rig, list, "Soft Flute");
        rig.Key(Key.Escape);
        rig.Click(rig.Find<PresetBrowser>().Search);
        rig.Key(Key.Escape);
        rig.Frame();
        Assert.Equal("Soft Flute", list.Items[list.Selected].Text);
    }

    [Fact]
    public void AnOwnPresetIsRenamedWithItsFileAndItsMark()
    {
        using WindowRig rig = Open();
        ListBox list = rig.Find<ListBox>();
        Save(rig, "Mine");
        Save(rig, "Taken");
        Click(rig, list, "Mine");
        Choose(rig, list, "Mine", "Favourite");
        Rename(rig, list, "Mine", "Better");
        Assert.Equal(["Better.lakhnes", "Taken.lakhnes"], Files());
        Assert.Equal(["Favourites", "Better"], list.Items.Take(2).Select(item => item.Text));
        Assert.Equal("Better", Header(rig));
        Assert.True(
            PresetFile.TryRead(File.ReadAllBytes(Path.Combine(Presets, "Better.lakhnes")), new(), out PresetInfo info, out _)
        );
        Assert.Equal("Better", info.Name);

        foreach (string no in (string[])["Taken", "a/b", "..", "", "CON?"])
        {
            Rename(rig, list, "Better", no);
            Assert.Equal(["Better.lakhnes", "Taken.lakhnes"], Files());
            Assert.Contains(
                WindowRig.All(rig.Editor.Scene.Root).OfType<TextBlock>(),
                text => text.Text.Contains(no) && text.Parent is PresetBrowser
            );
        }

        Rename(rig, list, "Better", "better");
        Assert.Equal(["Taken.lakhnes", "better.lakhnes"], Files());
    }

    [Fact]
    public void AnOwnPresetIsDeletedOnlyAfterAQuestion()
    {
        using WindowRig rig = Open();
        ListBox list = rig.Find<ListBox>();
        Save(rig, "Mine");
        Choose(rig, list, "Mine", "Delete ...");
        rig.Click(rig.Named("Cancel"));
        rig.Frame();
        Assert.Equal(["Mine.lakhnes"], Files());
        Click(rig, list, "Mine");
        Assert.True(rig.Key(Key.Delete));
        rig.Frame();
        rig.Click(rig.Named("Delete"));
        rig.Frame();
        Assert.Empty(Files());
        Assert.DoesNotContain(list.Items, item => item.Text is "Mine" or "Own");

        // the instrument's own presets stay
        rig.Press(At(list, "Organ").X, At(list, "Organ").Y, button: PointerButton.Secondary);
        rig.Frame();
        Assert.Equal(["Favourite"], ((Menu)rig.Editor.Scene.Popup!).Items.Select(item => item.Text));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"favourites\": 3, \"zoom\": \"x\" }")]
    [InlineData("{ \"favourites\": [1, null, \"\\ud800\", \"factory:Organ\"] }")]
    [InlineData("not json")]
    public void DamagedPreferencesAreTheUsualOnes(string text)
    {
        File.WriteAllText(Preferences, text);
        using WindowRig rig = Open();
        Choose(rig, rig.Find<ListBox>(), "Soft Flute", "Favourite");
        Assert.Contains("factory:Soft Flute", File.ReadAllText(Preferences));
    }

    private static string Header(WindowRig rig)
    {
        rig.Frame();
        return rig.Find<Button>(button => button.Width == 152).Text;
    }

    private string[] Files() =>
        [.. Directory.GetFiles(Presets).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void ASongThatIsOpenedIsASoundAndAPhrase()
    {
        using WindowRig rig = Open();
        string song = Path.Combine(_folder, "tune.vgm"),
            broken = Path.Combine(_folder, "broken.nsf"),
            still = Path.Combine(_folder, "still.vgm");
        File.WriteAllBytes(song, new Song("tune", Tune()).ToBytes(SongFormat.Vgm));
        File.WriteAllText(broken, "no");
        byte[] before = rig.Engine.SavePreset("", "");
        PresetBrowser browser = rig.Find<PresetBrowser>();
        browser.Open(song);
        Assert.Equal("tune", Header(rig));
        InstrumentSettings sound = new();
        Assert.True(PresetFile.TryRead(rig.Engine.SavePreset("", ""), sound, out _, out _));
        Assert.Equal(VoiceMode.Channels, sound.VoiceMode);
        Assert.Equal([15, 10, 5], sound[ApuVoice.Pulse1].VolumeSteps.Steps.ToArray().Select(step => (int)step));

        // its first bars, as the song has them
        Take phrase = Assert.Single(rig.Engine.Takes);
        Assert.Equal(("tune", 0.0), (phrase.Name, phrase.Start));
        Assert.InRange(phrase.Bars, 1, 4);
        HeardNote[] melody = [.. phrase.Notes.Where(note => note is { Note: > 0, Voice: NesVoice.Pulse1 })];
        Assert.Equal([60, 64, 67, 64, 62, 65, 69, 72], melody.Take(8).Select(note => (int)note.Note));
        Assert.True(melody[1].Position > 0);
        for (int i = 0; i < 8; i++)
            Assert.Equal(melody[1].Position * i, melody[i].Position, 0.01);
        rig.Engine.UndoTake();
        Assert.Empty(rig.Engine.Takes);
        rig.Type("z", Modifiers.Control);
        Assert.Equal(before, rig.Engine.SavePreset("", ""));

        // what is none says so in a line, and changes nothing
        Assert.StartsWith(broken + ": ", Problem(broken));
        NesScore one = new(TimeUnit.Sample, [NesEvent.NoteOn(0, NesVoice.Pulse1, 60)], 44_100);
        File.WriteAllBytes(still, new Song("", one).ToBytes(SongFormat.Vgm));
        Assert.Equal($"{still}: it has no rhythm that bars could be made of", Problem(still));
        Assert.EndsWith("no such file", Problem(Path.Combine(_folder, "absent.nsf")));
        Assert.EndsWith("is no song", Problem(Path.Combine(_folder, "absent.doc")));
        Assert.Equal(before, rig.Engine.SavePreset("", ""));
        Assert.Empty(rig.Engine.Takes);

        string Problem(string path)
        {
            browser.Open(path);
            return rig.Find<TextBlock>(block => block.Parent == browser).Text;
        }
    }

    // eighths of 12 frames, each of which falls by thirds
    private static NesScore Tune()
    {
        int[] keys = [60, 64, 67, 64, 62, 65, 69, 72];
        const int Frame = 735;
        List<NesEvent> events = [];
        for (int i = 0; i < 64; i++)
        {
            long at = i * 12 * Frame;
            events.Add(NesEvent.NoteOn(at, NesVoice.Pulse1, keys[i % 8]));
            events.Add(NesEvent.Velocity(at, NesVoice.Pulse1, 15));
            if (i % 8 == 0)
                events.Add(NesEvent.NoteOn(at, NesVoice.Triangle, i % 16 == 0 ? 36 : 41));
            events.Add(NesEvent.Velocity(at + Frame, NesVoice.Pulse1, 10));
            events.Add(NesEvent.Velocity(at + (2 * Frame), NesVoice.Pulse1, 5));
        }

        return new NesScore(TimeUnit.Sample, [.. events], 64 * 12 * Frame);
    }

    private WindowRig Open() => new WindowRig(Preferences, Presets).Show("play");

    private static void Save(WindowRig rig, string name)
    {
        rig.Click(rig.Named("Save as..."));
        rig.Frame();
        rig.Find<TextField>(field => field.Parent is FileChooser).Put(name);
        rig.Click(rig.Named("Save"));
        rig.Frame();
    }

    // the last line of that name, scrolled into sight
    private static Area At(ListBox list, string name)
    {
        int line = list.Items.ToList().FindLastIndex(item => item.Text == name);
        for (int turn = 0; turn < 100 && list.PlaceOf(line).IsEmpty; turn++)
            list.OnPointer(
                new PointerEvent(PointerAction.Wheel, list.Bounds.X + 20, list.Bounds.Y + 20, Wheel: turn < 50 ? 1 : -1)
            );
        Area at = list.PlaceOf(line);
        return at with { X = at.X + 20, Y = at.Y + 4 };
    }

    private static void Click(WindowRig rig, ListBox list, string name)
    {
        Area at = At(list, name);
        rig.Click(at.X, at.Y);
        rig.Frame();
    }

    private static void Choose(WindowRig rig, ListBox list, string name, string item)
    {
        Area at = At(list, name);
        rig.Press(at.X, at.Y, button: PointerButton.Secondary);
        rig.Frame();
        var menu = (Menu)rig.Editor.Scene.Popup!;
        Area line = menu.PlaceOf(menu.Items.ToList().FindIndex(choice => choice.Text == item));
        rig.Click(line.X + 10, line.Y + 4);
        rig.Frame();
    }

    private static void Rename(WindowRig rig, ListBox list, string name, string to)
    {
        Choose(rig, list, name, "Rename");
        ((TextField)rig.Editor.Scene.Popup!).Put(to);
        rig.Key(Key.Enter);
        rig.Frame();
    }
}
