using LakhNes.Instrument.Samples;

namespace LakhNes.Ui.Editing;

/// <summary>
/// The user's samples as a window works on them: files opened, encoded another way, moved to other keys. What was recorded is
/// kept while the window is open; a project has the encoded samples alone.
/// </summary>
/// <param name="model">Whose samples.</param>
internal sealed class SampleWork(EditorModel model)
{
    // C2, from which the voice's own samples lie too
    private const int FirstKey = 36,
        Keys = 128;

    private readonly List<(ReadOnlyMemory<byte> Bytes, Recording Recording, bool Normalises)> _recordings = [];

    /// <summary>The samples now.</summary>
    public DmcSampleBank Bank => model.Engine.Samples;

    /// <summary>Counts up with every change made here: with the engine's revision it tells when to look again.</summary>
    public int Version { get; private set; }

    /// <summary>Puts samples in place of all others, without a way back.</summary>
    public void Show(DmcSampleBank bank)
    {
        model.Engine.Samples = bank;
        Version++;
        model.Host.ValuesChanged();
    }

    /// <summary>Adds a file's sound, on the first key from C2 up that has none, at the highest rate at which it fits.</summary>
    /// <param name="path">A WAV or <c>.dmc</c> file.</param>
    /// <param name="error">Why not; empty where it is added.</param>
    /// <returns>Whether it is added, as the last.</returns>
    public bool TryOpen(string path, out string error)
    {
        DmcSampleBank bank = Bank;
        error = bank.Room > 0 ? "" : $"{path}: there is no room for one more sample";
        if (error.Length > 0)
            return false;
        int key = Enumerable.Range(FirstKey, Keys - FirstKey).FirstOrDefault(key => !bank.HasOwn(key), Keys - 1);
        var place = new OwnSample
        {
            LowKey = key,
            HighKey = key,
            RootKey = key,
        };
        if (!SampleFile.TryRead(path, place, null, true, bank.Room, out OwnSample sample, out Recording? recording, out error))
            return false;
        if (recording is not null)
            _recordings.Add((sample.Bytes, recording, true));
        return Put("Open " + sample.Name, [.. bank.Own, sample]);
    }

    /// <summary>Takes a sample out.</summary>
    public void Remove(int index)
    {
        OwnSample[] own = Bank.Own.ToArray();
        if (index >= 0 && index < own.Length)
            Put("Remove " + own[index].Name, [.. own[..index], .. own[(index + 1)..]]);
    }

    /// <summary>Gives a sample other keys, as far as they are keys; the range's ends push each other.</summary>
    public void Move(int index, int low, int high, int root)
    {
        OwnSample[] own = Bank.Own.ToArray();
        if (index < 0 || index >= own.Length || low is < 0 or >= Keys || high is < 0 or >= Keys || root is < 0 or >= Keys)
            return;
        OwnSample before = own[index];
        if (low != before.LowKey)
            high = Math.Max(low, high);
        own[index] = before with { LowKey = Math.Min(low, high), HighKey = high, RootKey = root };
        if (own[index] != before)
            Put("Keys of " + before.Name, own);
    }

    /// <summary>Whether a sample can be encoded another way: its file was opened in this window.</summary>
    public bool HasRecording(OwnSample sample) => PlaceOf(sample) >= 0;

    /// <summary>Whether a sample was made as loud as can be.</summary>
    public bool Normalises(OwnSample sample) => PlaceOf(sample) is >= 0 and int place && _recordings[place].Normalises;

    /// <summary>Encodes a sample's recording another way.</summary>
    /// <param name="index">Which.</param>
    /// <param name="rate">The chip's rate; another one than 0 to 15 is no change.</param>
    /// <param name="loops">It is repeated while its key is held.</param>
    /// <param name="normalises">As loud as can be.</param>
    /// <param name="error">Why not; empty where it is done.</param>
    public bool TryEncode(int index, int rate, bool loops, bool normalises, out string error)
    {
        error = "";
        OwnSample[] own = Bank.Own.ToArray();
        if (index < 0 || index >= own.Length || rate is < 0 or >= SampleEncoder.Rates)
            return false;
        if (PlaceOf(own[index]) is not (>= 0 and int place))
            return false;
        OwnSample before = own[index];
        DmcSampleBank.TryMake([.. own[..index], .. own[(index + 1)..]], out DmcSampleBank others);
        Recording recording = _recordings[place].Recording;
        bool encoded = SampleFile.TryEncode(
            recording,
            before with
            {
                Loops = loops,
            },
            rate,
            normalises,
            others.Room,
            out own[index],
            out error
        );
        if (!encoded)
            return false;
        _recordings.Add((own[index].Bytes, recording, normalises));
        return Put("Encode " + before.Name, own);
    }

    // asked in every frame: allocates nothing
    private int PlaceOf(OwnSample sample)
    {
        int place = _recordings.Count - 1;
        while (place >= 0 && !_recordings[place].Bytes.Equals(sample.Bytes))
            place--;
        return place;
    }

    private bool Put(string name, OwnSample[] own)
    {
        DmcSampleBank before = Bank;
        if (!DmcSampleBank.TryMake(own, out DmcSampleBank after))
            return false;
        Show(after);
        model.History.Add(new SamplesEdit(name, before, after));
        return true;
    }
}
