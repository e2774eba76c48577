using LakhNes.Generator.Composition.Form;

namespace LakhNes.Generator.Tests.Composition.Form;

public sealed class SongFormTests
{
    [Theory]
    [InlineData("AABA", "A8 A8 B8 A8", 32)]
    [InlineData(" a b12a ", "A8 B12 A8", 28)]
    [InlineData("verse-chorus", "A8 B8 A8 B8 C8 B8", 48)]
    [InlineData("A64", "A64", 64)]
    public void LettersHaveTheirOwnBarsOrTheUsualOnes(string text, string sections, int bars)
    {
        SongForm form = SongForm.Parse(text, 8, out string error)!.Value;
        Assert.Equal((sections, bars, ""), (form.ToString(), form.Bars, error));
    }

    [Theory]
    [InlineData("", "a form has at least one section")]
    [InlineData("A-B", "'-' is no section")]
    [InlineData("4A", "'4' is no section")]
    [InlineData("AÄ", "'Ä' is no section")]
    [InlineData("A0", "a section has 1 to 64 bars, not 0")]
    [InlineData("A65", "a section has 1 to 64 bars, not 65")]
    [InlineData("A99999999999", "'A99999999999' is no section")]
    public void WhatIsNoFormIsSaid(string text, string reason)
    {
        Assert.Null(SongForm.Parse(text, 8, out string error));
        Assert.StartsWith(reason, error);
    }

    [Fact]
    public void AFormIsNoLongerThanItsBound()
    {
        Assert.NotNull(SongForm.Parse(new string('A', SongForm.MostSections), 1, out _));
        Assert.Null(SongForm.Parse(new string('A', SongForm.MostSections + 1), 1, out _));
    }

    [Fact]
    public void SectionsWithoutBarsGetThemLater()
    {
        SongForm form = SongForm.Parse("A8 b A4", 0, out _)!.Value;
        Assert.Equal(("A8 B A4", 3, 12), (form.ToString(), form.Count, form.Bars));
        Assert.Equal("A8 B2 A4", form.WithBars(2).ToString());
        Assert.Equal(14, form.WithBars(2).Bars);
        Assert.True(form == SongForm.Parse(form.ToString(), 0, out _)!.Value && form != form.WithBars(2));
        Assert.True(default(SongForm).IsNone && default(SongForm).ToString().Length == 0);
        string longest = SongForm
            .Parse(string.Concat(Enumerable.Repeat("A64", SongForm.MostSections)), 0, out _)!
            .Value.ToString();
        Assert.Equal(SongForm.LongestText, longest.Length);
        Assert.Null(SongForm.Parse("A0", 0, out string error));
        Assert.StartsWith("a section has 1 to 64 bars, not 0", error);
    }
}
