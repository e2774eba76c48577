using LakhNes.Drawing;
using LakhNes.Score;

namespace LakhNes.Conversion.Pictures;

/// <summary>
/// Draws a score: time runs to the right, pitch up, noise in a strip of its own below; each voice has its colour, and each note its
/// name where it is long enough for it.
/// </summary>
public static class PianoRoll
{
    private const int Left = 40, Top = 24, Bottom = 24, Row = BitmapFont.CapHeight + 3, NoiseRow = 5, Gap = 8, Margin = 2, LongestWidth = 30_000;
    private const double PixelsPerSecond = 120, PlayedWhite = 0.6;
    private const int SecondsPerLine = 1, SecondsPerLabel = 5, BarsPerLabel = 4;

    private static readonly Color Background = Color.FromRgb(0x14141C), Lane = Color.FromRgb(0x1C1C26), Line = Color.FromRgb(0x30303E), BarLine = Color.FromRgb(0x70708A),
        Words = Color.FromRgb(0xB0B0C0), Ink = Color.FromRgb(0x101018);

    private static readonly string[] Names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <summary>Colour of a voice.</summary>
    public static Color ColorOf(NesVoice voice) => Color.FromRgb(voice switch
    {
        NesVoice.Pulse1 => 0xF05A5A,
        NesVoice.Pulse2 => 0xF0B44A,
        NesVoice.Triangle => 0x5AB4F0,
        _ => 0xA0A0B0,
    });

    /// <summary>Draws a score. Where it has bars, lines are bars and beats; else they are seconds.</summary>
    /// <param name="score">In any unit.</param>
    /// <param name="isPlayed">Whether a person played the note that a note-on starts: such notes are pale and hollow, the others full; a legend says so.
    /// Left out, all notes are full.</param>
    public static Canvas Draw(NesScore score, Func<NesEvent, bool>? isPlayed = null)
    {
        int[] pitches = [.. score.Events.Where(e => e is { Kind: NesEventKind.NoteOn, Voice: not NesVoice.Noise }).Select(e => (int)e.Value)];
        int lowest = (pitches.DefaultIfEmpty(60).Min() - Margin) / 12 * 12, highest = pitches.DefaultIfEmpty(71).Max() + Margin;
        int noise = Top + (highest - lowest + 1) * Row + Gap, bottom = noise + 16 * NoiseRow;
        double scale = Math.Min(PixelsPerSecond * score.Seconds, LongestWidth) / Math.Max(score.Length, 1);
        int X(long time) => Left + (int)Math.Round(time * scale);
        Canvas canvas = new(Math.Max(X(score.Length) + 8, 320), bottom + Bottom);
        canvas.Fill(canvas.Bounds, Background);

        for (int pitch = lowest; pitch <= highest; pitch++)
        {
            int y = Top + (highest - pitch) * Row;
            if (pitch % 12 is 1 or 3 or 6 or 8 or 10)
                canvas.Fill(new Area(Left, y, canvas.Width - Left, Row), Lane);
            if (pitch % 12 == 0)
            {
                canvas.Fill(new Area(Left, y + Row, canvas.Width - Left, 1), Line);
                canvas.Text(Margin, y, NameOf(pitch), Words);
            }
        }
        canvas.Fill(new Area(Left, noise, canvas.Width - Left, bottom - noise), Lane);
        canvas.Text(Margin, noise, "noise", Words);
        if (score.Bars.IsEmpty)
            Seconds();
        else
            Bars();
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            canvas.Text(Left + (int)voice * 30, 8, voice.Tag(), ColorOf(voice));
        if (isPlayed is not null)
            Legend();

        Span<NesEvent?> open = new NesEvent?[NesVoices.Count];
        foreach (NesEvent e in score.Events.Where(e => e.IsNote))
        {
            if (open[(int)e.Voice] is { } note)
                Note(note, e.Time);
            open[(int)e.Voice] = e.Kind == NesEventKind.NoteOn ? e : null;
        }
        foreach (NesEvent? note in open)
        {
            if (note is { } last)
                Note(last, score.Length);
        }
        return canvas;

        void Seconds()
        {
            for (int second = 0; second <= score.Seconds; second += SecondsPerLine)
                TimeLine((long)Math.Round(second * score.Unit.PerSecond), Line, second % SecondsPerLabel == 0 ? $"{second} s" : null);
        }

        void Bars()
        {
            for (int bar = 0; bar < score.Bars.Length; bar++)
            {
                ScoreBar at = score.Bars[bar];
                for (long beat = at.Start + at.Metre.StepsPerBeat; beat < at.End; beat += at.Metre.StepsPerBeat)
                    TimeLine(beat, Line, null);
                string? change = bar == 0 || at.Metre != score.Bars[bar - 1].Metre || at.Tempo != score.Bars[bar - 1].Tempo
                    ? $"{bar + 1} {at.Metre} {at.Tempo}" : bar % BarsPerLabel == 0 ? $"{bar + 1}" : null;
                TimeLine(at.Start, BarLine, change);
            }
        }

        void TimeLine(long time, Color color, string? label)
        {
            if (time > score.Length)
                return;
            canvas.Fill(new Area(X(time), Top, 1, bottom - Top), color);
            if (label != null)
                canvas.Text(X(time), bottom + 4, label, Words);
        }

        void Note(NesEvent e, long end)
        {
            int x = X(e.Time), width = Math.Max(X(end) - x - 1, 2); // a gap tells repeated notes apart
            bool played = isPlayed?.Invoke(e) ?? false;
            if (e.Voice == NesVoice.Noise)
            {
                Box(new Area(x, noise + (16 - e.Value) * NoiseRow, width, NoiseRow - 1), ColorOf(e.Voice), played);
                return;
            }
            int y = Top + (highest - e.Value) * Row;
            Box(new Area(x, y, width, Row - 1), ColorOf(e.Voice), played);
            string name = NameOf(e.Value);
            if (BitmapFont.WidthOf(name) + 2 <= width)
                canvas.Text(x + 1, y + 1, name, played ? Words : Ink);
        }

        void Box(Area area, Color color, bool played)
        {
            if (played)
                canvas.Outline(area, Color.White.WithOpacity(PlayedWhite).Over(color));
            else
                canvas.Fill(area, color);
        }

        void Legend()
        {
            int x = Left + NesVoices.Count * 30 + 20;
            Box(new Area(x, 9, 14, Row - 1), ColorOf(NesVoice.Pulse1), played: true);
            canvas.Text(x + 18, 8, "played", Words);
            Box(new Area(x + 70, 9, 14, Row - 1), ColorOf(NesVoice.Pulse1), played: false);
            canvas.Text(x + 88, 8, "composed", Words);
        }
    }

    private static string NameOf(int pitch) => $"{Names[pitch % 12]}{pitch / 12 - 1}";
}
