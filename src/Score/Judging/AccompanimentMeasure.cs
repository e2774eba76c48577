using System.Collections.Immutable;

namespace LakhNes.Score.Judging;

/// <summary>Something that is measured of a band beside a played part.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Description">What it is, in a few words.</param>
public sealed record AccompanimentMeasure(string Name, string Description)
{
    /// <summary>All of them, in the order of <see cref="AccompanimentMeasurement.Values"/>.</summary>
    public static ImmutableArray<AccompanimentMeasure> All { get; } =
    [
        .. Voices("density", "notes a quarter of", NesVoice.Noise),
        .. Voices("register", "mean key of", NesVoice.Triangle),
        new("voices", "voices of the band with a note"),
        new("key", "the band's notes in the played part's key"),
        new("harsh", "harsh outer intervals of all that sounds"),
        new("stuck", "time in which a voice of the band keeps to one key"),
        new("bass", "bars in which the bass is the root of what is played"),
    ];

    private static IEnumerable<AccompanimentMeasure> Voices(string name, string description, NesVoice last)
    {
        for (NesVoice voice = NesVoice.Pulse1; voice <= last; voice++)
            yield return new AccompanimentMeasure($"{name}{voice.Tag()}", $"{description} {voice.Tag()}");
    }
}
