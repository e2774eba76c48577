namespace LakhNes.Score.Judging;

/// <summary>
/// Measures answers to a prompt by every <see cref="AnswerMeasure"/>. Notes come by their beginnings, those of one voice without
/// overlaps. Allocates nothing after construction; one thread at a time.
/// </summary>
public sealed partial class AnswerMeter
{
    /// <summary>Notes of a pattern.</summary>
    public const int PatternNotes = 4;

    /// <summary>Notes of a motif, whose rhythm counts too.</summary>
    public const int MotifNotes = 6;

    /// <summary>A voice that keeps to one key so long, in quarter notes, is stuck.</summary>
    public const double StuckQuarters = 4;

    // a longer rest lets a voice off the key that it repeats
    private const double LongestRest = 1;

    // sixteenths between two onsets that are told apart
    private const int LongestStep = 16;

    // bars in which a voice's notes are looked at together
    private const int WindowBars = 2;

    // quarter notes in which a note more or less than none counts as twice as many
    private const double DensityQuarters = 4;

    // so many bars make the phrase that comes back
    private const int PhraseBars = 4;

    private const int SixteenthsPerQuarter = 4;
    private const int Octave = 12;
    private const int Keys = 128;
    private const int StepBits = 13;

    private readonly int _capacity;
    private readonly int[] _places;
    private readonly UInt128[] _found;
    private readonly UInt128[] _patterns;
    private readonly UInt128[] _motifs;
    private readonly double[] _times;
    private readonly int[] _bar;
    private readonly int[] _earlier;
    private readonly int[] _promptBars; // the notes of each, one bar after another
    private readonly int[] _promptBarEnds;
    private readonly VoiceMeasurement[] _prompt = new VoiceMeasurement[NesVoices.Count];
    private readonly double[] _rhythm = new double[NesVoices.Count * (LongestStep + 1)]; // a voice after another
    private readonly double[] _steps = new double[LongestStep + 1];
    private int _patternCount;
    private int _motifCount;
    private int _promptBarCount;
    private double _crossing;
    private MusicalKey? _key;

    /// <summary>Makes a meter.</summary>
    /// <param name="capacity">Notes of a phrase at most; later ones are not looked at.</param>
    public AnswerMeter(int capacity)
    {
        _capacity = capacity;
        _places = new int[capacity];
        _found = new UInt128[capacity];
        _patterns = new UInt128[capacity];
        _motifs = new UInt128[capacity];
        _times = new double[2 * capacity];
        _bar = new int[capacity];
        _earlier = new int[capacity];
        _promptBars = new int[capacity];
        _promptBarEnds = new int[capacity];

        // what sorts is made with the first use
        _found.AsSpan(0, 2).Sort();
        _times.AsSpan(0, 2).Sort();
        _bar.AsSpan(0, 2).Sort();
    }

    /// <summary>Hears the prompt that answers are compared with.</summary>
    /// <param name="prompt">Its notes, in quarter notes from its beginning, a bar line, on.</param>
    /// <param name="quarters">How long it is, in quarter notes.</param>
    /// <param name="quartersPerBar">Length of a bar in quarter notes.</param>
    public void Hear(ReadOnlySpan<PhraseNote> prompt, double quarters, double quartersPerBar)
    {
        prompt = Seen(prompt);
        _key = MusicalKey.Of(prompt);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            CountSteps(prompt, voice, RhythmOf(voice));
            _prompt[(int)voice] = new VoiceMeasurement(
                Density(prompt, voice, 0, quarters),
                Stuck(prompt, voice, quarters),
                MeanKey(prompt, voice, 0, quarters),
                MeanInterval(prompt, voice)
            );
        }

        _patternCount = FindPatterns(prompt, PatternNotes, rhythm: false, _patterns);
        _patterns.AsSpan(0, _patternCount).Sort();
        _motifCount = FindPatterns(prompt, MotifNotes, rhythm: true, _motifs);
        _motifs.AsSpan(0, _motifCount).Sort();
        _crossing = 0;
        _crossing = Together(prompt, quarters).Crossing;
        HearBars(prompt, quartersPerBar * SixteenthsPerQuarter);
    }

    /// <summary>Measures an answer.</summary>
    /// <param name="answer">
    /// Its notes, in quarter notes from its first bar line on; those that only sound on from before begin below 0.
    /// </param>
    /// <param name="bars">How many bars it is long.</param>
    /// <param name="quartersPerBar">Length of a bar in quarter notes.</param>
    /// <param name="values">Takes a value for each of <see cref="AnswerMeasure.All"/>; NaN where there is none.</param>
    public void Measure(ReadOnlySpan<PhraseNote> answer, int bars, double quartersPerBar, Span<double> values)
    {
        answer = Seen(answer);
        double length = bars * quartersPerBar;
        values[0] = ShareInKey(answer);
        values[1] = DistanceOfRhythm(answer);
        values[2] = Voices(answer);
        values[3] = Silence(answer, length);
        values[4] = LongestNote(answer);
        (values[5], values[13]) = Stuck(answer, length);
        values[7] =
            ShareKnown(FindPatterns(answer, MotifNotes, rhythm: true, _found), _motifs.AsSpan(0, _motifCount)) > 0 ? 1 : 0;
        int count = FindPatterns(answer, PatternNotes, rhythm: false, _found);
        values[6] = ShareKnown(count, _patterns.AsSpan(0, _patternCount));
        values[8] = ShareAgain(count);
        values[9] = LikenessOfBars(answer, bars, quartersPerBar * SixteenthsPerQuarter);
        (values[10], values[16]) = Together(answer, length);
        values[11] = DistanceOfDensity(answer, length, WindowBars * quartersPerBar);
        values[12] = LikenessToPrompt(answer, bars, quartersPerBar * SixteenthsPerQuarter);
        values[14] = DistanceOfRegister(answer, length, WindowBars * quartersPerBar);
        values[15] = DistanceOfIntervals(answer);
    }

    private ReadOnlySpan<PhraseNote> Seen(ReadOnlySpan<PhraseNote> notes) => notes[..Math.Min(notes.Length, _capacity)];

    private double ShareInKey(ReadOnlySpan<PhraseNote> answer)
    {
        int count = 0,
            inKey = 0;
        foreach (ref readonly PhraseNote note in answer)
        {
            if (!note.Begins || !note.IsPitched)
                continue;
            count++;
            if (_key?.Contains(note.Key) ?? true)
                inKey++;
        }

        return count > 0 ? (double)inKey / count : double.NaN;
    }

    private static double Voices(ReadOnlySpan<PhraseNote> answer)
    {
        int voices = 0;
        foreach (ref readonly PhraseNote note in answer)
        {
            if (note.Begins)
                voices |= 1 << (int)note.Voice;
        }

        return System.Numerics.BitOperations.PopCount((uint)voices);
    }

    private static double LongestNote(ReadOnlySpan<PhraseNote> answer)
    {
        double longest = 0;
        foreach (ref readonly PhraseNote note in answer)
            longest = Math.Max(longest, note.End - note.Start);
        return longest;
    }

    private static double Silence(ReadOnlySpan<PhraseNote> answer, double length)
    {
        double sounding = 0,
            to = 0;
        foreach (ref readonly PhraseNote note in answer)
        {
            if (!note.IsPitched)
                continue;
            double end = Math.Min(note.End, length);
            sounding += Math.Max(0, end - Math.Max(note.Start, to));
            to = Math.Max(to, end);
        }

        return 1 - (sounding / length);
    }
}
