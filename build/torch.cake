// The trainer that uses TorchSharp: artifacts/torch/lakhnes-torch, which `lakhnes train --engine torch` starts. No package holds it.
using System.Buffers.Binary;
using System.Text;

// TorchSharp's library asks for it; GCC 13 and later have it
const string NewStandardLibrary = "GLIBCXX_3.4.32";

Task("torch")
    .Description("build the trainer that uses TorchSharp (half a gigabyte): lakhnes train --engine torch")
    .Does(() =>
    {
        DotNetBuild("src/Training.Torch", new DotNetBuildSettings { Configuration = "Release", NoLogo = true });
        var folder = artifacts.Combine("torch");
        CleanDirectory(folder);
        CopyDirectory(artifacts.Combine("build/bin/Training.Torch/release"), folder);
        foreach (var unneeded in GetFiles(folder + "/*.xml") + GetFiles(folder + "/libtorch_python.*"))
            DeleteFile(unneeded);
        if (IsRunningOnLinux()) FitStandardLibrary(folder);
        Information("Built {0}", folder.CombineWithFilePath("lakhnes-torch"));
    });

/// Where libstdc++ is older than TorchSharp's library asks for, makes that a wish in our copy of it, and the one function that it misses.
void FitStandardLibrary(DirectoryPath folder)
{
    string system = Capture("g++", "-print-file-name=libstdc++.so.6").Trim();
    if (System.IO.File.ReadAllBytes(system).AsSpan().IndexOf(Encoding.ASCII.GetBytes(NewStandardLibrary)) >= 0) return;

    string library = folder.CombineWithFilePath("libLibTorchSharp.so").FullPath;
    byte[] elf = System.IO.File.ReadAllBytes(library);
    if (!MakeWish(elf, NewStandardLibrary)) return;
    System.IO.File.WriteAllBytes(library, elf);
    string source = folder.CombineWithFilePath("libstdcxxshim.c").FullPath;
    System.IO.File.WriteAllText(source, "void _ZSt21ios_base_library_initv(void) {}\n"); // older versions do it unasked
    Run("gcc", ["-shared", "-fPIC", "-o", folder.CombineWithFilePath("libstdcxxshim.so").FullPath, source]);
    DeleteFile(source);
}

/// Marks a version that a 64-bit ELF file needs as weak (VER_FLG_WEAK): the loader then does without it.
bool MakeWish(byte[] elf, string version)
{
    const uint NeededVersions = 0x6ffffffe; // SHT_GNU_verneed
    const int Weak = 2;
    ushort Half(long at) => BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan((int)at));
    uint Word(long at) => BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan((int)at));
    long Long(long at) => BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan((int)at));

    uint hash = 0; // the ELF specification's
    foreach (char letter in version)
    {
        hash = (hash << 4) + letter;
        hash = (hash ^ (hash >> 24 & 0xf0)) & 0x0fffffff;
    }

    bool found = false;
    for (int section = 0; section < Half(60); section++)
    {
        long header = Long(40) + section * Half(58);
        if (Word(header + 4) != NeededVersions) continue;
        long need = Long(header + 24);
        while (true)
        {
            long entry = need + Word(need + 8);
            while (true)
            {
                if (Word(entry) == hash)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan((int)entry + 4), Weak);
                    found = true;
                }

                if (Word(entry + 12) == 0) break;
                entry += Word(entry + 12);
            }

            if (Word(need + 12) == 0) break;
            need += Word(need + 12);
        }
    }

    return found;
}
