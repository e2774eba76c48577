namespace LakhNes.Instrument.Presets;

/// <summary>What a preset file says about itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Category">What it is for.</param>
public readonly record struct PresetInfo(string Name, string Category);
