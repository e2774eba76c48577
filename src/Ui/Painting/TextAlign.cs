namespace LakhNes.Ui.Painting;

/// <summary>Where in its area a line of text stands.</summary>
internal enum TextAlign
{
    /// <summary>At the left edge.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the right edge.</summary>
    Right,
}
