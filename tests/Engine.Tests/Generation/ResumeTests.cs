using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.State;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// A project that is saved while the song runs goes on in another instance, from that place, as if nothing had come between.
/// </summary>
public class ResumeTests
{
    private const int Quarter = SongRig.Rate / 2;
    private const int Length = 20 * Quarter;

    // a quarter that is held where the project is saved, a rest in which an answer begins, and a second phrase in the answer
    private static readonly EngineEvent[] Song =
    [
        .. SongRig.Phrase(0, 60, 60, 64, 67, 72),
        .. SongRig.Phrase(13 * Quarter, 120, 72, 71, 69),
    ];

    // what is heard where nothing comes between, and the takes, by mode
    private static readonly Lazy<((int Sample, short, short)[] Onsets, (double, byte)[][] Takes)>[] Straight =
    [
        .. Enumerable.Range(0, 5).Select(mode => new Lazy<((int, short, short)[], (double, byte)[][])>(() => Play(mode))),
    ];

    public static TheoryData<int, double> Points
    {
        get
        {
            var points = new TheoryData<int, double>();
            for (int mode = 1; mode <= 4; mode++)
            {
                // in the phrase (a key is down), in the silence after it, in the answer
                foreach (double beat in (double[])[2.5, 4.25, 9.3])
                    points.Add(mode, beat);
            }

            // between the decision and the answer, and after the player came in again
            points.Add(1, 5.125);
            points.Add(3, 15.2);
            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void ItGoesOnTheSame(int mode, double beat)
    {
        int at = (int)(beat * Quarter);
        ((int, short, short)[] onsets, (double, byte)[][] takes) = Straight[mode].Value;
        onsets = [.. onsets.Where(onset => onset.Item1 >= at)];
        byte[] state;
        using (SongRig saved = Rig(mode).Render(at, Song, 480))
            state = saved.Engine.SaveState();

        using SongRig resumed = Open(state, at);
        Assert.Equal(onsets, Onsets(resumed, at));
        Assert.NotEmpty(onsets);
        Assert.Equal(0, resumed.Engine.LateNotes);
        Assert.Equal(0, resumed.AllocatedBytes);
        resumed.Block(64, [SongRig.Set(0, "Run", 0)]);
        ContinueTests.AssertPaired(resumed.Sent);

        // every answer is still one take, and whole
        Assert.Equal(takes, resumed.Takes().Select(Notes));
    }

    /// <summary>
    /// Saved while keys are held: the notes that follow find the voices that they would have found, composed and played ones,
    /// whether or not the host strikes the held keys again.
    /// </summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 12)]
    [InlineData(2, 4)]
    [InlineData(4, 12)]
    public void HeldKeysKeepTheirVoices(int voiceMode, int seeds)
    {
        for (int seed = 0; seed < seeds; seed++)
        {
            SongRig Made() =>
                new(
                    parameters:
                    [
                        ("Mode", 3 + (seed % 2)),
                        ("Run", 1),
                        ("Voice Mode", voiceMode),
                        ("Echo Played", 1),
                        ("Seed", seed),
                    ]
                );
            EngineEvent[] song = Chords(seed);
            (int at, EngineEvent[] held) = InTheMiddle(song);
            using SongRig straight = Made().Render(Length, song, 480);
            using SongRig saved = Made().Render(at, song, 480);
            byte[] state = saved.Engine.SaveState();

            // a key whose note another one has taken the voice of sounds no more, and a host has no reason to strike it
            bool Sounds(short key) =>
                Enumerable.Range(0, 3).Any(voice => saved.Engine.ActivityOf((Dsp.Apu.ApuVoice)voice).Key == key);
            if (voiceMode == 1)
                held = [.. held.Where(e => Sounds(e.Key))];
            foreach (bool again in new[] { false, true })
            {
                using SongRig resumed = new();
                Assert.True(resumed.Engine.TryLoadState(state, out string error), error);
                resumed.Host = SongRig.At(120, at / (double)Quarter);
                EngineEvent[] rest =
                [
                    .. song.Where(e => e.Offset >= at).Select(e => e with { Offset = e.Offset - at, NoteId = e.NoteId + 1000 }),
                ];
                EngineEvent[] struck = [.. held.Select(e => e with { Offset = 0, NoteId = e.NoteId + 1000 })];
                resumed.Render(Length - at, again ? [.. struck, .. rest] : rest, 333);
                (int, short, short)[] expected = [.. Onsets(straight, 0).Where(onset => onset.Item1 >= at)];
                Assert.NotEmpty(expected);
                Assert.Equal(expected, Onsets(resumed, at));
                Assert.Equal(0, resumed.AllocatedBytes);
            }
        }
    }

    // a key that is held and never let go gives its voice back when the song moves on elsewhere
    [Fact]
    public void AHeldKeyIsForgottenWithWhatWasHeard()
    {
        byte[] state;
        EngineEvent[] held = [new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Value: 0.8)];
        using (
            SongRig saved = new(
                parameters: [("Mode", 4), ("Run", 1), ("Voice Mode", 0), ("Recall", 0), ("Temperature", 1), ("Top K", 0)]
            )
        )
            state = saved.Render(3 * Quarter, held, 480).Engine.SaveState();
        using SongRig resumed = new();
        Assert.True(resumed.Engine.TryLoadState(state, out string error), error);
        resumed.Host = SongRig.At(120, 3);
        resumed.Render(8 * Quarter, [], 480);
        Assert.DoesNotContain(resumed.Sent, e => e.Channel == 0 && e.Kind == EngineEventKind.NoteOn);
        long start = resumed.Sample;
        resumed.Host = sample => SongRig.At(120, 16)(sample - start);
        resumed.Render(start + (64 * Quarter), [], 480);
        Assert.Contains(resumed.Sent, e => e.Channel == 0 && e.Kind == EngineEventKind.NoteOn);
    }

    [Fact]
    public void AProjectThatWasNotPlayedIsSavedAsItWasOpened()
    {
        byte[] state = Rig(1).Render(9 * Quarter, Song, 480).Engine.SaveState();
        using SongRig other = new();
        Assert.True(other.Engine.TryLoadState(state, out string error), error);
        Assert.Equal(state, other.Engine.SaveState());
        other.Host = _ => default;
        other.Render(1000, [], 100);
        Assert.Equal(state.Length, other.Engine.SaveState().Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 4)]
    public void ElsewhereInTheSongOrInAnotherModeNothingGoesOn(double beat, int mode)
    {
        byte[] state = Rig(1).Render(9 * Quarter, Song, 480).Engine.SaveState();
        using SongRig other = new();
        Assert.True(other.Engine.TryLoadState(state, out string error), error);
        if (mode > 0)
            other.Set("Mode", mode);
        other.Host = SongRig.At(120, beat == 0 ? 24 : beat);
        other.Render(4 * Quarter, [], 480);
        if (mode == 0)
            Assert.Empty(other.Sent);
        else
            Assert.DoesNotContain(other.Onsets, onset => onset < Quarter / 4);
    }

    [Fact]
    public void AStateWithoutItTakesWhatWasToBeTakenUpAway()
    {
        byte[] state = Rig(1).Render(9 * Quarter, Song, 480).Engine.SaveState(),
            fresh = new ChipEngine().SaveState();
        using SongRig other = new();
        Assert.True(other.Engine.TryLoadState(state, out _) && other.Engine.TryLoadState(fresh, out _));
        Assert.DoesNotContain("\"active\":true", System.Text.Encoding.UTF8.GetString(other.Engine.SaveState()));
    }

    [Theory]
    [InlineData("{\"active\":true,\"notes\":\"AAAA\"}")]
    [InlineData("{\"active\":true,\"notes\":\"AAAAAAAA+H8AAA==\"}")]
    [InlineData("{\"active\":true,\"position\":1e12}")]
    [InlineData("{\"active\":true,\"requests\":{\"count\":65}}")]
    [InlineData("{\"active\":true,\"requests\":{\"count\":1,\"0\":{\"captured\":1}}}")]
    [InlineData("{\"active\":1}")]
    public void NonsenseIsRefused(string listening)
    {
        using ChipEngine engine = new();
        Assert.False(
            engine.TryLoadState(
                StateChunk.Wrap(System.Text.Encoding.UTF8.GetBytes($"{{\"listening\":{listening}}}")),
                out string error
            )
        );
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void BeforeAnythingWasHeardASongThatRunsLeavesNothingInTheState(int mode)
    {
        using SongRig stands = Rig(mode),
            runs = Rig(mode);
        runs.Render(Quarter / 4, [], 64);
        Assert.Equal(stands.Engine.SaveState(), runs.Engine.SaveState());
    }

    /// <summary>Another thread saves all the time; every state that it got goes on the same.</summary>
    [Fact]
    public void SavingWhileItPlaysCatchesItBetweenTwoBlocks()
    {
        using SongRig rig = Rig(1);
        var states = new List<byte[]>();
        bool ends = false;
        int saved = 0;
        var saver = new Thread(() =>
        {
            while (!Volatile.Read(ref ends))
            {
                states.Add(rig.Engine.SaveState());
                Volatile.Write(ref saved, states.Count);
            }
        });
        saver.Start();
        for (int beat = 1; beat <= 12; beat++)
        {
            rig.Render(beat * Quarter, Song, 64);

            // whatever the machine's speed, some fall into every beat
            int before = Volatile.Read(ref saved);
            Eventually.True(() => Volatile.Read(ref saved) >= before + 2);
        }

        Volatile.Write(ref ends, true);
        saver.Join();
        Assert.Equal(0, rig.AllocatedBytes);

        int tried = 0;
        foreach (byte[] state in states.Where((_, i) => i % Math.Max(1, states.Count / 6) == 0))
        {
            string text = System.Text.Encoding.UTF8.GetString(state[20..]);
            using var json = System.Text.Json.JsonDocument.Parse(text);
            System.Text.Json.JsonElement listening = json.RootElement.GetProperty("listening");
            if (!listening.GetProperty("active").GetBoolean())
                continue;
            int at = (int)Math.Round(listening.GetProperty("position").GetDouble() * Quarter);
            using SongRig resumed = Open(state, at);
            Assert.Equal(Straight[1].Value.Onsets.Where(onset => onset.Sample >= at), Onsets(resumed, at));
            tried++;
        }

        Assert.InRange(tried, 2, 20);
    }

    // what hands play: notes of any length over each other
    private static EngineEvent[] Chords(int seed)
    {
        var random = new Random(seed);
        List<EngineEvent> events = [];
        for (int id = 0; id < 24; id++)
        {
            int start = random.Next(48) * Quarter / 4,
                end = start + (Quarter / 4 * random.Next(1, 14)) - 100;
            short key = (short)(40 + (id * 7 % 48));
            events.Add(new(EngineEventKind.NoteOn, start, 0, key, id, Value: 0.8));
            events.Add(new(EngineEventKind.NoteOff, end, 0, key, id));
        }

        return [.. events.OrderBy(e => e.Offset)];
    }

    // a sample in which keys are held, and no note has just ended; and those keys
    private static (int At, EngineEvent[] Held) InTheMiddle(EngineEvent[] song)
    {
        for (int at = (4 * Quarter) + (Quarter / 8); ; at += Quarter / 4)
        {
            EngineEvent[] held =
            [
                .. song.Where(e =>
                    e.Kind == EngineEventKind.NoteOn
                    && e.Offset < at
                    && song.First(off => off.Kind == EngineEventKind.NoteOff && off.NoteId == e.NoteId).Offset > at
                ),
            ];
            if (held.Length is > 1 and < 6)
                return (at, held);
        }
    }

    private static SongRig Rig(int mode) =>
        new(parameters: [("Mode", mode), ("Run", 1), ("Listen Bars", 1), ("Answer Bars", 1), ("Voice Mode", 0)]);

    private static ((int, short, short)[], (double, byte)[][]) Play(int mode)
    {
        using SongRig rig = Rig(mode).Render(Length, Song, 480);
        (int, short, short)[] onsets = Onsets(rig, 0);
        rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        return (onsets, [.. rig.Takes().Select(Notes)]);
    }

    private static SongRig Open(byte[] state, int at)
    {
        SongRig rig = new();
        Assert.True(rig.Engine.TryLoadState(state, out string error), error);
        rig.Host = SongRig.At(120, at / (double)Quarter);
        return rig.Render(Length - at, [.. Song.Where(e => e.Offset >= at).Select(e => e with { Offset = e.Offset - at })], 333);
    }

    private static (int, short, short)[] Onsets(SongRig rig, int shift) =>
        [.. rig.Sent.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (e.Offset + shift, e.Channel, e.Key))];

    private static (double, byte)[] Notes(Take take) =>
        [.. take.Notes.Where(note => note.Note > 0).Select(note => (Math.Round(note.Position, 3), note.Note)).Order()];
}
