using LakhNes.Instrument.Samples;

namespace LakhNes.Ui.Editing;

/// <summary>
/// The user's samples as a window works on them: files opened, encoded another way, moved to other keys.
/// </summary>
/// <param name="model">Whose samples.</param>
internal sealed class SampleWork(EditorModel model)
{
    // C2, from which the voice's own samples lie too
    private const int FirstKey = 36,
        Keys = 128;

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
        if (!SampleFile.TryRead(path, place, null, true, bank.Room, out OwnSample sample, out error))
            return false;
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

    /// <summary>
    /// Gives a sample another rate or level, or lets it loop or end. What came as deltas has no sound to make others of: it plays
    /// its own faster or slower.
    /// </summary>
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
        OwnSample before = own[index],
            like = before with { Loops = loops };
        if (before.Source is null)
        {
            own[index] = like with { Rate = rate };
            return Put("Rate of " + before.Name, own);
        }

        DmcSampleBank.TryMake([.. own[..index], .. own[(index + 1)..]], out DmcSampleBank others);
        return SampleFile.TryEncode(like, rate, normalises, others.Room, out own[index], out error)
            && Put("Encode " + before.Name, own);
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
