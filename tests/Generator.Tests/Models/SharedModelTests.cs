using LakhNes.Generator.Decoding;

namespace LakhNes.Generator.Tests.Models;

public sealed class SharedModelTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void OneModelServesAll()
    {
        string path = tiny.FileOf(ModelPrecision.Int8);
        SharedModel first = SharedModel.Acquire(path),
            second = SharedModel.Acquire(path);
        using SharedModel other = SharedModel.Acquire(path, new ModelLoadOptions { Threads = 2 });
        Assert.Same(first.Model, second.Model);
        Assert.NotSame(first.Model, other.Model);

        // giving a share back twice is once
        first.Dispose();
        first.Dispose();
        using (var decoder = new TransformerXlDecoder(second.Model))
            Assert.Equal(631, decoder.Step(1).Length);
        second.Dispose();
        using SharedModel again = SharedModel.Acquire(path);
        Assert.NotSame(second.Model, again.Model);
    }

    [Fact]
    public void InstancesDecodeAtOnce()
    {
        using SharedModel shared = SharedModel.Acquire(tiny.FileOf(ModelPrecision.Int8));
        float[][] results = new float[4][];
        Thread[] threads =
        [
            .. results.Select(
                (_, i) =>
                    new Thread(() =>
                    {
                        using var decoder = new TransformerXlDecoder(shared.Model);
                        for (int token = 0; token < 200; token++)
                            results[i] = decoder.Step(token).ToArray();
                    })
            ),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void MissingModelsAreNamed() =>
        Assert.Contains("nowhere.onnx", Assert.Throws<FileNotFoundException>(() => SharedModel.Acquire("nowhere.onnx")).Message);
}
