namespace LakhNes.Ui.Editing;

/// <summary>What the user did in this window, to be taken back and done again.</summary>
internal sealed class EditHistory(EditorModel model)
{
    /// <summary>Edits that are remembered; older ones are forgotten.</summary>
    public const int Capacity = 200;

    private readonly List<IEdit> _edits = [];
    private int _done;

    /// <summary>What undo would take back, or null.</summary>
    public IEdit? Last => _done > 0 ? _edits[_done - 1] : null;

    /// <summary>What redo would do again, or null.</summary>
    public IEdit? Next => _done < _edits.Count ? _edits[_done] : null;

    /// <summary>Remembers what has just been done; what was taken back before is forgotten.</summary>
    public void Add(IEdit edit)
    {
        _edits.RemoveRange(_done, _edits.Count - _done);
        if (_edits.Count == Capacity)
            _edits.RemoveAt(0);
        _edits.Add(edit);
        _done = _edits.Count;
    }

    /// <summary>Takes the last edit back.</summary>
    public void Undo()
    {
        if (Last is not { } edit)
            return;
        _done--;
        edit.Undo(model);
    }

    /// <summary>Does the edit taken back last again.</summary>
    public void Redo()
    {
        if (Next is not { } edit)
            return;
        _done++;
        edit.Redo(model);
    }
}
