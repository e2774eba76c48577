using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using LakhNes.Instrument.Voices;

namespace LakhNes.Instrument.Tests;

/// <summary>What must hold whatever is played with whatever settings.</summary>
public class RandomScriptTests
{
    // 64 steps of 1/8 at the slowest tempo are 96 s; the scripts' 20 steps at most 30 s
    private const double LongestRelease = 31;

    [Property(MaxTest = 1000)]
    public Property NoNoteIsStuckOnceKeysAndPedalsAreUp() =>
        Prop.ForAll(
            Script.Arbitrary,
            script =>
            {
                Player player = NewPlayer(script);
                script.Play(player, wait => player.Cycles(wait));
                for (double waited = 0; player.Instrument.IsSounding && waited < LongestRelease; waited += 0.5)
                    player.Seconds(0.5);

                Assert.False(player.Instrument.IsSounding);
                for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
                {
                    Assert.Equal(VoiceActivity.None, player.Instrument.ActivityOf(voice));
                    Assert.True(player.IsSilent(voice, 0.01), voice.ToString());
                }
            }
        );

    [Property(MaxTest = 100)]
    public Property EveryNoteEndsOnce() =>
        Prop.ForAll(
            Script.Arbitrary,
            script =>
            {
                Player player = NewPlayer(script);
                var ended = new List<EndedNote>();
                var heard = new HashSet<int>();
                void Wait(long cycles)
                {
                    player.Cycles(cycles);
                    for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
                        heard.Add(player.Instrument.ActivityOf(voice).NoteId);
                    ended.AddRange(player.Instrument.EndedNotes);
                    player.Instrument.ClearEndedNotes();
                }

                script.Play(player, Wait);
                Wait(1);
                for (double waited = 0; player.Instrument.IsSounding && waited < LongestRelease; waited += 0.5)
                    Wait(900_000);

                // an id belongs to one note
                List<int> ids = [.. ended.Select(note => note.NoteId).Where(id => id >= 0)];
                Assert.Distinct(ids);
                heard.Remove(-1);
                Assert.Subset(ids.ToHashSet(), heard);
            }
        );

    [Property(MaxTest = 100)]
    public Property HowTimeIsCutDoesNotMatter() =>
        Prop.ForAll(
            Script.Arbitrary,
            script =>
            {
                Player whole = NewPlayer(script);
                script.Play(whole, wait => whole.Cycles(wait));
                whole.Cycles(1_000_000);

                Player pieces = NewPlayer(script);
                var random = new System.Random(script.Seed);
                void Wait(long cycles)
                {
                    do
                    {
                        long piece = Math.Min(cycles, random.Next(1, 20_000));
                        pieces.Cycles(piece);
                        cycles -= piece;
                    } while (cycles > 0);
                }

                script.Play(pieces, Wait);
                Wait(1_000_000);

                Assert.Equal(whole.Log.Writes, pieces.Log.Writes);
            }
        );

    [Property(MaxTest = 50)]
    public Property PlayingAllocatesNothing() =>
        Prop.ForAll(
            Script.Arbitrary,
            script =>
            {
                var settings = new InstrumentSettings();
                script.Apply(settings);
                var chip = new ApuChip();
                var instrument = new ChipInstrument(chip, settings);
                long before = 0;
                // the first round lets the runtime compile what it needs
                for (int round = 0; round < 2; round++)
                {
                    chip.PowerOn(ApuRegion.Ntsc);
                    instrument.Reset(ApuRegion.Ntsc, chip.Timing.CpuClock, 0);
                    before = GC.GetAllocatedBytesForCurrentThread();
                    long now = 0;
                    foreach (Step step in script.Steps)
                    {
                        instrument.NoteOn(now, step.Channel, step.Key, step.Value, -1);
                        instrument.Controller(now, step.Channel, step.Kind < 10 ? 64 : 11, step.Value);
                        instrument.PitchBend(now, step.Channel, step.Value);
                        instrument.NoteTuning(now, step.Channel, step.Key, -1, step.Value);
                        now += step.Wait;
                        instrument.RunTo(now);
                        instrument.NoteOff(now, step.Channel, step.Key - (step.Kind % 2), -1);
                    }

                    instrument.Controller(now, 0, 123, 0);
                    instrument.Controller(now, 0, 120, 0);
                }

                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        );

    private static Player NewPlayer(Script script) => new(script.Apply);
}
