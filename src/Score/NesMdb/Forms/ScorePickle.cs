using LakhNes.Score.Pickles;
using LakhNes.Score.Registers;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>
/// NES-MDB's scores as the original stores them (<c>.exprsco.pkl</c>, <c>.seprsco.pkl</c>, <c>.blndsco.pkl</c>): a pickled
/// tuple of steps a second, samples of 1/44100 s that the piece lasts, and the score.
/// </summary>
/// <remarks>
/// Files are written so that Python 2 and 3 load them with any NumPy. What is read may be of any protocol, with any type of whole
/// numbers. The forms without them get velocity 15 and timbre 0, as in the original.
/// </remarks>
public static class ScorePickle
{
    private const int Note = 0,
        Velocity = 1,
        Timbre = 2,
        PerVoice = 3;
    private const int Melodic = 3; // of the voices; noise has no pitch to blend

    /// <summary>A score as a file.</summary>
    /// <param name="score">What to write.</param>
    /// <param name="form">As what.</param>
    public static byte[] Write(ExpressiveScore score, ScoreForm form)
    {
        using MemoryStream stream = new();
        PickleWriter pickle = new(stream);
        pickle.Begin().Mark().Value(score.Rate).Value(score.Length);
        switch (form)
        {
            case ScoreForm.Expressive:
                pickle.Array(score.Values, score.Steps, NesVoices.Count, PerVoice);
                break;
            case ScoreForm.Separated:
                byte[] notes = new byte[score.Steps * NesVoices.Count];
                for (int i = 0; i < notes.Length; i++)
                    notes[i] = score.Values[i * PerVoice];
                pickle.Array(notes, score.Steps, NesVoices.Count);
                break;
            default:
                Blend(pickle, score);
                break;
        }

        pickle.Tuple().End();
        return stream.ToArray();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">The name that stands in errors.</param>
    /// <param name="form">What it holds.</param>
    /// <param name="warnings">Gets what is passed over: notes that their voice cannot play, and more than three at once.</param>
    /// <exception cref="ScoreFormatException">It holds something else.</exception>
    public static ExpressiveScore Read(ReadOnlyMemory<byte> bytes, string name, ScoreForm form, ICollection<ReadError> warnings)
    {
        (double rate, long length, object? score) = Open(bytes, name);
        var steps = new StepReader(name);
        byte[] values = form switch
        {
            ScoreForm.Expressive => steps.Expressive(Array(score, name, "[steps, 4, 3]", NesVoices.Count, PerVoice)),
            ScoreForm.Separated => steps.Separated(Array(score, name, "[steps, 4]", NesVoices.Count)),
            _ => steps.Blended(
                score as IReadOnlyList<object?> ?? throw ScoreFormatException.Of(name, "its score is no list of steps")
            ),
        };
        foreach (string warning in steps.Warnings)
            warnings.Add(new ReadError(name, PositionUnit.File, 0, warning));
        return new ExpressiveScore(rate, length, values);
    }

    private static (double Rate, long Length, object? Score) Open(ReadOnlyMemory<byte> bytes, string name)
    {
        object? read;
        try
        {
            read = PickleReader.Read(new PickleInput(new MemoryStream(bytes.ToArray()), bytes.Length), new NumpyNames());
        }
        catch (PickleException failure)
        {
            throw ScoreFormatException.Of(name, failure.Message, failure);
        }

        if (read is not IReadOnlyList<object?> { Count: 3 } parts)
            throw ScoreFormatException.Of(name, "holds other than a rate, a length and a score");
        double rate = parts[0] switch
        {
            double number => number,
            long number => number,
            _ => double.NaN,
        };
        if (rate is not (> 0 and <= ExpressiveScore.HighestRate))
            throw ScoreFormatException.Of(name, "its rate is no number above 0 and up to 44100");
        return parts[1] is long and >= 0 and <= int.MaxValue
            ? (rate, (long)parts[1]!, parts[2])
            : throw ScoreFormatException.Of(name, "its length is no number of samples");
    }

    private static byte[] Array(object? score, string name, string shape, params ReadOnlySpan<int> sizes)
    {
        if (NumpyNames.ArrayOf(score) is not { } array)
            throw ScoreFormatException.Of(name, "its score is no array");
        if (array.Shape.Count != sizes.Length + 1 || !array.Shape.Skip(1).SequenceEqual(sizes.ToArray()))
            throw ScoreFormatException.Of(name, $"its array has the shape [{string.Join(", ", array.Shape)}], not {shape}");
        return array.ToBytes() ?? throw ScoreFormatException.Of(name, "its array holds other than whole numbers from 0 to 255");
    }

    private static void Blend(PickleWriter pickle, ExpressiveScore score)
    {
        pickle.EmptyList().Mark();
        Span<byte> notes = stackalloc byte[Melodic];
        for (int step = 0; step < score.Steps; step++)
        {
            for (int v = 0; v < Melodic; v++)
                notes[v] = score.Values[(step * ExpressiveScore.BytesPerStep) + (v * PerVoice)];
            notes.Sort();
            pickle.EmptyList().Mark();
            foreach (byte note in notes)
            {
                if (note > 0)
                    pickle.Value(note);
            }

            pickle.Append();
        }

        pickle.Append();
    }

    /// <summary>Turns what files hold into clean steps.</summary>
    private sealed class StepReader(string name)
    {
        private readonly byte[] _volumes = new byte[NesVoices.Count];
        private long _unplayable,
            _tooMany;

        public IEnumerable<string> Warnings
        {
            get
            {
                if (_unplayable > 0)
                    yield return $"{_unplayable} notes that their voices cannot play are left out";
                if (_tooMany > 0)
                    yield return $"{_tooMany} notes beyond three at once are left out";
            }
        }

        public byte[] Expressive(byte[] values)
        {
            byte[] clean = (byte[])values.Clone();
            for (int i = 0; i < clean.Length; i += PerVoice)
                Clean(clean.AsSpan(i, PerVoice), i / ExpressiveScore.BytesPerStep, (NesVoice)(i / PerVoice % NesVoices.Count));
            return clean;
        }

        public byte[] Separated(byte[] notes)
        {
            byte[] values = new byte[notes.Length * PerVoice];
            for (int i = 0; i < notes.Length; i++)
                Set(values, i / NesVoices.Count, (NesVoice)(i % NesVoices.Count), notes[i]);
            return values;
        }

        public byte[] Blended(IReadOnlyList<object?> steps)
        {
            byte[] values = new byte[checked(steps.Count * ExpressiveScore.BytesPerStep)];
            for (int step = 0; step < steps.Count; step++)
            {
                if (steps[step] is not IReadOnlyList<object?> chord)
                    throw Fail(step, "holds no list of notes");
                _tooMany += Math.Max(0, chord.Count - Melodic);
                // the lowest goes to the first pulse, as in the original, unless only the triangle reaches it
                int first = chord.Count > 0 && NoteOf(chord[0], step) is > 0 and var low && !NesVoice.Pulse1.Plays(low) ? -1 : 0;
                for (int i = 0; i < Math.Min(chord.Count, Melodic); i++)
                    Set(values, step, i + first < 0 ? NesVoice.Triangle : (NesVoice)(i + first), NoteOf(chord[i], step));
            }

            return values;
        }

        private byte NoteOf(object? note, int step) =>
            note is long and >= 0 and <= byte.MaxValue ? (byte)(long)note : throw Fail(step, "holds other than MIDI notes");

        private void Set(byte[] values, int step, NesVoice voice, byte note)
        {
            Span<byte> value = values.AsSpan((step * ExpressiveScore.BytesPerStep) + ((int)voice * PerVoice), PerVoice);
            value[Note] = note;
            value[Velocity] = voice.HasVelocity() ? (byte)NesVoices.FullVelocity : (byte)0;
            Clean(value, step, voice);
        }

        private void Clean(Span<byte> value, int step, NesVoice voice)
        {
            if (value[Timbre] >= Math.Max(voice.Timbres(), 1) && voice != NesVoice.Triangle)
                throw Fail(step, $"{voice.Tag()} has the timbre {value[Timbre]}; there are {voice.Timbres()}");
            if (value[Velocity] > NesVoices.FullVelocity)
                throw Fail(step, $"{voice.Tag()} has the velocity {value[Velocity]}; there are 0 to {NesVoices.FullVelocity}");
            if (voice == NesVoice.Triangle)
                value[Velocity] = value[Timbre] = 0;
            if (value[Note] > 0 && !voice.Plays(value[Note]))
            {
                _unplayable++;
                value[Note] = 0;
            }

            // a register keeps its volume where a note says none
            ref byte volume = ref _volumes[(int)voice];
            if (value[Velocity] > 0)
                volume = value[Velocity];
            else if (value[Note] > 0 && voice.HasVelocity())
                value[Velocity] = volume;
            if (value[Note] == 0 || (value[Velocity] == 0 && voice.HasVelocity()))
                value[Note] = value[Velocity] = 0;
        }

        private ScoreFormatException Fail(int step, string reason) => ScoreFormatException.Of(name, $"step {step}: {reason}");
    }
}
