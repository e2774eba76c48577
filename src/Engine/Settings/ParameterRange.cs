using System.Globalization;
using LakhNes.Score;

namespace LakhNes.Engine.Settings;

/// <summary>The values that a parameter takes: a continuous span, whole numbers, or named choices. Immutable.</summary>
public sealed class ParameterRange
{
    // many hosts keep the 0 to 1 as a 32-bit float: values fall on a decimal grid coarser than its error, so that 0 dB stays 0 dB
    private const double FloatError = 1.0 / (1 << 22);

    private const int MaxText = 64;

    private readonly string[]? _choices;
    private readonly double _curve;
    private readonly string _format;
    private readonly double _gridPerUnit;

    // keys are named; what lies below the first key has a name of its own
    private readonly bool _isKeys;
    private readonly string _noKey = "";

    private ParameterRange(double minimum, double maximum, string noKey)
        : this(minimum, maximum, "", 0, 1, null) => (_isKeys, _noKey) = (true, noKey);

    private ParameterRange(double minimum, double maximum, string unit, int decimals, double curve, string[]? choices)
    {
        Minimum = minimum;
        Maximum = maximum;
        Unit = unit;
        _curve = curve;
        _choices = choices;
        StepCount = decimals == 0 ? (int)(maximum - minimum) : 0;
        _gridPerUnit = Math.Pow(10, Math.Floor(-Math.Log10((maximum - minimum) * FloatError)));
        _format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Smallest plain value.</summary>
    public double Minimum { get; }

    /// <summary>Largest plain value.</summary>
    public double Maximum { get; }

    /// <summary>Unit as shown after the number; empty where there is none.</summary>
    public string Unit { get; }

    /// <summary>Names of the values 0, 1, ...; empty where the parameter is a number.</summary>
    public ReadOnlySpan<string> Choices => _choices;

    /// <summary>Steps between the ends, 0 for continuous (VST3's stepCount).</summary>
    public int StepCount { get; }

    /// <summary>A continuous span; a <paramref name="curve"/> above 1 gives small values more of the knob.</summary>
    internal static ParameterRange Continuous(double minimum, double maximum, string unit, int decimals = 1, double curve = 1) =>
        new(minimum, maximum, unit, decimals, curve, null);

    /// <summary>Whole numbers.</summary>
    internal static ParameterRange Whole(int minimum, int maximum, string unit = "") => new(minimum, maximum, unit, 0, 1, null);

    /// <summary>MIDI keys, shown by their names: see <see cref="KeyName"/>.</summary>
    internal static ParameterRange Keys(int minimum, int maximum) => new(minimum, maximum, "");

    /// <summary>MIDI keys, shown by their names, and below them -1, which stands for none.</summary>
    /// <param name="none">What -1 is called.</param>
    internal static ParameterRange KeysOr(string none) => new(-1, 127, none);

    /// <summary>Named choices, the value being the place in the list.</summary>
    internal static ParameterRange Choice(params string[] names) => new(0, names.Length - 1, "", 0, 1, names);

    /// <summary>Puts a number on the nearest legal plain value.</summary>
    public double Clamp(double plain)
    {
        plain = Math.Clamp(plain, Minimum, Maximum);
        return StepCount > 0 ? Math.Floor(plain + 0.5) : plain;
    }

    /// <summary>Plain value to 0 to 1.</summary>
    public double Normalise(double plain)
    {
        double linear = (Clamp(plain) - Minimum) / (Maximum - Minimum);
        return _curve == 1 ? linear : Math.Pow(linear, 1 / _curve);
    }

    /// <summary>0 to 1 to a plain value.</summary>
    public double Denormalise(double normalised)
    {
        double linear = Math.Clamp(normalised, 0, 1);
        if (_curve != 1)
            linear = Math.Pow(linear, _curve);
        double plain = Minimum + (linear * (Maximum - Minimum));
        return Clamp((Math.Round(plain * _gridPerUnit) / _gridPerUnit) + 0.0); // no negative zero
    }

    /// <summary>Plain value as text with its unit.</summary>
    public string ToText(double plain)
    {
        Span<char> text = stackalloc char[MaxText];
        return new string(text[..Format(plain, text)]);
    }

    /// <summary>Writes what <see cref="ToText"/> gives, without allocating.</summary>
    /// <returns>Characters written; 0 where it does not fit.</returns>
    public int Format(double plain, Span<char> text)
    {
        plain = Clamp(plain);
        if (_choices is not null)
            return _choices[(int)plain].TryCopyTo(text) ? _choices[(int)plain].Length : 0;
        if (_isKeys)
            return plain >= 0 ? KeyName.Format((int)plain, text)
                : _noKey.TryCopyTo(text) ? _noKey.Length
                : 0;
        if (!plain.TryFormat(text, out int length, _format, CultureInfo.InvariantCulture))
            return 0;
        if (Unit.Length == 0)
            return length;
        if (length + 1 + Unit.Length > text.Length)
            return 0;
        text[length++] = ' ';
        Unit.CopyTo(text[length..]);
        return length + Unit.Length;
    }

    /// <summary>Text to a plain value, clamped; the unit may be left out. Keys are read by name and by number.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out double plain)
    {
        text = text.Trim();
        for (int i = 0; i < Choices.Length; i++)
        {
            if (!text.Equals(Choices[i], StringComparison.OrdinalIgnoreCase))
                continue;
            plain = i;
            return true;
        }

        if (_isKeys && KeyName.TryParse(text, out int key))
        {
            plain = Clamp(key);
            return true;
        }

        if (_noKey.Length > 0 && text.Equals(_noKey, StringComparison.OrdinalIgnoreCase))
        {
            plain = Minimum;
            return true;
        }

        if (Unit.Length > 0 && text.EndsWith(Unit, StringComparison.OrdinalIgnoreCase))
            text = text[..^Unit.Length].TrimEnd();
        bool parsed =
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value);
        plain = parsed ? Clamp(value) : Minimum;
        return parsed;
    }
}
