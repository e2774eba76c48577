namespace LakhNes.Ui.Editing;

/// <summary>Something that the user did and can take back.</summary>
internal interface IEdit
{
    /// <summary>What it was, as a menu would say.</summary>
    string Name { get; }

    /// <summary>Makes it as it was before.</summary>
    void Undo(EditorModel model);

    /// <summary>Does it again.</summary>
    void Redo(EditorModel model);
}
