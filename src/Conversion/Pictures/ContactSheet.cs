using LakhNes.Drawing;
using LakhNes.Score.Judging;

namespace LakhNes.Conversion.Pictures;

/// <summary>
/// Many small rolls with bar lines on one picture, those that belong together one below the other; the prompt of each is lighter.
/// </summary>
public static class ContactSheet
{
    private const int Columns = 2,
        RollWidth = 720,
        RollHeight = 112,
        NoiseHeight = 18,
        TitleHeight = 12,
        Margin = 10,
        RollGap = 2;
    private const int NoisePeriods = 16,
        FewestSemitones = 24;

    private static readonly Color Background = Color.FromRgb(0x14141C),
        Asked = Color.FromRgb(0x2A2A38),
        Answered = Color.FromRgb(0x1C1C26),
        BarLine = Color.FromRgb(0x50505E),
        Beat = Color.FromRgb(0x2E2E3A),
        Words = Color.FromRgb(0xC8C8D4);

    /// <summary>Draws the sheet.</summary>
    /// <param name="blocks">Rolls that belong together; those of a block share their range of keys.</param>
    public static Canvas Draw(IReadOnlyList<IReadOnlyList<AnswerRoll>> blocks)
    {
        int[] bottoms = new int[Columns];
        Array.Fill(bottoms, Margin);
        (IReadOnlyList<AnswerRoll> Rolls, int X, int Y)[] places =
        [
            .. blocks.Select(block =>
            {
                int column = Array.IndexOf(bottoms, bottoms.Min()),
                    y = bottoms[column];
                bottoms[column] += block.Count * (TitleHeight + RollHeight + RollGap) + Margin;
                return (block, Margin + column * (RollWidth + Margin), y);
            }),
        ];
        Canvas canvas = new(Margin + Columns * (RollWidth + Margin), bottoms.Max());
        canvas.Fill(canvas.Bounds, Background);
        foreach ((IReadOnlyList<AnswerRoll> rolls, int x, int y) in places)
        {
            int[] keys =
            [
                .. rolls
                    .SelectMany(roll => roll.Prompt.Notes.Concat(roll.Answer.Notes))
                    .Where(note => note.IsPitched)
                    .Select(note => note.Key),
            ];
            int lowest = keys.DefaultIfEmpty(48).Min(),
                highest = Math.Max(keys.DefaultIfEmpty(72).Max(), lowest + FewestSemitones);
            for (int i = 0; i < rolls.Count; i++)
                DrawRoll(canvas, rolls[i], x, y + i * (TitleHeight + RollHeight + RollGap), lowest, highest);
        }
        return canvas;
    }

    private static void DrawRoll(Canvas canvas, AnswerRoll roll, int left, int top, int lowest, int highest)
    {
        double length = roll.Prompt.Length + roll.Answer.Length;
        int X(double quarter) => left + (int)Math.Round(quarter / length * RollWidth);
        canvas.Text(left, top, roll.Title, Words);
        top += TitleHeight;
        int bottom = top + RollHeight,
            noise = bottom - NoiseHeight;
        canvas.Fill(new Area(left, top, RollWidth, RollHeight), Answered);
        canvas.Fill(new Area(left, top, X(roll.Prompt.Length) - left, RollHeight), Asked);
        for (int quarter = 0; quarter < length; quarter++)
            canvas.Fill(new Area(X(quarter), top, 1, RollHeight), Beat);
        for (int bar = 0; bar <= roll.Prompt.Bars + roll.Answer.Bars; bar++)
            canvas.Fill(new Area(X(bar * roll.Prompt.QuartersPerBar), top, 1, RollHeight), BarLine);
        canvas.Fill(new Area(left, noise - 1, RollWidth, 1), BarLine);
        Notes(roll.Prompt, 0);
        Notes(roll.Answer, roll.Prompt.Length);

        void Notes(Phrase phrase, double from)
        {
            foreach (PhraseNote note in phrase.Notes)
            {
                int x = X(from + Math.Max(note.Start, 0)),
                    width = Math.Max(2, X(from + Math.Min(note.End, phrase.Length)) - x - 1);
                double height = note.IsPitched
                    ? (double)(note.Key - lowest) / (highest - lowest) * (noise - top - 5)
                    : (double)(note.Key - 1) / (NoisePeriods - 1) * (NoiseHeight - 4);
                canvas.Fill(
                    new Area(
                        x,
                        (note.IsPitched ? noise - 4 : bottom - 3) - (int)Math.Round(height),
                        width,
                        note.IsPitched ? 3 : 2
                    ),
                    PianoRoll.ColorOf(note.Voice)
                );
            }
        }
    }
}
