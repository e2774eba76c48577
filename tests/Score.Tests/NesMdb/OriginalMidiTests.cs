using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests.NesMdb;

/// <summary>What the original programs gave for the reference songs, byte for byte.</summary>
public class OriginalMidiTests
{
    [SkippableFact]
    public void MidiGivesTheOriginalsTx1AndTx2()
    {
        foreach (string song in Shared.Songs())
        {
            NesScore score = NesMidi.Read(MidiFile.Read(song + ".mid"));
            Assert.Equal(File.ReadAllText(song + ".tx1.txt"), NesText.Write(score, expression: false));
            Assert.Equal(File.ReadAllText(song + ".tx2.txt"), NesText.Write(score, expression: true));
        }
    }

    [SkippableFact]
    public void Tx1AndTx2GiveTheOriginalsMidi()
    {
        foreach (string song in Shared.Songs())
        {
            foreach (string kind in new[] { "tx1", "tx2" })
            {
                NesScore score = NesText.Read($"{song}.{kind}.txt", TimeUnit.Sample);
                Assert.Equal(File.ReadAllBytes($"{song}.{kind}.mid"), NesMidi.Write(score).ToBytes());
            }
        }
    }

    [SkippableFact]
    public void WritingWhatWasReadFromNesMdbGivesTheSameFile()
    {
        foreach (string song in Shared.Songs())
            Assert.Equal(
                File.ReadAllBytes(song + ".mid"),
                NesMidi.WriteNesMdb(NesMidi.Read(MidiFile.Read(song + ".mid"))).ToBytes()
            );
    }
}
