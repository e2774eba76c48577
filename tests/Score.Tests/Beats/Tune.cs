namespace LakhNes.Score.Tests.Beats;

/// <summary>Songs in console frames, put together note by note.</summary>
internal sealed class Tune
{
    private readonly List<NesEvent> _events = [];

    /// <summary>Adds a note.</summary>
    public Tune Note(NesVoice voice, int key, long start, long length)
    {
        _events.RemoveAll(e => e.Voice == voice && e.Time == start && e.Kind == NesEventKind.NoteOff);
        _events.Add(NesEvent.NoteOn(start, voice, key));
        _events.Add(NesEvent.NoteOff(start + length, voice));
        return this;
    }

    /// <summary>Frames of rows of which some, but for the first, are a frame late.</summary>
    public static long[] Jittered(int framesPerRow, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 400).Select(row => (long)(row * framesPerRow) + (row > 0 && random.Next(4) == 0 ? 1 : 0))];
    }

    /// <summary>The song.</summary>
    public NesScore Score => new(TimeUnit.Frame, [.. _events.OrderBy(e => e.Time).ThenBy(e => e.Voice)]);

    /// <summary>
    /// Bars of a melody over a bass and drums that come again every two bars: a bass note begins each bar, a drum stands on each
    /// beat, and the melody, never twice the same within two bars, on the rows of a bar's beginning and here and there.
    /// </summary>
    /// <param name="bars">How many.</param>
    /// <param name="beats">Beats of a bar.</param>
    /// <param name="rowsPerBeat">Rows of a beat.</param>
    /// <param name="frameOfRow">The frame of each row.</param>
    /// <param name="upbeat">Rows of melody before the first bar.</param>
    public static Tune Bars(int bars, int beats, int rowsPerBeat, Func<int, long> frameOfRow, int upbeat = 0)
    {
        var tune = new Tune();
        int[] melody = [60, 64, 67, 72, 71, 69, 65, 62, 74, 76, 77, 66];
        int bar = beats * rowsPerBeat;
        for (int row = 0; row < upbeat; row++)
            Add(NesVoice.Pulse1, 55 + row, row, 1);
        for (int row = 0; row < bars * bar; row++)
        {
            int inPhrase = row % (2 * bar),
                at = row + upbeat;
            if (row % bar == 0)
                Add(NesVoice.Triangle, 36 + inPhrase / bar * 5, at, bar - 1);
            if (row % rowsPerBeat == 0)
                Add(NesVoice.Noise, row % bar == 0 ? 3 : 12, at, 1);
            if (inPhrase * 7 % 5 < 2 || row % rowsPerBeat == 0)
                Add(NesVoice.Pulse1, melody[inPhrase * 5 % melody.Length], at, 1);
        }
        return tune;

        void Add(NesVoice voice, int key, int row, int rows) =>
            tune.Note(voice, key, frameOfRow(row), frameOfRow(row + rows) - frameOfRow(row));
    }
}
