namespace LakhNes.Score.Judging;

/// <summary>What makes an answer worse than songs by an <see cref="AnswerMeasure"/>.</summary>
public enum AnswerFault
{
    /// <summary>To have less of it.</summary>
    Less,

    /// <summary>To have more of it.</summary>
    More,

    /// <summary>Both.</summary>
    Either,
}
