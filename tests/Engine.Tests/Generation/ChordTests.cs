using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Settings;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>Chords that are held in a zone of the keyboard, or on a channel of their own, steer what is composed.</summary>
public class ChordTests
{
    private const int Quarter = SongRig.Rate / 2;
    private const int Bar = 4 * Quarter;
    private const int Bars = 12;

    // Am F C G, each for a bar
    private static readonly int[][] Chords =
    [
        [45, 48, 52],
        [41, 45, 48],
        [36, 40, 43],
        [43, 47, 50],
    ];

    [Theory]
    [InlineData("Continue")]
    [InlineData("Accompany")]
    [InlineData("Free")]
    public void ComposedNotesOnBeatsAreMostlyOfTheChordAndNoneIsLost(string mode)
    {
        using SongRig free = Played(mode, follow: 0),
            follows = Played(mode, follow: 100);
        (double share, int count) = OnBeats(follows);
        (double without, int countWithout) = OnBeats(free);
        Assert.True(share > 0.95, $"{share:0.00} of {count}");
        Assert.True(without < 0.8, $"{without:0.00} of {countWithout} where none is followed");
        Assert.True(count > Bars, $"{count}, {countWithout} where none is followed");
    }

    [Fact]
    public void WhatFollowsIsTheSameInAnyBlockSizeAndWhenItsTakeIsStored()
    {
        using SongRig rig = Played("Continue", follow: 50),
            other = Played("Continue", follow: 50, 64, 1, 777);
        Assert.Equal(rig.Sent, other.Sent);
        using SongRig again = Made("Continue", follow: 50);
        Assert.True(again.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        again.Render(Bars * Bar, Script("Continue"), 512);
        Assert.Equal(rig.Sent, again.Sent);
        Assert.Single(again.Engine.Takes);
    }

    /// <summary>With no scale there is nothing but the chord to tell the takes apart.</summary>
    [Theory]
    [InlineData(ScaleKind.Auto)]
    [InlineData(ScaleKind.Chromatic)]
    public void ATakeIsNotReplayedToOtherChords(ScaleKind scale)
    {
        using SongRig first = Made("Continue", follow: 100, scale).Render(Bars * Bar, Script("Continue"), 512);
        using SongRig other = Made("Continue", follow: 100, scale);
        Assert.True(other.Engine.TryLoadState(first.Engine.SaveState(), out string error), error);
        other.Render(Bars * Bar, [.. Script("Continue").Select(e => e.Key <= 54 ? e with { Key = (short)(e.Key + 2) } : e)], 512);
        Assert.NotEqual(first.Sent, other.Sent);
        Assert.Equal(2, other.Engine.Takes.Length);
    }

    [Fact]
    public void AToneOfTheChordIsPlayedThatTheScaleLacks()
    {
        int[] eMajor = [40, 44, 47];
        EngineEvent[] held = [.. eMajor.Select(key => new EngineEvent(EngineEventKind.NoteOn, 0, 0, (short)key, Value: 0.8))];
        using SongRig rig = Made("Free", follow: 100, ScaleKind.Major).Render(Bars * Bar, held, 512),
            free = Made("Free", follow: 0, ScaleKind.Major).Render(Bars * Bar, held, 512);
        Assert.Contains(PitchClasses(rig), pitchClass => pitchClass == 8); // G sharp is not in C major
        Assert.Subset(new HashSet<int>([0, 2, 4, 5, 7, 8, 9, 11]), PitchClasses(rig));
        Assert.Subset(new HashSet<int>([0, 2, 4, 5, 7, 9, 11]), PitchClasses(free));
    }

    /// <summary>A host that ends all notes sends no ends of its own: keys would otherwise be held for ever.</summary>
    [Theory]
    [InlineData(120u)]
    [InlineData(123u)]
    public void AllNotesOffLetsTheChordsKeysGo(uint controller)
    {
        using SongRig rig = Made("Free", follow: 50);
        rig.Engine.Monitor.Open();
        rig.Block(64, [.. Chords[0].Select(key => new EngineEvent(EngineEventKind.NoteOn, 0, 0, (short)key, Value: 0.8))]);
        Assert.Equal("Am", ChordOf(rig));
        rig.Block(64, [new(EngineEventKind.Controller, 0, 0, Index: controller)]);
        rig.Block(64, [.. Chords[1].Select(key => new EngineEvent(EngineEventKind.NoteOn, 0, 0, (short)key, Value: 0.8))]);
        Assert.Equal("F", ChordOf(rig));
    }

    [Fact]
    public void InSixEighthsTheBeatsAreDotted()
    {
        const int bar = 3 * Quarter;
        using SongRig rig = Made("Continue", follow: 100);
        rig.Host = sample =>
            SongRig.At(120)(sample) with
            {
                Numerator = 6,
                Denominator = 8,
                BarStart = Math.Floor(sample / (double)bar) * 3,
            };
        rig.Render(
            24 * bar,
            [
                .. SongRig.Phrase(0, 120, 69, 72, 76, 74, 72, 71, 72, 71, 69, 76, 72, 69),
                .. Chords[3].Select(key => new EngineEvent(EngineEventKind.NoteOn, 0, 0, (short)key, Value: 0.8)),
            ],
            512
        );
        (double share, int count) = Tones(1.5);
        Assert.True(count > 8 && share > 0.95, $"{share:0.00} of {count} on the second dotted beat");
        (double beside, count) = Tones(1, 2);
        Assert.True(count > 8 && beside < share - 0.1, $"{beside:0.00} of {count} where 3/4 has beats");

        // of the pitched notes so many quarter notes after a bar line, those that are of the chord
        (double Share, int Count) Tones(params double[] places)
        {
            EngineEvent[] notes =
            [
                .. rig.Sent.Where(e =>
                    e.Kind == EngineEventKind.NoteOn
                    && e.Channel < 3
                    && e.Offset > 2 * bar
                    && places.Any(place => Math.Abs((e.Offset % bar) - (place * Quarter)) < 0.02 * Quarter)
                ),
            ];
            return (
                notes.Count(e => Chords[3].Any(key => key % 12 == e.Key % 12)) / (double)Math.Max(1, notes.Length),
                notes.Length
            );
        }
    }

    [Theory]
    [InlineData(9.5)]
    [InlineData(15.25)]
    public void SavedInTheMiddleItGoesOnWithTheChord(double beat)
    {
        int at = (int)(beat * Quarter);
        EngineEvent[] script = Script("Continue");
        using SongRig saved = Made("Continue", follow: 100).Render(at, script, 480);
        using SongRig resumed = Made("Continue", follow: 100);
        Assert.True(resumed.Engine.TryLoadState(saved.Engine.SaveState(), out string error), error);
        resumed.Host = SongRig.At(120, beat);

        // nothing more is held: it is the stored chord that is followed
        resumed.Render((12 * Quarter) - at + (8 * Quarter), [], 512);
        using SongRig left = Made("Continue", follow: 100);
        left.Render(20 * Quarter, [.. script.Where(e => e.Offset < at || e.Kind != EngineEventKind.NoteOn)], 512);
        Assert.Equal(
            left.Sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Offset >= at).Select(e => (e.Offset - at, e.Key)),
            resumed.Sent.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (e.Offset, e.Key))
        );
        Assert.NotEmpty(resumed.Onsets);
    }

    [Fact]
    public void KeysThatHoldAChordAreNeitherHeardNorPlayedNorAnEndOfTheAnswer()
    {
        using SongRig rig = Played("Continue", follow: 50);
        Assert.Single(rig.Engine.Takes);
        Assert.All(rig.Engine.Takes[0].Notes, note => Assert.False(note is { Origin: NoteOrigin.Played, Note: > 0 and <= 54 }));
        using var silent = new SongRig(model: false, ("Mode", 1), ("Run", 1), ("Chord Keys", 54));
        silent.Render(4 * Bar, [.. Held()], 512);
        Assert.All(silent.Heard, sample => Assert.True(Math.Abs(sample) < 1e-3));
    }

    [Fact]
    public void AChannelHoldsChordsAndTheSameKeysOnAnotherArePlayed()
    {
        using var rig = new SongRig(model: false, ("Mode", 1), ("Run", 1), ("Chord Channel", 16));
        EngineEvent[] held = [.. Held().Select(e => e with { Channel = 15 })];
        rig.Render(4 * Bar, held, 512);
        Assert.All(rig.Heard, sample => Assert.True(Math.Abs(sample) < 1e-3));
        EngineEvent[] both =
        [
            new(EngineEventKind.NoteOn, 4 * Bar, 15, 60, Value: 0.8),
            new(EngineEventKind.NoteOn, 4 * Bar, 0, 60, Value: 0.8),
            new(EngineEventKind.NoteOff, 5 * Bar, 15, 60),
        ];
        rig.Render(6 * Bar, both, 512);
        Assert.Contains(rig.Heard.Skip((5 * Bar) + Quarter), sample => Math.Abs(sample) > 0.01);
    }

    [Fact]
    public void AKeyIsPlayedAgainOnceTheModeIsOffAndOneThatWasHeldEndsNothing()
    {
        using var rig = new SongRig(model: false, ("Mode", 1), ("Run", 1), ("Chord Keys", 54));
        EngineEvent[] events =
        [
            new(EngineEventKind.NoteOn, 0, 0, 50, Value: 0.8),
            SongRig.Set(Quarter, "Mode", 0),
            new(EngineEventKind.NoteOff, 2 * Quarter, 0, 50),
            new(EngineEventKind.NoteOn, 3 * Quarter, 0, 50, Value: 0.8),
        ];
        rig.Render(4 * Quarter, events, 512);
        Assert.All(rig.Heard.Take(3 * Quarter), sample => Assert.True(Math.Abs(sample) < 1e-3));
        Assert.Contains(rig.Heard.Skip(3 * Quarter), sample => Math.Abs(sample) > 0.01);
    }

    /// <summary>A panic sends one end for each key, however often it went down and whatever it meant then.</summary>
    [Theory]
    [InlineData("Trigger Key", 50)]
    [InlineData("Chord Keys", 54)]
    [InlineData("Chord Channel", 1)]
    public void ANoteEndsWhoseKeyMeansSomethingElseByThen(string meaning, double value)
    {
        foreach (bool again in (bool[])[false, true])
        {
            foreach (EngineEventKind end in (EngineEventKind[])[EngineEventKind.NoteOff, EngineEventKind.NoteChoke])
            {
                using var rig = new SongRig(model: false, ("Mode", 1), ("Run", 1));
                List<EngineEvent> events =
                [
                    new(EngineEventKind.NoteOn, 0, 0, 50, Value: 0.8),
                    SongRig.Set(Quarter, meaning, value),
                    new(end, 3 * Quarter, 0, 50),
                ];
                if (again)
                    events.Insert(2, new(EngineEventKind.NoteOn, 2 * Quarter, 0, 50, Value: 0.8));
                rig.Render(Bar, [.. events], 512);
                Assert.Contains(rig.Heard[..(3 * Quarter)], sample => Math.Abs(sample) > 0.01);
                Assert.All(rig.Heard.Skip(4 * Quarter), sample => Assert.True(Math.Abs(sample) < 1e-3));
            }
        }
    }

    /// <summary>A host may let all keys and channels go at once, and know no channels at all.</summary>
    [Theory]
    [InlineData(0, 45)]
    [InlineData(0, -1)]
    [InlineData(-1, -1)]
    [InlineData(-1, 45)]
    public void KeysOfAChordAreLetGoByWildcards(short channel, short key)
    {
        using SongRig rig = Made("Free", follow: 50);
        rig.Engine.Monitor.Open();
        rig.Block(64, [Down(0, 45), Down(0, 48), Down(0, 52)]);
        Assert.Equal("Am", ChordOf(rig));
        rig.Block(64, [new(EngineEventKind.NoteOff, 0, channel, key)]);
        rig.Block(64, [Down(-1, 43), Down(-1, 47), Down(-1, 50)]);
        Assert.Equal(key < 0 ? "G" : "Cmaj9/G", ChordOf(rig));

        static EngineEvent Down(short channel, short key) => new(EngineEventKind.NoteOn, 0, channel, key, Value: 0.8);
    }

    [Fact]
    public void AKeyOfAChordStaysDownWhereTheSameKeyOfAnotherChannelGoesUp()
    {
        using SongRig rig = Made("Free", follow: 50);
        rig.Engine.Monitor.Open();
        rig.Block(64, [.. Chords[0].Select(key => new EngineEvent(EngineEventKind.NoteOn, 0, 0, (short)key, Value: 0.8))]);
        rig.Block(64, [new(EngineEventKind.NoteOff, 0, 1, 45)]);
        rig.Block(64, [new(EngineEventKind.NoteOn, 0, 0, 43, Value: 0.8)]);
        // C E G and still A
        Assert.NotEqual("C/G", ChordOf(rig));
        rig.Block(64, [new(EngineEventKind.NoteOff, 0, 0, 45), new(EngineEventKind.NoteOn, 0, 0, 43, Value: 0.8)]);
        Assert.Equal("C/G", ChordOf(rig));
    }

    [Fact]
    public void ANoteWithoutAChannelIsPlayedWhereNoChannelHoldsChords()
    {
        using var rig = new SongRig(model: false, ("Mode", 1), ("Run", 1));
        rig.Render(Quarter, [new(EngineEventKind.NoteOn, 0, -1, 60, Value: 0.8)], 512);
        Assert.Contains(rig.Heard, sample => Math.Abs(sample) > 0.01);
    }

    private static SongRig Played(string mode, double follow, params int[] blocks) =>
        Made(mode, follow).Render(Bars * Bar, Script(mode), blocks.Length > 0 ? blocks : [512]);

    private static SongRig Made(string mode, double follow, ScaleKind scale = ScaleKind.Auto) =>
        new(
            parameters:
            [
                ("Mode", (double)Enum.Parse<GeneratorMode>(mode)),
                ("Run", 1),
                ("Chord Keys", 54),
                ("Follow", follow),
                ("Scale", (double)scale),
                ("Seed", 1),
            ]
        );

    private static EngineEvent[] Script(string mode) =>
        [.. mode == "Free" ? [] : SongRig.Phrase(0, 120, 69, 72, 76, 74, 72, 71, 72, 69), .. Held()];

    // down shortly before a bar line, up at its end
    private static IEnumerable<EngineEvent> Held() =>
        Enumerable
            .Range(0, Bars)
            .SelectMany(bar =>
                Chords[bar % Chords.Length]
                    .SelectMany(
                        (key, i) =>
                            (EngineEvent[])
                                [
                                    new(
                                        EngineEventKind.NoteOn,
                                        Math.Max(0, (bar * Bar) - Quarter + (i * 500)),
                                        0,
                                        (short)key,
                                        Value: 0.8
                                    ),
                                    new(EngineEventKind.NoteOff, ((bar + 1) * Bar) - Quarter - 100, 0, (short)key),
                                ]
                    )
            );

    private static string ChordOf(SongRig rig)
    {
        var snapshot = default(EngineSnapshot);
        Assert.True(rig.Engine.Monitor.TryRead(ref snapshot));
        return snapshot.Chord.ToString();
    }

    private static HashSet<int> PitchClasses(SongRig rig) =>
        [.. rig.Sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Channel < 3).Select(e => e.Key % 12)];

    private static (double Share, int Count) OnBeats(SongRig rig)
    {
        int tones = 0,
            all = 0;
        foreach (EngineEvent e in rig.Sent.Where(e => e.Kind == EngineEventKind.NoteOn && e.Channel < 3 && e.Offset > 3 * Bar))
        {
            double beat = (double)e.Offset / Quarter;
            if (Math.Abs(beat - Math.Round(beat)) > 0.02)
                continue;
            all++;
            tones += Chords[(int)(Math.Round(beat) / 4) % Chords.Length].Any(key => key % 12 == e.Key % 12) ? 1 : 0;
        }

        return ((double)tones / Math.Max(1, all), all);
    }
}
