namespace LakhNes.Score.Trackers;

/// <summary>
/// A channel of a module as FamiStudio's patterns. Its notes say how long they last, so that what is one pattern in FamiTracker
/// may be several here.
/// </summary>
internal sealed class FamiStudioPatterns
{
    private readonly List<FamiStudioNote[]> _patterns = [];
    private readonly int[] _numbers;

    /// <summary>Makes the patterns.</summary>
    /// <param name="song">A song of rows that speed and tempo set.</param>
    /// <param name="channel">The channel.</param>
    public FamiStudioPatterns(TrackerSong song, int channel)
    {
        _numbers = new int[song.Order.Count];
        Array.Fill(_numbers, -1);
        List<FamiStudioNote>[] frames = [.. song.Order.Select(_ => new List<FamiStudioNote>())];
        (int Frame, int At, int Start)? open = null;
        int start = 0,
            instrument = 0,
            speed = song.Speed;
        TrackerTempo tempo = new(song.Speed, song.Tempo);
        for (int frame = 0; frame < frames.Length; frame++)
        {
            int length = LengthOf(song, frame);
            foreach ((int row, TrackerCell cell) in CellsOf(song, frame, channel).Where(entry => entry.Key < length))
            {
                if (cell.Instrument >= 0)
                    instrument = cell.Instrument;
                int told = SpeedOf(song, cell, ref tempo);
                FamiStudioNote note = new(
                    row,
                    cell.Note >= 0 ? FamiStudioNotes.ToFamiStudio(channel, cell.Note) : TrackerCell.Nothing,
                    1,
                    0,
                    instrument,
                    channel is (int)NesVoice.Triangle or TrackerChannel.Samples ? -1 : cell.Volume,
                    cell.Effects.FirstOrDefault(effect => effect.Code == 'G').Value,
                    told > 0 && told != speed ? told : 0
                );
                speed = told > 0 ? told : speed;
                if (cell.Note == TrackerCell.Release && open is { } held && frames[held.Frame][held.At].Release == 0)
                    frames[held.Frame][held.At] = frames[held.Frame][held.At] with { Release = start + row - held.Start };
                if (cell.Note >= 0 || cell.Note == TrackerCell.Halt)
                    Close(start + row);
                if (cell.Note >= 0)
                    open = (frame, frames[frame].Count, start + row);
                if (cell.Note >= 0 || note.Volume >= 0 || note.Speed > 0)
                    frames[frame].Add(note);
            }
            start += length;
        }
        Close(start);
        for (int frame = 0; frame < frames.Length; frame++)
        {
            if (frames[frame].Count == 0)
                continue;
            _numbers[frame] = _patterns.FindIndex(known => known.AsSpan().SequenceEqual(frames[frame].ToArray()));
            if (_numbers[frame] >= 0)
                continue;
            _numbers[frame] = _patterns.Count;
            _patterns.Add([.. frames[frame]]);
        }

        void Close(int end)
        {
            if (open is { } note)
                frames[note.Frame][note.At] = frames[note.Frame][note.At] with { Duration = Math.Max(end - note.Start, 1) };
            open = null;
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _patterns.Count;

    /// <summary>The notes of one.</summary>
    public IReadOnlyList<FamiStudioNote> this[int number] => _patterns[number];

    /// <summary>The one of a frame; -1 where nothing happens in it.</summary>
    public int NumberOf(int frame) => _numbers[frame];

    /// <summary>Rows of a frame up to where an effect leaves it.</summary>
    public static int LengthOf(TrackerSong song, int frame)
    {
        int last = song.RowsOf(frame) - 1;
        for (int channel = 0; channel < TrackerChannel.Count; channel++)
        {
            foreach ((int row, TrackerCell cell) in CellsOf(song, frame, channel))
            {
                if (row < last && cell.Effects.Any(effect => effect.Code is 'B' or 'C' or 'D'))
                    last = row;
            }
        }
        return last + 1;
    }

    private static IEnumerable<KeyValuePair<int, TrackerCell>> CellsOf(TrackerSong song, int frame, int channel) =>
        song.Patterns.TryGetValue((channel, song.Order[frame][channel]), out TrackerPattern? pattern) ? pattern.Cells : [];

    // FamiStudio changes the speed inside a song, and not the tempo: the speed that comes nearest
    private static int SpeedOf(TrackerSong song, TrackerCell cell, ref TrackerTempo tempo)
    {
        TrackerTempo now = tempo;
        foreach (TrackerEffect effect in cell.Effects.Where(effect => effect.Code == 'F' && effect.Value > 0))
            now = effect.Value < TrackerTempo.Split ? now with { Speed = effect.Value } : now with { Tempo = effect.Value };
        if (now == tempo)
            return 0;
        tempo = now;
        return Math.Clamp((int)Math.Round((double)now.Speed * song.Tempo / now.Tempo), 1, TrackerTempo.Split - 1);
    }
}
