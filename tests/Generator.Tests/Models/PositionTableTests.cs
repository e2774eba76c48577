using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LakhNes.Generator.Tests.Models;

public class PositionTableTests
{
    /// <summary>
    /// A model's hash covers the table: it has the same bits on every system, where functions of single precision differ in the
    /// last.
    /// </summary>
    [Fact]
    public void TheTableHasTheSameBitsEverywhere()
    {
        float[] table = PositionTable.Descending(PositionTable.InverseFrequencies(256), 512, 0);
        Assert.Equal("CD87D136B25199A0", Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(table.AsSpan())))[..16]);
    }

    [Fact]
    public void EachNumberIsTheNearestToTheSinusoid()
    {
        float[] frequencies = PositionTable.InverseFrequencies(8),
            table = PositionTable.Descending(frequencies, 100, 60);
        for (int row = 0; row < 100; row++)
        {
            int distance = Math.Min(99 - row, 60);
            for (int i = 0; i < 4; i++)
            {
                double angle = distance * frequencies[i];
                Assert.Equal((float)Math.Sin(angle), table[(row * 8) + i]);
                Assert.Equal((float)Math.Cos(angle), table[(row * 8) + 4 + i]);
            }
        }
    }
}
