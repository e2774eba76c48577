// Which versions of other libraries' symbols a 64-bit ELF file asks for.
using System.Buffers.Binary;
using System.Text;

/// A version that a file needs: its name, and where its entry lies in the file (Elf64_Vernaux).
sealed record NeededVersion(string Name, int Entry);

/// Reads the file's SHT_GNU_verneed sections.
IReadOnlyList<NeededVersion> NeededVersions(byte[] elf)
{
    const uint NeededVersionsSection = 0x6ffffffe;
    ushort Half(long at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan((int)at));
    uint Word(long at) => BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan((int)at));
    long Long(long at) => BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan((int)at));
    long Section(long index) => Long(40) + index * Half(58);
    string Text(long at) => Encoding.ASCII.GetString(elf, (int)at, Array.IndexOf(elf, (byte)0, (int)at) - (int)at);

    var versions = new List<NeededVersion>();
    for (int section = 0; section < Half(60); section++)
    {
        long header = Section(section);
        if (Word(header + 4) != NeededVersionsSection) continue;
        long names = Long(Section(Word(header + 40)) + 24);
        long need = Long(header + 24);
        while (true)
        {
            long entry = need + Word(need + 8);
            while (true)
            {
                versions.Add(new(Text(names + Word(entry + 8)), (int)entry));
                if (Word(entry + 12) == 0) break;
                entry += Word(entry + 12);
            }

            if (Word(need + 12) == 0) break;
            need += Word(need + 12);
        }
    }

    return versions;
}

/// The newest glibc that a file needs.
Version NeededGlibc(FilePath file) => NeededVersions(System.IO.File.ReadAllBytes(file.FullPath))
    .Where(version => version.Name.StartsWith("GLIBC_") && char.IsDigit(version.Name[6]))
    .Select(version => Version.Parse(version.Name[6..]))
    .Max();
