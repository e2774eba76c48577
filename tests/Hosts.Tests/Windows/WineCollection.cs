namespace LakhNes.Hosts.Tests.Windows;

/// <summary>The tests that share one Wine, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class WineCollection : ICollectionFixture<Wine>
{
    /// <summary>Its name.</summary>
    public const string Name = "Wine";
}
