using LakhNes.Study.Clips;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Tests;

public class PairTests
{
    private static readonly KeyEntry[] Key =
    [
        .. Clips(ClipRole.Real, "songs", 30),
        .. Clips(ClipRole.Model, "small", 30),
        .. Clips(ClipRole.Model, "large", 30),
        .. Clips(ClipRole.Control, "control", 8),
    ];

    private static readonly Dictionary<string, KeyEntry> Known = Key.ToDictionary(entry => entry.Clip);

    [Fact]
    public void EverySheetHasItsPairsOfEachKindWithControls()
    {
        StudyPlan plan = PairDealer.Deal(
            Key,
            new PairOptions
            {
                Sheets = 7,
                Preferences = 6,
                Turing = 5,
                Controls = 2,
            }
        );
        Assert.Equal(7, plan.Sheets.Length);
        foreach (StudySheet sheet in plan.Sheets)
        {
            Assert.Equal(
                [.. Enumerable.Repeat(PairKind.Preference, 6), .. Enumerable.Repeat(PairKind.Turing, 5)],
                sheet.Pairs.Select(pair => pair.Kind)
            );
            foreach (PairKind kind in Enum.GetValues<PairKind>())
            {
                ClipRole[][] controls =
                [
                    .. sheet
                        .Pairs.Where(pair => pair.Kind == kind)
                        .Select(Roles)
                        .Where(roles => roles.Contains(ClipRole.Control)),
                ];
                Assert.Equal(2, controls.Length);
                Assert.All(controls, roles => Assert.Contains(ClipRole.Real, roles));
            }

            Assert.All(
                sheet.Pairs.Where(pair => pair.Kind == PairKind.Turing),
                pair => Assert.Single(Roles(pair), role => role == ClipRole.Real)
            );
            Assert.All(sheet.Pairs, pair => Assert.NotEqual(Known[pair.A].Source, Known[pair.B].Source));
            // no clip twice
            Assert.Equal(22, sheet.Pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count());
        }
    }

    [Fact]
    public void SourcesMeetEquallyOftenAndOnBothSides()
    {
        StudyPlan plan = PairDealer.Deal(
            Key,
            new PairOptions
            {
                Sheets = 60,
                Preferences = 7,
                Turing = 6,
                Controls = 1,
            }
        );
        StudyPair[] pairs =
        [
            .. plan.Sheets.SelectMany(sheet => sheet.Pairs).Where(pair => !Roles(pair).Contains(ClipRole.Control)),
        ];
        int[] meetings =
        [
            .. pairs
                .Where(pair => pair.Kind == PairKind.Preference)
                .CountBy(pair => string.Join(' ', new[] { Known[pair.A].Source, Known[pair.B].Source }.Order()))
                .Select(meeting => meeting.Value),
        ];
        Assert.Equal([120, 120, 120], meetings);
        int[] tested =
        [
            .. pairs
                .Where(pair => pair.Kind == PairKind.Turing)
                .CountBy(pair => new[] { Known[pair.A], Known[pair.B] }.Single(clip => clip.Role == ClipRole.Model).Source)
                .Select(model => model.Value),
        ];
        Assert.Equal([150, 150], tested);
        Assert.InRange(pairs.Count(pair => Known[pair.A].Role == ClipRole.Real) / (double)pairs.Length, 0.3, 0.5);
        // of one source all clips are heard as often, to one
        int[] heard =
        [
            .. pairs
                .SelectMany(pair => new[] { pair.A, pair.B })
                .Where(clip => Known[clip].Source == "large")
                .CountBy(clip => clip)
                .Select(clip => clip.Value),
        ];
        Assert.Equal(30, heard.Length);
        Assert.True(heard.Max() - heard.Min() <= 1);
    }

    [Fact]
    public void ThePlanTellsNothingAndOneSeedDealsTheSame()
    {
        static string Deal(ulong seed)
        {
            StudyPlan plan = PairDealer.Deal(Key, new PairOptions { Sheets = 3, Seed = seed });
            return string.Join('\n', plan.Sheets.SelectMany(sheet => sheet.Pairs));
        }

        Assert.Equal(Deal(5), Deal(5));
        Assert.NotEqual(Deal(5), Deal(6));
    }

    [Theory]
    [InlineData(ClipRole.Real, "has no real music for Turing pairs")]
    [InlineData(ClipRole.Model, "has no two sources to compare")]
    [InlineData(ClipRole.Control, "has no control clips")]
    public void WhatIsMissingIsSaid(ClipRole missing, string cause)
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            PairDealer.Deal([.. Key.Where(entry => entry.Role != missing)], new PairOptions())
        );
        Assert.Equal(cause, failure.Message);
    }

    [Fact]
    public void FewClipsAreHeardAgainRatherThanMissing()
    {
        KeyEntry[] few =
        [
            .. Clips(ClipRole.Real, "songs", 1),
            .. Clips(ClipRole.Model, "small", 1),
            .. Clips(ClipRole.Control, "control", 1),
        ];
        StudyPlan plan = PairDealer.Deal(few, new PairOptions { Sheets = 2 });
        Assert.All(plan.Sheets, sheet => Assert.Equal(20, sheet.Pairs.Length));
    }

    private static ClipRole[] Roles(StudyPair pair) => [Known[pair.A].Role, Known[pair.B].Role];

    private static IEnumerable<KeyEntry> Clips(ClipRole role, string source, int count) =>
        Enumerable.Range(0, count).Select(i => new KeyEntry($"{source}{i}", role, source, $"{i}.mid", 0));
}
