namespace LakhNes.Dsp.Apu;

/// <summary>
/// The console's output filter: first-order sections at the published corner frequencies (NESdev wiki, "APU Mixer"). Each section
/// has the analogue pole, and its gain is made to match the analogue one at both ends of the band (after Vicanek, "Matched
/// One-Pole Digital Shelving Filters", 2019), which is safe for corners above half the host rate too.
/// </summary>
internal struct OutputFilter
{
    private HighPass _first;
    private HighPass _second;
    private LowPass _last;
    private readonly ConsoleFilter _kind;

    /// <summary>Sets the filter up, at rest on a constant input.</summary>
    public OutputFilter(ConsoleFilter kind, double sampleRate, double input)
    {
        _kind = kind;
        _first = new HighPass(kind == ConsoleFilter.Famicom ? 37 : 90, sampleRate, input);
        _second = new HighPass(440, sampleRate, 0);
        _last = new LowPass(14_000, sampleRate);
    }

    /// <summary>Filters in place.</summary>
    public void Process(Span<double> samples)
    {
        if (_kind == ConsoleFilter.Off)
            return;
        for (int i = 0; i < samples.Length; i++)
        {
            double x = _first.Next(samples[i]);
            if (_kind == ConsoleFilter.Nes)
                x = _second.Next(x);
            samples[i] = _last.Next(x);
        }
    }

    /// <summary>Ends a decay below -240 dB in exact zeros, far above denormals.</summary>
    private static double Flush(double value) => Math.Abs(value) < 1e-12 ? 0 : value;

    private struct HighPass
    {
        private readonly double _pole;
        private readonly double _gain;
        private double _input;
        private double _output;

        public HighPass(double corner, double sampleRate, double input)
        {
            _pole = Math.Exp(-2 * Math.PI * corner / sampleRate);
            double ratio = sampleRate / 2 / corner;
            _gain = ratio / Math.Sqrt(1 + ratio * ratio) * (1 + _pole) / 2;
            _input = input;
        }

        public double Next(double x)
        {
            _output = Flush(_gain * (x - _input) + _pole * _output);
            _input = x;
            return _output;
        }
    }

    private struct LowPass
    {
        private readonly double _pole;
        private readonly double _gain;
        private readonly double _delayedGain;
        private double _input;
        private double _output;

        public LowPass(double corner, double sampleRate)
        {
            _pole = Math.Exp(-2 * Math.PI * corner / sampleRate);
            double ratio = sampleRate / 2 / corner;
            double top = (1 + _pole) / Math.Sqrt(1 + ratio * ratio);
            _gain = (1 - _pole + top) / 2;
            _delayedGain = (1 - _pole - top) / 2;
        }

        public double Next(double x)
        {
            _output = Flush(_gain * x + _delayedGain * _input + _pole * _output);
            _input = x;
            return _output;
        }
    }
}
