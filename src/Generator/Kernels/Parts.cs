using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>Work that is cut into equal parts, so that results do not depend on how many threads share it.</summary>
internal static unsafe class Parts
{
    /// <summary>Does all parts.</summary>
    /// <param name="context">Of the node that is computed.</param>
    /// <param name="threads">Threads of the session.</param>
    /// <param name="work">Called with <paramref name="data"/> and each number below <paramref name="count"/>.</param>
    /// <param name="count">How many parts there are.</param>
    /// <param name="data">Handed to each part.</param>
    public static void Share(KernelContext context, int threads, delegate* <void*, int, void> work, int count, void* data)
    {
        if (threads > 1)
        {
            context.ForEach(work, count, data);
            return;
        }

        for (int part = 0; part < count; part++)
            work(data, part);
    }

    /// <summary>How many parts of a size it takes.</summary>
    public static int Count(long length, int size) => checked((int)((length + size - 1) / size));
}
