using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.State;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>A project that is saved while the song runs goes on in another instance, from that place, as if nothing had come between.</summary>
public class ResumeTests
{
    private const int Quarter = SongRig.Rate / 2;
    private const int Length = 20 * Quarter;

    // a quarter that is held where the project is saved, a rest in which an answer begins, and a second phrase in the answer
    private static readonly EngineEvent[] Song = [.. SongRig.Phrase(0, 60, 60, 64, 67, 72), .. SongRig.Phrase(13 * Quarter, 120, 72, 71, 69)];

    // what is heard where nothing comes between, and the takes, by mode
    private static readonly Lazy<((int Sample, short, short)[] Onsets, (double, byte)[][] Takes)>[] Straight =
        [.. Enumerable.Range(0, 5).Select(mode => new Lazy<((int, short, short)[], (double, byte)[][])>(() => Play(mode)))];

    public static TheoryData<int, double> Points
    {
        get
        {
            var points = new TheoryData<int, double>();
            for (int mode = 1; mode <= 4; mode++)
            {
                // in the phrase (a key is down), in the silence after it, in the answer
                foreach (double beat in (double[])[2.5, 4.25, 9.3]) points.Add(mode, beat);
            }

            // between the decision and the answer, and after the player came in again
            points.Add(1, 5.125);
            points.Add(3, 15.2);
            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void It_goes_on_the_same(int mode, double beat)
    {
        int at = (int)(beat * Quarter);
        ((int, short, short)[] onsets, (double, byte)[][] takes) = Straight[mode].Value;
        onsets = [.. onsets.Where(onset => onset.Item1 >= at)];
        byte[] state;
        using (SongRig saved = Rig(mode).Render(at, Song, 480)) state = saved.Engine.SaveState();

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

    [Fact]
    public void A_project_that_was_not_played_is_saved_as_it_was_opened()
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
    public void Elsewhere_in_the_song_or_in_another_mode_nothing_goes_on(double beat, int mode)
    {
        byte[] state = Rig(1).Render(9 * Quarter, Song, 480).Engine.SaveState();
        using SongRig other = new();
        Assert.True(other.Engine.TryLoadState(state, out string error), error);
        if (mode > 0) other.Set("Mode", mode);
        other.Host = SongRig.At(120, beat == 0 ? 24 : beat);
        other.Render(4 * Quarter, [], 480);
        if (mode == 0) Assert.Empty(other.Sent);
        else Assert.DoesNotContain(other.Onsets, onset => onset < Quarter / 4);
    }

    [Fact]
    public void A_state_without_it_takes_what_was_to_be_taken_up_away()
    {
        byte[] state = Rig(1).Render(9 * Quarter, Song, 480).Engine.SaveState(), fresh = new ChipEngine().SaveState();
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
    public void Nonsense_is_refused(string listening)
    {
        using ChipEngine engine = new();
        Assert.False(engine.TryLoadState(StateChunk.Wrap(System.Text.Encoding.UTF8.GetBytes($"{{\"listening\":{listening}}}")), out string error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Before_anything_was_heard_a_song_that_runs_leaves_nothing_in_the_state(int mode)
    {
        using SongRig stands = Rig(mode), runs = Rig(mode);
        runs.Render(Quarter / 4, [], 64);
        Assert.Equal(stands.Engine.SaveState(), runs.Engine.SaveState());
    }

    /// <summary>Another thread saves all the time; every state that it got goes on the same.</summary>
    [Fact]
    public void Saving_while_it_plays_catches_it_between_two_blocks()
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
            SpinWait.SpinUntil(() => Volatile.Read(ref saved) >= before + 2);
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
            if (!listening.GetProperty("active").GetBoolean()) continue;
            int at = (int)Math.Round(listening.GetProperty("position").GetDouble() * Quarter);
            using SongRig resumed = Open(state, at);
            Assert.Equal(Straight[1].Value.Onsets.Where(onset => onset.Sample >= at), Onsets(resumed, at));
            tried++;
        }

        Assert.InRange(tried, 2, 20);
    }

    private static SongRig Rig(int mode) => new(parameters: [("Mode", mode), ("Run", 1), ("Listen Bars", 1), ("Answer Bars", 1), ("Voice Mode", 0)]);

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
