using System.Globalization;
using LakhNes.Score.Midi;

namespace LakhNes.Demo;

/// <summary>One voice of the song: turns bars of text into MIDI events on one channel.</summary>
public sealed class Part
{
    /// <summary>Ticks a quarter note.</summary>
    public const int QuarterTicks = 480;

    /// <summary>Ticks a sixteenth note.</summary>
    public const int StepTicks = QuarterTicks / 4;

    /// <summary>Ticks a bar of 4/4.</summary>
    public const int BarTicks = QuarterTicks * 4;

    private const int StepsPerBar = 16, BendSemitone = 4096; // at the usual bend range of two semitones
    private const int ModulationWheel = 1, Volume = 7, Pan = 10, ExpressionController = 11;

    private readonly int _channel;
    private readonly List<MidiEvent> _events = [];

    /// <summary>Starts a part on a MIDI channel (0-15) with its volume and pan (0-127, 64 is the middle).</summary>
    public Part(string name, int channel, int volume, int pan)
    {
        _channel = channel;
        _events.Add(MidiEvent.TextEvent(0, MidiMeta.TrackName, name));
        Control(0, Volume, volume);
        Control(0, Pan, pan);
        Control(0, ExpressionController, 127);
    }

    /// <summary>Adds bars of melody or chords; see <see cref="DemoSong"/> for how they are written.</summary>
    /// <param name="firstBar">Bar that the first text stands for, from 0.</param>
    /// <param name="bars">Texts of sixteen sixteenths each.</param>
    /// <param name="velocity">Velocity of an unaccented note.</param>
    /// <param name="delay">Ticks by which all comes later; what then passes the last bar is cut.</param>
    /// <param name="vibrato">Long notes begin to vibrate.</param>
    public void Melody(int firstBar, ReadOnlySpan<string> bars, int velocity, int delay = 0, bool vibrato = false)
    {
        int end = (firstBar + bars.Length) * BarTicks;
        for (int bar = 0; bar < bars.Length; bar++)
        {
            int tick = (firstBar + bar) * BarTicks;
            foreach (string word in bars[bar].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                tick += word.Contains('*') || word.Contains('/')
                    ? Chord(tick, word, velocity)
                    : Note(tick + delay, word, velocity, vibrato, end);
            }
            if (tick != (firstBar + bar + 1) * BarTicks)
                throw new FormatException($"bar {firstBar + bar + 1} is not sixteen sixteenths long: {bars[bar]}");
        }
    }

    /// <summary>Adds bars of drums: one letter a sixteenth. k kick, s snare, h and o closed and open hi-hat, t tom, c crash; capitals are loud.</summary>
    public void Rhythm(int firstBar, ReadOnlySpan<string> bars)
    {
        for (int bar = 0; bar < bars.Length; bar++)
        {
            if (bars[bar].Length != StepsPerBar)
                throw new FormatException($"drum bar {firstBar + bar + 1} does not have sixteen letters");
            for (int step = 0; step < StepsPerBar; step++)
            {
                char letter = bars[bar][step];
                // General MIDI keys, and a length in sixteenths
                (int key, int velocity, int length) = char.ToLowerInvariant(letter) switch
                {
                    '.' => (0, 0, 0),
                    'k' => (36, 110, 1),
                    's' => (38, 100, 1),
                    'h' => (42, 60, 1),
                    'o' => (46, 76, 2),
                    't' => (45, 100, 1),
                    'c' => (49, 112, 2),
                    _ => throw new FormatException($"no drum is called '{letter}'"),
                };
                if (length > 0)
                    Sound((firstBar + bar) * BarTicks + step * StepTicks, key, char.IsUpper(letter) ? 127 : velocity, length * StepTicks * 3 / 4);
            }
        }
    }

    /// <summary>Moves the expression controller from one value to another over a time; a length of 0 sets it.</summary>
    public void Expression(int tick, int from, int to, int length)
    {
        int last = -1;
        for (int t = 0; t <= length; t += StepTicks)
        {
            int value = length == 0 ? to : from + (to - from) * t / length;
            if (value != last)
                Control(tick + t, ExpressionController, value);
            last = value;
        }
    }

    /// <summary>The part as a track that ends at a tick. At one tick note-offs come first and notes last.</summary>
    public MidiTrack ToTrack(long endTick) => new(
        [.. _events.Where(e => e.Tick <= endTick).OrderBy(e => e.Tick).ThenBy(e => e.IsNoteOff ? 0 : e.IsNoteOn ? 2 : 1)], endTick);

    /// <summary>A note or rest such as <c>A#4:3!</c>; returns its length in ticks.</summary>
    private int Note(int tick, string word, int velocity, bool vibrato, int end)
    {
        int colon = word.IndexOf(':');
        string digits = new([.. word[(colon + 1)..].TakeWhile(char.IsAsciiDigit)]);
        string marks = word[(colon + 1 + digits.Length)..];
        int steps = int.Parse(digits, CultureInfo.InvariantCulture), ticks = steps * StepTicks;
        if (word[0] == '-' || tick >= end)
            return ticks;

        int key = Key(word[..colon]);
        int sounding = marks.Contains('~') ? ticks : marks.Contains('.') ? ticks / 2 : ticks * 7 / 8;
        sounding = Math.Min(sounding, end - tick);
        if (marks.Contains('^'))
            Bend(tick, -BendSemitone, 0, StepTicks);
        if (marks.Contains('v'))
        {
            Bend(tick + ticks - 2 * StepTicks, 0, -2 * BendSemitone, 2 * StepTicks);
            _events.Add(MidiEvent.PitchBend(tick + ticks, _channel, 0));
        }
        if (vibrato && steps >= 6)
        {
            for (int t = 3; t < steps; t++)
                Control(tick + t * StepTicks, ModulationWheel, Math.Min(24 * (t - 2), 96));
            Control(tick + ticks, ModulationWheel, 0);
        }
        Sound(tick, key, marks.Contains('!') ? velocity + 20 : velocity, sounding);
        return ticks;
    }

    /// <summary>
    /// A broken chord: <c>A3C4E4*16</c> goes through its notes in sixteenths for sixteen of them, <c>A3C4E4/16</c> for the
    /// length of eight sixteenths in thirty-seconds, the sound of a chip that has too few voices. Returns its length in ticks.
    /// </summary>
    private int Chord(int tick, string word, int velocity)
    {
        int mark = word.IndexOfAny(['*', '/']);
        int length = word[mark] == '*' ? StepTicks : StepTicks / 2;
        int count = int.Parse(word[(mark + 1)..], CultureInfo.InvariantCulture);
        List<int> keys = [];
        for (int i = 0; i < mark;)
        {
            int next = i + 1;
            while (next < mark && !char.IsAsciiLetterUpper(word[next]))
                next++;
            keys.Add(Key(word[i..next]));
            i = next;
        }
        for (int i = 0; i < count; i++)
            Sound(tick + i * length, keys[i % keys.Count], i % 4 == 0 ? velocity + 12 : velocity, length);
        return count * length;
    }

    private void Sound(int tick, int key, int velocity, int ticks)
    {
        _events.Add(MidiEvent.NoteOn(tick, _channel, key, velocity));
        _events.Add(MidiEvent.NoteOn(tick + ticks, _channel, key, 0));
    }

    private void Bend(int tick, int from, int to, int length)
    {
        const int Stairs = 8;
        for (int i = 0; i <= Stairs; i++)
            _events.Add(MidiEvent.PitchBend(tick + length * i / Stairs, _channel, Math.Clamp(from + (to - from) * i / Stairs, -8192, 8191)));
    }

    private void Control(int tick, int number, int value) => _events.Add(MidiEvent.Controller(tick, _channel, number, value));

    /// <summary>The MIDI key of a name such as <c>F#4</c>; A4 is 69.</summary>
    private static int Key(string name)
    {
        int pitchClass = name[0] switch { 'C' => 0, 'D' => 2, 'E' => 4, 'F' => 5, 'G' => 7, 'A' => 9, 'B' => 11, _ => throw new FormatException($"no note is called {name}") };
        bool sharp = name[1] == '#';
        return 12 * (int.Parse(name[(sharp ? 2 : 1)..], CultureInfo.InvariantCulture) + 1) + pitchClass + (sharp ? 1 : 0);
    }
}
