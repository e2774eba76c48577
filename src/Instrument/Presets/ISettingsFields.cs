using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>
/// Goes through an object's stored fields: a writer stores each value given and returns it, a reader returns the stored one. So
/// the list of fields, their names and ranges stands once, in <see cref="SettingsJson"/>.
/// </summary>
public interface ISettingsFields
{
    /// <summary>A number within its range.</summary>
    double Number(string name, double value, double minimum, double maximum);

    /// <summary>A whole number within its range.</summary>
    int Whole(string name, int value, int minimum, int maximum);

    /// <summary>True or false.</summary>
    bool Flag(string name, bool value);

    /// <summary>One of an enumeration's names.</summary>
    T Choice<T>(string name, T value)
        where T : struct, Enum;

    /// <summary>Text of a length.</summary>
    string Text(string name, string value, int maximum);

    /// <summary>Bytes up to a number.</summary>
    byte[] Bytes(string name, byte[] value, int maximum);

    /// <summary>Says that a field has a value which is within its range and cannot be: a reader refuses it.</summary>
    void Refuse(string name, string what);

    /// <summary>A step sequence whose values stay within a range.</summary>
    void Steps(string name, StepSequence sequence, int minimum, int maximum);

    /// <summary>Enters an object within the present one.</summary>
    ISettingsFields Open(string name);

    /// <summary>Leaves the object.</summary>
    void Close();
}
