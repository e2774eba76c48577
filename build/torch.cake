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
    const int Weak = 2;
    if (NeededVersions(elf).FirstOrDefault(needed => needed.Name == version) is not { } found) return false;
    BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(found.Entry + 4), Weak);
    return true;
}
