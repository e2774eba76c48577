using System.Buffers.Binary;

namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>
/// The register writes of a VGM file for the 2A03 (the format's specification, version 1.71): samples of 44.1 kHz, not cycles.
/// </summary>
internal sealed class VgmLog
{
    public const int SampleRate = 44_100;

    private const int DataOffsetAt = 0x34;

    public List<(long Sample, int Address, byte Value)> Writes { get; } = [];

    public static VgmLog Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        VgmLog log = new();
        long sample = 0;
        int at = DataOffsetAt + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(DataOffsetAt));
        while (file[at] != 0x66)
        {
            byte command = file[at];
            switch (command)
            {
                case 0xB4:
                    log.Writes.Add((sample, 0x4000 + file[at + 1], file[at + 2]));
                    at += 3;
                    break;
                case 0x61:
                    sample += BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 1));
                    at += 3;
                    break;
                case 0x62 or 0x63:
                    sample += command == 0x62 ? 735 : 882;
                    at++;
                    break;
                case >= 0x70 and <= 0x7F:
                    sample += command - 0x6F;
                    at++;
                    break;
                default:
                    throw new InvalidDataException($"Command {command:X2} at {at} of {path}");
            }
        }
        return log;
    }

    /// <summary>Plays the log and returns that many samples of the left side.</summary>
    public double[] Render(int samples, ConsoleFilter filter)
    {
        const int Block = 735;
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { Filter = filter };
        renderer.Configure(SampleRate, Block);
        double[] left = new double[samples];
        int next = 0;
        for (int position = 0; position < samples; position += Block)
        {
            int count = Math.Min(Block, samples - position);
            for (; next < Writes.Count && Writes[next].Sample < position + count; next++)
                chip.Write(renderer.CycleOfSample(Writes[next].Sample), Writes[next].Address, Writes[next].Value);
            renderer.Render(count);
            renderer.ReadMain(left.AsSpan(position, count), default);
        }
        return left;
    }
}
