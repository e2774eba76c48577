using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Voices;

/// <summary>Where a voice stands in a <see cref="StepSequence"/>. The sequence may change while it is read.</summary>
internal struct StepPlayer
{
    private int _position;
    private bool _released;

    /// <summary>The part after the release point has been played to its end.</summary>
    public bool Finished { get; private set; }

    /// <summary>Back to the first step.</summary>
    public void Start()
    {
        _position = 0;
        _released = false;
        Finished = false;
    }

    /// <summary>The key went up: to the release point, where there is one.</summary>
    public void Release(StepSequence sequence)
    {
        if (_released || sequence.Release < 0)
            return;
        _released = true;
        _position = sequence.Release;
    }

    /// <summary>One step on.</summary>
    public void Advance(StepSequence sequence)
    {
        if (_released)
        {
            if (_position < sequence.Length - 1)
                _position++;
            else
                Finished = true;
            return;
        }

        int lastHeld =
            sequence.Release > 0 ? sequence.Release - 1
            : sequence.Release == 0 ? 0
            : sequence.Length - 1;
        if (_position < lastHeld)
            _position++;
        else if (sequence.Loop >= 0 && sequence.Loop <= lastHeld)
            _position = sequence.Loop;
    }

    /// <summary>The step that sounds, or -1 where the sequence is empty.</summary>
    public readonly int PlaceIn(StepSequence sequence) => Math.Min(_position, sequence.Length - 1);

    /// <summary>The step's value, or <paramref name="neutral"/> where the sequence is empty.</summary>
    public readonly int Value(StepSequence sequence, int neutral) => sequence.Length == 0 ? neutral : sequence[PlaceIn(sequence)];
}
