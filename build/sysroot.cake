// The libraries that packages for Linux are linked with: an older Debian's, so that the programs run there and on all newer.

const string SysRootSuite = "bullseye";
var oldestGlibc = new Version(2, 31); // its glibc; Ubuntu 22.04 has 2.35

AptPackage[] sysRootPackages =
[
    new("mmdebstrap", "unpacks an older Debian's C library, which the packages are linked with"),
    new("debian-archive-keyring", "checks the signature of what it unpacks"),
];

Task("sysroot")
    .WithCriteria(IsRunningOnLinux(), "for Linux only")
    .Does(() => MakeSysRoot(artifacts, "libc6-dev"));

/// Unpacks an older Debian's packages into PRODUCT/sysroot, which what is built into PRODUCT is linked with from then on.
void MakeSysRoot(DirectoryPath product, string packages, params string[] options)
{
    var folder = product.Combine("sysroot");
    var ready = folder.CombineWithFilePath("ready");
    if (FileExists(ready)) return;
    if (FindProgram("apt-get") is null)
        throw new CakeException("Packages for Linux are made on Debian or Ubuntu: they are linked with Debian's C library.");
    InstallMissing(sysRootPackages);
    EnsureDirectoryExists(product);
    if (DirectoryExists(folder)) DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
    // of the modes of mmdebstrap the one that needs no root, so that what it unpacks belongs to whoever builds
    Run("mmdebstrap",
    [
        "--quiet", "--mode=chrootless", "--variant=extract", "--include=" + packages, "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg", .. options,
        SysRootSuite, folder.FullPath, "http://deb.debian.org/debian",
    ]);

    // links to absolute paths would lead out of it
    var files = new[] { "lib", "lib64", "usr/lib" }.Select(name => folder.Combine(name).FullPath)
        .Where(System.IO.Directory.Exists).SelectMany(path => System.IO.Directory.GetFiles(path, "*", System.IO.SearchOption.AllDirectories));
    foreach (string library in files)
    {
        if (new System.IO.FileInfo(library).LinkTarget is not ['/', ..] target) continue;
        System.IO.File.Delete(library);
        System.IO.File.CreateSymbolicLink(library, folder + target);
    }

    // what was linked before is linked anew
    foreach (var linked in GetDirectories(product + "/build/bin/*/release*/native"))
        DeleteDirectory(linked, new DeleteDirectorySettings { Recursive = true, Force = true });
    System.IO.File.WriteAllText(ready.FullPath, SysRootSuite);
}

/// Fails where a file needs a newer glibc than the packages promise.
void CheckGlibc(FilePath file)
{
    var needed = NeededGlibc(file);
    if (needed > oldestGlibc) throw new CakeException($"{file} needs glibc {needed}; packages promise {oldestGlibc}");
    Information("  {0,-20} needs glibc {1}", file.GetFilename(), needed);
}
