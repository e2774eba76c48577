namespace LakhNes.Nes.Tests;

public class ControllerTests
{
    [Fact]
    public void ReadsInConsecutiveCyclesClockTheRegisterOnce()
    {
        var controller = new Controller();
        controller.Write(true);
        controller.Write(false);
        // Two cycles at a time: eight zeros take eight pairs.
        for (int button = 0; button < 8; button++)
            Assert.Equal((0, 0), (controller.Read(10 * button), controller.Read(10 * button + 1)));
        Assert.Equal(1, controller.Read(100));
    }

    [Fact]
    public void WhileTheStrobeIsSetTheFirstButtonIsReadAgainAndAgain()
    {
        var controller = new Controller();
        controller.Write(true);
        for (int read = 0; read < 20; read++)
            Assert.Equal(0, controller.Read(10 * read));
        controller.Write(false);
        for (int button = 0; button < 8; button++)
            Assert.Equal(0, controller.Read(1000 + 10 * button));
        Assert.Equal(1, controller.Read(2000));
    }
}
