namespace LakhNes.Plugin.Vst3.Com;

/// <summary>VST3's result codes: HRESULTs on Windows, small numbers elsewhere.</summary>
internal static class Result
{
    public const int Ok = 0;
    public const int False = 1;

    public static int NoInterface => OperatingSystem.IsWindows() ? unchecked((int)0x80004002) : -1;
    public static int InvalidArgument => OperatingSystem.IsWindows() ? unchecked((int)0x80070057) : 2;
    public static int NotImplemented => OperatingSystem.IsWindows() ? unchecked((int)0x80004001) : 3;
    public static int InternalError => OperatingSystem.IsWindows() ? unchecked((int)0x80004005) : 4;

    /// <summary><see cref="Ok"/> or <see cref="False"/>.</summary>
    public static int From(bool success) => success ? Ok : False;
}
