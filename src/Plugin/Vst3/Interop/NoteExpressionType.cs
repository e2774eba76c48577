namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Ids of the note expressions that the plugin plays.</summary>
internal enum NoteExpressionType : uint
{
    Volume = 0,
    Tuning = 2,
    Vibrato = 3,
}
