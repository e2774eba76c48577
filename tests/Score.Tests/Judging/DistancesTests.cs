using FsCheck;
using FsCheck.Xunit;
using LakhNes.Score.Judging;

namespace LakhNes.Score.Tests.Judging;

public class DistancesTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 10, 20, 30 }, 0)]
    [InlineData(new double[] { 1, 0 }, new double[] { 0, 7 }, 1)]
    [InlineData(new double[] { 1, 0 }, new double[] { 1, 1 }, 0.3112781)] // H(3/4, 1/4) - H(1/2, 1/2) / 2
    [InlineData(new double[] { 0, 0 }, new double[] { 1, 1 }, double.NaN)]
    public void JensenShannonIsTheDivergenceInBits(double[] a, double[] b, double divergence)
    {
        Assert.Equal(divergence, Distances.JensenShannon(a, b), 1e-6);
        Assert.Equal(divergence, Distances.JensenShannon(b, a), 1e-6);
    }

    [Theory]
    [InlineData(new double[] { 0 }, new double[] { 1 }, 1)]
    [InlineData(new double[] { 0, 1 }, new double[] { 1, 0, 0, 1 }, 0)]
    [InlineData(new double[] { 0, 0, 0, 4 }, new double[] { 0 }, 1)] // a quarter of the mass moves by 4
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 2, 4 }, 1)] // |F - G| is 1/3, 1/6, 1/2 on the three units
    [InlineData(new double[] { }, new double[] { 1 }, double.NaN)]
    public void WassersteinIsTheAreaBetweenTheDistributionFunctions(double[] a, double[] b, double distance)
    {
        Assert.Equal(distance, Distances.Wasserstein(a, b), 1e-9);
        Assert.Equal(distance, Distances.Wasserstein(b, a), 1e-9);
    }

    [Property]
    public void NumbersThatAreMovedAreSoFarAway(NonEmptyArray<int> values, short by)
    {
        double[] a = [.. values.Get.Select(value => value / 7.0)],
            moved = [.. a.Select(value => value + by)];
        Assert.Equal(Math.Abs(by), Distances.Wasserstein(a, moved), 1e-5);
    }
}
