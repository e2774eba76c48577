using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Tests.Runtime;

public class BackgroundThreadTests
{
    private const int Nicest = 19;

    [SkippableFact]
    public void AThreadGivesWayToWhoStartedItAndToNobodyBelow()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux says how nice a thread is");
        int before = Niceness(),
            once = 0,
            twice = 0;
        var thread = new Thread(() =>
        {
            BackgroundThread.LowerCurrent();
            once = Niceness();
            BackgroundThread.LowerCurrent();
            twice = Niceness();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(Math.Min(before + 10, Nicest), once);
        Assert.Equal(Math.Min(before + 20, Nicest), twice);
        Assert.Equal(before, Niceness());
    }

    // proc(5): the fields after the name, which may have any characters, are separated by spaces; the 19th of all is how nice
    private static int Niceness()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16]);
    }
}
