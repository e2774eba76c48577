// Linux on arm64, made on x86-64 Debian, and its tests under QEMU. On arm64 itself publish makes the same.

AptPackage[] arm64Packages = [new("gcc-aarch64-linux-gnu", "links NativeAOT code for arm64", "aarch64-linux-gnu-gcc")];

AptPackage[] arm64HostPackages = [new("g++-aarch64-linux-gnu", "compiles the VST3 host for arm64", "aarch64-linux-gnu-g++")];

AptPackage[] qemuPackages = [new("qemu-user", "runs arm64's programs in the tests", "qemu-aarch64")];

// what is linked with; what the hosts' windows and ONNX Runtime need to run
const string Arm64Libraries = "libc6-dev,libstdc++-10-dev,libx11-dev,libxcb-shm0,libasound2";

var arm64Artifacts = artifacts.Combine("arm64");

Task("arm64")
    .Description("on x86-64 Debian: build the plugin, the commands and the test hosts for Linux on arm64 into artifacts/arm64")
    .WithCriteria(IsRunningOnLinux(), "Debian's cross compiler is for Linux")
    .IsDependentOn("setup-demo")
    .IsDependentOn("setup-arm64")
    .Does(() =>
    {
        PublishForArm64();
        BuildHosts(arm64Artifacts.Combine("hosts"), ["clap-host", "vst3-host"],
            "-DCMAKE_TOOLCHAIN_FILE=" + MakeAbsolute(File("tests/hosts/arm64.cmake")), "-DCMAKE_SYSROOT=" + arm64Artifacts.Combine("sysroot"));
    });

Task("setup-arm64").Does(() => InstallMissing([.. arm64Packages, .. arm64HostPackages]));

void PublishForArm64()
{
    MakeSysRoot(arm64Artifacts, Arm64Libraries, "--architectures=arm64");
    DescribeProcessor(arm64Artifacts.Combine("sysroot"));
    PublishFor("arm64", arm64Artifacts, "linux-arm64", LinuxPrograms, "libonnxruntime.so");
}

/// What a program under QEMU reads of its processor: this machine's own description is of another kind, at which ONNX Runtime gives up.
void DescribeProcessor(DirectoryPath root)
{
    void Write(string file, string text)
    {
        EnsureDirectoryExists(root.CombineWithFilePath(file).GetDirectory());
        System.IO.File.WriteAllText(root.CombineWithFilePath(file).FullPath, text);
    }

    Write("proc/cpuinfo", """
        processor	: 0
        Features	: fp asimd
        CPU implementer	: 0x41
        CPU architecture: 8
        CPU variant	: 0x0
        CPU part	: 0xd03
        CPU revision	: 4

        """);
    foreach (string list in new[] { "possible", "present", "online" })
        Write("sys/devices/system/cpu/" + list, "0\n");
}

Task("arm64-test")
    .Description("on x86-64 Debian: build for arm64 and for this machine, and compare them under QEMU")
    .WithCriteria(IsRunningOnLinux(), "QEMU runs Linux' programs")
    .IsDependentOn("setup")
    .IsDependentOn("build")
    .IsDependentOn("arm64")
    .Does(() =>
    {
        InstallMissing(qemuPackages);
        Environment.SetEnvironmentVariable("LAKHNES_REQUIRE_QEMU", "1");
        RunTests("Category=Arm64");
    });
