using LakhNes.Score;

namespace LakhNes.Generator.Expression;

/// <summary>
/// What the expression of a note depends on: how the voice's last notes were played, how the same key was and what stood at the
/// same
/// place of the bar before, where the note stands, and what the other pulse plays. Told note by note, by time; allocates nothing.
/// </summary>
public sealed class ExpressionContext
{
    /// <summary>Numbers that <see cref="Describe"/> writes.</summary>
    public const int Size = 225;

    private const int Keys = 128;
    private const int SlotsPerQuarter = 12; // sixteenths and triplets
    private const int Slots = 8 * SlotsPerQuarter;
    private const int Volumes = 16; // 0: none
    private const int Timbres = 5; // the last: none
    private const int Shapes = VolumeShapes.Count + 1; // 0: not known
    private const int Beats = 8;
    private const int NoiseKeys = 16;

    // an echo comes so much later at most
    private const double LongestEcho = 1.5;

    // weight of the newest note in the running mean of a voice's volumes
    private const float Newest = 0.1f;

    // times from onset to onset, and rests, up to so many quarter notes are told apart
    private static readonly double[] Spans = [0.13, 0.26, 0.4, 0.6, 1.1, 2.1, 4.1];
    private static readonly double[] Rests = [0.02, 0.3, 1.1];

    // intervals up to so many semitones
    private static readonly double[] Intervals = [-8, -3, -1, 0, 2, 7];

    private readonly Voice[] _voices = [new(), new(), new(), new()];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (Voice voice in _voices)
            voice.Clear();
    }

    /// <summary>Hears a note's beginning or end.</summary>
    public void Hear(in ExpressedNote note) => _voices[(int)note.Voice].Hear(in note);

    /// <summary>Describes a note that begins.</summary>
    /// <param name="note">The note; its expression is not looked at.</param>
    /// <param name="numbers"><see cref="Size"/> numbers, nearly all of them 0.</param>
    public void Describe(in ExpressedNote note, Span<float> numbers)
    {
        numbers.Clear();
        Voice own = _voices[(int)note.Voice],
            other = _voices[(int)(note.Voice == NesVoice.Pulse1 ? NesVoice.Pulse2 : NesVoice.Pulse1)];
        bool noise = note.Voice == NesVoice.Noise;
        var to = new Writer(numbers);
        to.One(noise ? 2 : (int)note.Voice, 3);
        to.One(own.Last.Volume, Volumes);
        to.One(own.BeforeLast.Volume, Volumes);
        to.One(TimbreOf(own.Last), Timbres);
        to.One(own.Last.Shape, Shapes);
        NoteExpression sameKey = own.OfKey(note.Key);
        to.Level(sameKey.Volume);
        to.One(TimbreOf(sameKey), Timbres);
        to.One(sameKey.Shape, Shapes);
        NoteExpression samePlace = own.OfSlot(SlotOf(in note));
        to.Level(samePlace.Volume);
        to.One(TimbreOf(samePlace), Timbres);
        to.One(samePlace.Shape, Shapes);
        to.Level(own.Mean);
        to.Level(other.Last.Volume);
        to.Level(other.Mean);
        to.One(
            other.Begins(note.Time)
                ? other.Key == note.Key
                    ? 2
                    : 1
                : 0,
            3
        );
        NoteExpression echo = noise ? default : other.Echoed(note.Key, note.Time);
        to.Level(echo.Volume);
        NoteExpression ownEcho = own.Echoed(note.Key, note.Time);
        to.Level(ownEcho.Volume);
        to.One(own.Key == 0 ? Spans.Length + 1 : Place(Spans, note.Time - own.Onset), Spans.Length + 2);
        to.One(own.Sounds ? 0 : 1 + (own.Key == 0 ? Rests.Length : Place(Rests, note.Time - own.End)), Rests.Length + 2);
        to.One(own.Key == 0 || noise ? Intervals.Length + 1 : Place(Intervals, note.Key - own.Key), Intervals.Length + 2);
        to.Number(noise ? 0 : (note.Key - 60) / 24f);
        to.One(noise ? Math.Clamp(note.Key - 1, 0, NoiseKeys - 1) : -1, NoiseKeys);
        int slot = SlotOf(in note);
        to.One(slot / SlotsPerQuarter, Beats);
        to.One(slot % SlotsPerQuarter, SlotsPerQuarter);
    }

    private static int TimbreOf(NoteExpression expression) => expression.IsNone ? Timbres - 1 : expression.Timbre & 3;

    private static int SlotOf(in ExpressedNote note)
    {
        double inBar = note.Time - (Math.Floor((note.Time / note.BarLength) + 1e-6) * note.BarLength);
        return Math.Clamp((int)Math.Round(inBar * SlotsPerQuarter), 0, Slots - 1);
    }

    private static int Place(double[] bounds, double value)
    {
        int at = 0;
        while (at < bounds.Length && value > bounds[at])
            at++;
        return at;
    }

    private ref struct Writer(Span<float> numbers)
    {
        private readonly Span<float> _numbers = numbers;
        private int _next;

        // one of so many, none below 0
        public void One(int which, int count)
        {
            if (which >= 0)
                _numbers[_next + which] = 1;
            _next += count;
        }

        public void Number(float number) => _numbers[_next++] = number;

        // a volume, and whether it is known
        public void Level(float volume)
        {
            Number(volume / NesVoices.FullVelocity);
            Number(volume > 0 ? 1 : 0);
        }
    }

    private sealed class Voice
    {
        private const int Recent = 8;
        private readonly NoteExpression[] _keys = new NoteExpression[Keys];
        private readonly NoteExpression[] _slots = new NoteExpression[Slots];
        private readonly (byte Key, double Time, NoteExpression Expression)[] _recent = new (byte, double, NoteExpression)[
            Recent
        ];
        private int _count;

        public NoteExpression Last { get; private set; }
        public NoteExpression BeforeLast { get; private set; }
        public float Mean { get; private set; }
        public int Key { get; private set; }
        public double Onset { get; private set; }
        public double End { get; private set; }
        public bool Sounds { get; private set; }

        public NoteExpression OfKey(int key) => _keys[key];

        public NoteExpression OfSlot(int slot) => _slots[slot];

        public bool Begins(double time) => Key > 0 && time - Onset < 1.0 / SlotsPerQuarter;

        // how the same key was played shortly before
        public NoteExpression Echoed(int key, double time)
        {
            for (int i = 1; i <= Math.Min(_count, Recent); i++)
            {
                (byte recent, double at, NoteExpression expression) = _recent[(_count - i) % Recent];
                if (time - at > LongestEcho)
                    break;
                if (recent == key && time - at > 0)
                    return expression;
            }
            return NoteExpression.None;
        }

        public void Hear(in ExpressedNote note)
        {
            if (note.Key == 0)
            {
                (Sounds, End) = (false, note.Time);
                return;
            }
            (Key, Onset, Sounds) = (note.Key, note.Time, true);
            _recent[_count++ % Recent] = (note.Key, note.Time, note.Expression);
            if (note.Expression.IsNone)
                return;
            (BeforeLast, Last) = (Last, note.Expression);
            Mean = Mean == 0 ? note.Expression.Volume : Mean + (Newest * (note.Expression.Volume - Mean));
            _keys[note.Key] = _slots[SlotOf(in note)] = note.Expression;
        }

        public void Clear()
        {
            Array.Clear(_keys);
            Array.Clear(_slots);
            (_count, Key, Sounds, Mean) = (0, 0, false, 0);
            (Onset, End) = (0, 0);
            (Last, BeforeLast) = (NoteExpression.None, NoteExpression.None);
        }
    }
}
