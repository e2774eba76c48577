using LakhNes.Score.NesMdb;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Score.Tests.Registers;

public class OriginalRegisterTests
{
    [SkippableFact]
    public void RegisterLogsGiveTheOriginalsMidiByteForByte()
    {
        foreach (string song in Shared.Songs())
        {
            RegisterLog log = VgmFile.Read(song + ".vgm");
            Assert.Empty(log.Warnings);
            Assert.Equal(File.ReadAllBytes(song + ".mid"), NesMidi.WriteNesMdb(NoteTranscriber.Transcribe(log)).ToBytes());
        }
    }
}
