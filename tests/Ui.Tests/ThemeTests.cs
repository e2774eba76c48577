using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Tests;

/// <summary>Text can be read, and voices are told apart by colour-blind eyes, by numbers.</summary>
public class ThemeTests
{
    // WCAG 2.1, AA for text of any size
    private const double LeastContrast = 4.5;

    // CIE 1976 difference: 2.3 is just noticeable
    private const double LeastDifference = 10;

    // full protanopia, deuteranopia and tritanopia on linear RGB: Machado, Oliveira, Fernandes 2009, table 1
    private static readonly double[][] Eyes =
    [
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
        [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    ];

    public static TheoryData<bool> Themes => [false, true];

    [Theory]
    [MemberData(nameof(Themes))]
    public void TextStandsOutFromWhatIsBehindIt(bool light)
    {
        Theme theme = Of(light);
        foreach (Color behind in (Color[])[theme.Panel, theme.Raised, theme.Screen, theme.Background, theme.Hover])
        {
            Assert.InRange(Contrast(theme.Text, behind), LeastContrast, 21);
            Assert.InRange(Contrast(theme.Dim, behind), LeastContrast, 21);
        }

        Assert.InRange(Contrast(theme.OnAccent, theme.Accent), LeastContrast, 21);
        Assert.All(theme.Voices, voice => Assert.InRange(Contrast(theme.OnVoice, voice), LeastContrast, 21));
        Assert.All(theme.Voices, voice => Assert.InRange(Contrast(voice, theme.Screen), 4.4, 21));
        Assert.InRange(Contrast(theme.BlackKey, theme.WhiteKey), LeastContrast, 21);
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void VoicesDifferForEveryKindOfEye(bool light)
    {
        Color[] voices = Of(light).Voices;
        foreach (double[] eye in Eyes)
        {
            for (int a = 0; a < voices.Length; a++)
            {
                for (int b = 0; b < a; b++)
                    Assert.InRange(Difference(Seen(voices[a], eye), Seen(voices[b], eye)), LeastDifference, 1000);
            }
        }
    }

    private static Theme Of(bool light) => light ? Theme.Light : Theme.Dark;

    private static double Contrast(Color a, Color b)
    {
        double la = Luminance(a) + 0.05,
            lb = Luminance(b) + 0.05;
        return Math.Max(la, lb) / Math.Min(la, lb);
    }

    private static double Luminance(Color c) => (0.2126 * Linear(c.Red)) + (0.7152 * Linear(c.Green)) + (0.0722 * Linear(c.Blue));

    private static double Linear(byte value)
    {
        double c = value / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static double[] Seen(Color color, double[] eye)
    {
        double[] c = [Linear(color.Red), Linear(color.Green), Linear(color.Blue)];
        double Row(int i) => Math.Clamp((eye[3 * i] * c[0]) + (eye[(3 * i) + 1] * c[1]) + (eye[(3 * i) + 2] * c[2]), 0, 1);
        double r = Row(0),
            g = Row(1),
            b = Row(2);
        // sRGB to CIE L*a*b* with D65
        double x = F(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.95047);
        double y = F((0.2126 * r) + (0.7152 * g) + (0.0722 * b));
        double z = F(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.08883);
        return [(116 * y) - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);

    private static double Difference(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum());
}
