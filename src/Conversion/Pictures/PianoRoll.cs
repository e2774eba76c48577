using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Score;

namespace LakhNes.Conversion.Pictures;

/// <summary>
/// Draws a score as a page: time runs to the right in lines below each other, as on sheet music, pitch up, noise in a strip of
/// its own below; each voice has its colour, and each note its name where it is large enough for it. Where the tempo is known,
/// lines stand at its beats and bars, and a line of the page begins with a bar; else they stand at seconds.
/// </summary>
public sealed class PianoRoll
{
    /// <summary>Width of a page; a short score's is narrower.</summary>
    public const int PageWidth = 1600;

    internal const int Left = 40;

    /// <summary>How wide a second is, unless a page would become longer than eight lines.</summary>
    internal const double PixelsPerSecond = 120;

    private const int Top = 24,
        Bottom = 24,
        NoiseRow = 5,
        Gap = 8,
        Margin = 2,
        Narrowest = 320,
        LetterSize = 2,
        LabelGap = 64;
    private const int TallRow = BitmapFont.CapHeight + 3,
        LowRow = 5,
        MostLines = 8,
        NoiseNotes = 16;
    private const double PlayedWhite = 0.6,
        ClosestBeat = 10;

    private static readonly Color Background = Color.FromRgb(0x14141C),
        Lane = Color.FromRgb(0x1C1C26),
        Line = Color.FromRgb(0x30303E),
        BarLine = Color.FromRgb(0x58586C),
        Words = Color.FromRgb(0xB0B0C0),
        Ink = Color.FromRgb(0x101018);

    private readonly NesScore _score;
    private readonly Func<NesEvent, bool>? _isPlayed;
    private readonly IReadOnlyList<BeatLine> _beats;
    private readonly int _lowest,
        _highest,
        _row,
        _lineHeight;
    private readonly double _scale; // pixels a second
    private readonly double[] _starts; // of the page's lines, in seconds, and the end
    private readonly Canvas _canvas;

    private PianoRoll(NesScore score, Func<NesEvent, bool>? isPlayed, IReadOnlyList<BeatLine> beats)
    {
        (_score, _isPlayed, _beats) = (score, isPlayed, beats);
        int[] pitches =
        [
            .. score.Events.Where(e => e is { Kind: NesEventKind.NoteOn, Voice: not NesVoice.Noise }).Select(e => (int)e.Value),
        ];
        _lowest = (pitches.DefaultIfEmpty(60).Min() - Margin) / 12 * 12;
        _highest = pitches.DefaultIfEmpty(71).Max() + Margin;
        const int plot = PageWidth - Left - 8;
        _scale = Math.Min(PixelsPerSecond, MostLines * (double)plot / Math.Max(score.Seconds, 1));
        _starts = Lines(plot / _scale);
        int lines = _starts.Length - 1;
        _row = lines == 1 ? TallRow : LowRow;
        _lineHeight = (_highest - _lowest + 1) * _row + Gap + NoiseNotes * NoiseRow + Bottom;
        double longest = Enumerable.Range(0, lines).Max(i => _starts[i + 1] - _starts[i]);
        _canvas = new Canvas(Math.Max(Left + (int)Math.Round(longest * _scale) + 8, Narrowest), Top + lines * _lineHeight);
    }

    /// <summary>Colour of a voice.</summary>
    public static Color ColorOf(NesVoice voice) =>
        Color.FromRgb(
            voice switch
            {
                NesVoice.Pulse1 => 0xF05A5A,
                NesVoice.Pulse2 => 0xF0B44A,
                NesVoice.Triangle => 0x5AB4F0,
                _ => 0xA0A0B0,
            }
        );

    /// <summary>Draws a score.</summary>
    /// <param name="score">In any unit.</param>
    /// <param name="isPlayed">Whether a person played the note that a note-on starts: such notes are pale and hollow, the others
    /// full; a legend says so. Left out, all notes are full.</param>
    /// <param name="beats">
    /// Its beats in the order of time, where its tempo is known; of a score in bars they are those of its bars.
    /// </param>
    public static Canvas Draw(NesScore score, Func<NesEvent, bool>? isPlayed = null, IReadOnlyList<BeatLine>? beats = null) =>
        new PianoRoll(score, isPlayed, beats is { Count: > 0 } ? beats : BeatLine.Of(score)).Draw();

    private Canvas Draw()
    {
        _canvas.Fill(_canvas.Bounds, Background);
        Legend();
        for (int line = 0; line + 1 < _starts.Length; line++)
            Staff(line);
        Span<NesEvent?> open = new NesEvent?[NesVoices.Count];
        foreach (NesEvent e in _score.Events.Where(e => e.IsNote))
        {
            if (open[(int)e.Voice] is { } note)
                Note(note, e.Time);
            open[(int)e.Voice] = e.Kind == NesEventKind.NoteOn ? e : null;
        }
        foreach (NesEvent? note in open)
        {
            if (note is { } last)
                Note(last, _score.Length);
        }
        return _canvas;
    }

    /// <summary>Where the page's lines begin, in seconds, and where the last one ends: at bars where there are some.</summary>
    private double[] Lines(double longest)
    {
        double[] bars = [.. _beats.Where(beat => beat.Bar > 0).Select(beat => beat.Seconds)];
        List<double> starts = [0];
        // a line more than a rounding error is one for nothing
        while (_score.Seconds - starts[^1] > longest * 1.0001)
        {
            double latest = starts[^1] + longest;
            int bar = Array.FindLastIndex(bars, at => at <= latest);
            // a bar that is longer than half a line is cut
            starts.Add(bar >= 0 && bars[bar] > starts[^1] + longest / 2 ? bars[bar] : latest);
        }
        return [.. starts, Math.Max(_score.Seconds, starts[^1])];
    }

    private int X(double seconds, int line) => Left + (int)Math.Round((seconds - _starts[line]) * _scale);

    private int TopOf(int line) => Top + line * _lineHeight;

    private void Staff(int line)
    {
        int top = TopOf(line),
            noise = top + (_highest - _lowest + 1) * _row + Gap,
            bottom = noise + NoiseNotes * NoiseRow;
        int right = line + 2 < _starts.Length ? X(_starts[line + 1], line) : _canvas.Width;
        for (int pitch = _lowest; pitch <= _highest; pitch++)
        {
            int y = top + (_highest - pitch) * _row;
            if (pitch % 12 is 1 or 3 or 6 or 8 or 10)
                _canvas.Fill(new Area(Left, y, right - Left, _row), Lane);
            if (pitch % 12 != 0)
                continue;
            _canvas.Fill(new Area(Left, y + _row, right - Left, 1), Line);
            _canvas.Text(Margin, y + _row - BitmapFont.CapHeight * LetterSize, KeyName.Of(pitch), Words, LetterSize);
        }
        _canvas.Fill(new Area(Left, noise, right - Left, bottom - noise), Lane);
        _canvas.Text(Margin, noise, "noise", Words);

        int nextLabel = 0;
        foreach ((double seconds, bool strong, string? label) in Marks(_starts[line], _starts[line + 1]))
        {
            int x = X(seconds, line);
            _canvas.Fill(new Area(x, top, 1, bottom - top), strong ? BarLine : Line);
            if (label == null || x < nextLabel)
                continue;
            _canvas.Text(x + 2, bottom + 4, label, Words, LetterSize);
            nextLabel = x + Math.Max(LabelGap, BitmapFont.WidthOf(label, LetterSize) + 12);
        }
    }

    /// <summary>The lines at beats, or at seconds, of a part of the score.</summary>
    private IEnumerable<(double Seconds, bool Strong, string? Label)> Marks(double from, double to)
    {
        if (_beats.Count > 0)
        {
            bool beatsFit =
                _beats.Count < 2 || (_beats[^1].Seconds - _beats[0].Seconds) / (_beats.Count - 1) * _scale >= ClosestBeat;
            foreach (
                BeatLine beat in _beats.Where(beat =>
                    beat.Seconds >= from - 1e-9 && beat.Seconds < to && (beat.Bar > 0 || beatsFit)
                )
            )
                yield return (beat.Seconds, beat.Bar > 0, beat.Bar > 0 ? beat.Bar.ToString(CultureInfo.InvariantCulture) : null);
            yield break;
        }
        int step = new[] { 1, 5, 10, 30, 60, 300 }.First(step => step * _scale >= ClosestBeat || step == 300);
        for (int second = (int)Math.Ceiling(from / step) * step; second <= to; second += step)
            yield return (
                second,
                false,
                second % 5 == 0
                    ? second < 60
                        ? $"{second} s"
                        : $"{second / 60}:{second % 60:00}"
                    : null
            );
    }

    private void Note(NesEvent e, long end)
    {
        double starts = BeatLine.SecondsOf(_score, e.Time),
            ends = BeatLine.SecondsOf(_score, end);
        bool played = _isPlayed?.Invoke(e) ?? false;
        for (int line = 0; line + 1 < _starts.Length; line++)
        {
            bool last = line + 2 == _starts.Length;
            if (ends <= _starts[line] && !(last && starts >= _starts[line]) || (starts >= _starts[line + 1] && !last))
                continue;
            // a note that reaches over the line's end goes on in the next one
            int x = X(Math.Max(starts, _starts[line]), line),
                width = Math.Max(X(Math.Min(ends, _starts[line + 1]), line) - x - 1, 2); // a gap tells repeated notes apart
            int top = TopOf(line),
                noise = top + (_highest - _lowest + 1) * _row + Gap;
            if (e.Voice == NesVoice.Noise)
            {
                Box(new Area(x, noise + (NoiseNotes - e.Value) * NoiseRow, width, NoiseRow - 1), ColorOf(e.Voice), played);
                continue;
            }
            int y = top + (_highest - e.Value) * _row;
            Box(new Area(x, y, width, _row - 1), ColorOf(e.Voice), played);
            string name = KeyName.Of(e.Value);
            if (_row == TallRow && BitmapFont.WidthOf(name) + 2 <= width)
                _canvas.Text(x + 1, y + 1, name, played ? Words : Ink);
        }
    }

    private void Box(Area area, Color color, bool played)
    {
        if (played)
            _canvas.Outline(area, Color.White.WithOpacity(PlayedWhite).Over(color));
        else
            _canvas.Fill(area, color);
    }

    private void Legend()
    {
        const int y = 4,
            box = 14;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            _canvas.Text(Left + (int)voice * 34, y, voice.Tag(), ColorOf(voice), LetterSize);
        if (_isPlayed is null)
            return;
        int x = Left + NesVoices.Count * 34 + 4;
        foreach ((string word, bool played) in new[] { ("played", true), ("composed", false) })
        {
            Box(new Area(x, y, box, box), ColorOf(NesVoice.Pulse1), played);
            _canvas.Text(x + box + 4, y, word, Words, 1);
            x += box + 12 + BitmapFont.WidthOf(word);
        }
    }
}
