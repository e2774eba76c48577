namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Range of a note expression.</summary>
internal struct NoteExpressionValueDescription
{
    public double Default;
    public double Minimum;
    public double Maximum;
    public int StepCount;
}
