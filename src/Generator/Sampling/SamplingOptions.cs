namespace LakhNes.Generator.Sampling;

/// <summary>How a token is drawn from what a model expects.</summary>
/// <param name="Temperature">Divides the logits; 0 takes the likeliest token.</param>
/// <param name="TopK">Only so many of the likeliest tokens can be drawn; 0: all.</param>
/// <param name="TopP">Of these, only the likeliest that make up this share of their probability; 1: all.</param>
public readonly record struct SamplingOptions(float Temperature, int TopK, float TopP = 1);
