using System.Globalization;
using LakhNes.Instrument.Samples;

namespace LakhNes.Instrument.Presets;

/// <summary>The user's samples as fields: <c>count</c>, then one object each.</summary>
internal static class SamplesJson
{
    private const string Name = "samples";

    /// <summary>Reads or writes the user's samples; a reader refuses what is no sample or finds no room.</summary>
    public static DmcSampleBank Visit(ISettingsFields fields, DmcSampleBank bank)
    {
        ISettingsFields samples = fields.Open(Name);
        int count = samples.Whole("count", bank.Own.Length, 0, DmcSampleBank.MostOwn);
        var own = new OwnSample[count];
        for (int i = 0; i < count; i++)
        {
            ISettingsFields one = samples.Open(i.ToString(CultureInfo.InvariantCulture));
            own[i] = Visit(one, i < bank.Own.Length ? bank.Own[i] : new OwnSample());
            if (!OwnSample.IsLength(own[i].Bytes.Length))
                one.Refuse("bytes", "are not one byte and a multiple of 16");
            one.Close();
        }

        samples.Close();
        if (DmcSampleBank.TryMake(own, out DmcSampleBank visited))
            return visited;
        fields.Refuse(Name, "are longer than the memory for them");
        return bank;
    }

    private static OwnSample Visit(ISettingsFields fields, OwnSample sample)
    {
        string name = fields.Text("name", sample.Name, OwnSample.LongestName);
        int low = fields.Whole("lowKey", sample.LowKey, 0, 127);
        var visited = new OwnSample
        {
            Name = name,
            LowKey = low,
            HighKey = fields.Whole("highKey", Math.Max(sample.HighKey, low), low, 127),
            RootKey = fields.Whole("rootKey", sample.RootKey, 0, 127),
            Rate = fields.Whole("rate", sample.Rate, 0, SampleEncoder.Rates - 1),
            Loops = fields.Flag("loops", sample.Loops),
            StartLevel = fields.Whole("startLevel", sample.StartLevel, 0, 127),
            Bytes = fields.Bytes("bytes", sample.Bytes.ToArray(), OwnSample.MostBytes),
            IsNormalised = fields.Flag("normalised", sample.IsNormalised),
        };
        // other deltas were made of another sound
        Recording? source = visited.Bytes.Span.SequenceEqual(sample.Bytes.Span) ? sample.Source : null;
        return visited with { Source = Visit(fields, source) };
    }

    // the sound that a sample was made of: what its rate, loop and level can be changed by
    private static Recording? Visit(ISettingsFields fields, Recording? source)
    {
        byte[] bytes = fields.Bytes("source", source?.ToBytes() ?? [], 2 * Recording.MostKept);
        double rate = fields.Number(
            "sourceRate",
            source?.SampleRate ?? Recording.HighestRate,
            Recording.LowestRate,
            Recording.HighestRate
        );
        if (bytes.Length == 0)
            return null;
        if (!Recording.TryParse(bytes, rate, out Recording parsed))
            fields.Refuse("source", "is no sound");
        return parsed;
    }
}
