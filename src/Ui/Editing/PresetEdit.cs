namespace LakhNes.Ui.Editing;

/// <summary>Another preset was loaded.</summary>
/// <param name="Name">What it was, as a menu would say.</param>
/// <param name="Before">The sound before, as a preset file's text.</param>
/// <param name="PresetBefore">The factory preset before, or -1.</param>
/// <param name="After">The sound after.</param>
/// <param name="PresetAfter">The factory preset after, or -1.</param>
internal sealed record PresetEdit(string Name, byte[] Before, int PresetBefore, byte[] After, int PresetAfter) : IEdit
{
    /// <inheritdoc/>
    public void Undo(EditorModel model) => Put(model, Before, PresetBefore);

    /// <inheritdoc/>
    public void Redo(EditorModel model) => Put(model, After, PresetAfter);

    private static void Put(EditorModel model, byte[] sound, int preset)
    {
        model.Engine.TryLoadPreset(sound, out _, preset);
        model.Host.ValuesChanged();
    }
}
