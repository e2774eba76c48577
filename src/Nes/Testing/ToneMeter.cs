namespace LakhNes.Nes.Testing;

/// <summary>Measures audio in windows of 50 ms: its level, its peak, and the share of one frequency.</summary>
public sealed class ToneMeter
{
    private const double WindowSeconds = 0.05;

    // A window belongs to a beep when its tone is this close to the loudest window's.
    private const double BeepShare = 0.7;

    private readonly int _windowLength;
    private readonly double _resonance;
    private readonly List<(double Level, double Tone)> _windows = [];
    private int _filled;
    private double _sumOfSquares;
    private double _last;
    private double _beforeLast;

    /// <summary>Makes a meter that has heard nothing.</summary>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="frequency">The tone to look for, in Hz, below half the sample rate.</param>
    public ToneMeter(double sampleRate, double frequency)
    {
        _windowLength = (int)(WindowSeconds * sampleRate);
        _resonance = 2 * Math.Cos(2 * Math.PI * frequency / sampleRate);
    }

    /// <summary>Highest absolute sample so far.</summary>
    public double Peak { get; private set; }

    /// <summary>Hears more samples.</summary>
    /// <param name="samples">They follow those of the last call.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        foreach (float sample in samples)
        {
            Peak = Math.Max(Peak, Math.Abs(sample));
            _sumOfSquares += (double)sample * sample;
            // Goertzel's recursion.
            (_last, _beforeLast) = (sample + _resonance * _last - _beforeLast, _last);
            if (++_filled == _windowLength)
                CloseWindow();
        }
    }

    /// <summary>Compares what lies between the first and the last beep with the beeps.</summary>
    /// <returns>Null when there are no two beeps.</returns>
    public BeepGap? FindGap()
    {
        double loudest = 0;
        foreach ((_, double tone) in _windows)
            loudest = Math.Max(loudest, tone);
        bool IsBeep((double Level, double Tone) window) => window.Tone > loudest * BeepShare;
        int start = _windows.FindIndex(IsBeep);
        int end = _windows.FindLastIndex(IsBeep);
        if (start < 0)
            return null;
        double beepLevel = _windows[start].Level;
        while (start < end && IsBeep(_windows[start]))
            start++;
        while (end > start && IsBeep(_windows[end]))
            end--;
        double level = 0;
        double left = 0;
        // The windows beside the beeps still hold their edges.
        for (int i = start + 1; i < end; i++)
        {
            level = Math.Max(level, _windows[i].Level);
            left = Math.Max(left, _windows[i].Tone);
        }
        return end - start < 2 ? null : new BeepGap(AudioLevel.Db(level / beepLevel), AudioLevel.Db(left / loudest));
    }

    private void CloseWindow()
    {
        double energy = _last * _last + _beforeLast * _beforeLast - _resonance * _last * _beforeLast;
        double tone = Math.Sqrt(Math.Max(0, energy)) * 2 / _windowLength;
        _windows.Add((Math.Sqrt(_sumOfSquares / _windowLength), tone));
        _filled = 0;
        _sumOfSquares = _last = _beforeLast = 0;
    }
}
