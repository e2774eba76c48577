using System.Numerics;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Settings;

namespace LakhNes.Engine;

// Parameters: what other threads set and read, and how it reaches the audio thread without a lock.
public sealed partial class ChipEngine
{
    // the chip's levels go from 0 to 1; once the high-pass has centred them, twice that fills -1 to 1
    private const double FullSwing = 2;

    // the value that everyone sees; written by whoever changes a parameter, read by anyone
    private readonly double[] _shown = new double[ParameterTable.All.Length];

    // one bit a parameter that another thread set and the audio thread has yet to take from _shown
    private readonly ulong[] _edited = new ulong[(ParameterTable.All.Length + 63) / 64];

    // above 0 while a thread writes many values that belong together: the audio thread takes none of them until they are all
    // there
    private int _loading;
    private int _loads;
    private int _loadsSeen;

    // step sequences and samples on their way to the audio thread
    private InstrumentSettings? _newRest;
    private bool _outputChanged = true;

    /// <summary>The plain value of a parameter, from any thread.</summary>
    /// <param name="index">Place in <see cref="ParameterTable.All"/>.</param>
    public double GetParameter(int index) => Volatile.Read(ref _shown[index]);

    /// <summary>Sets a parameter from any thread; it is heard from the next block on.</summary>
    /// <param name="index">Place in <see cref="ParameterTable.All"/>.</param>
    /// <param name="plain">Plain value; clamped, and the default where it is not a number.</param>
    /// <remarks>What the plugin says itself (<see cref="Parameter.IsOutput"/>) stays as it is.</remarks>
    public void SetParameter(int index, double plain)
    {
        if (ParameterTable.All[index].IsOutput)
            return;
        Volatile.Write(ref _shown[index], ParameterTable.All[index].Valid(plain));
        Interlocked.Or(ref _edited[index / 64], 1UL << (index % 64));
    }

    private void ShowParameter(int index, double plain)
    {
        if (ParameterTable.All[index].IsOutput)
            return;
        Volatile.Write(ref _shown[index], plain);
        // an automation point is newer than an edit that waits for this block
        Interlocked.And(ref _edited[index / 64], ~(1UL << (index % 64)));
    }

    private void TakeEdits()
    {
        if (Volatile.Read(ref _loading) > 0)
            return;
        int loads = Volatile.Read(ref _loads);
        if (Interlocked.Exchange(ref _newRest, null) is { } rest)
            CopyRest(rest, _settings.Instrument);
        TakeTuning();
        TakeForm();
        for (int word = 0; word < _edited.Length; word++)
        {
            if (Volatile.Read(ref _edited[word]) == 0)
                continue;
            for (ulong bits = Interlocked.Exchange(ref _edited[word], 0); bits != 0; bits &= bits - 1)
            {
                int index = (word * 64) + BitOperations.TrailingZeroCount(bits);
                ApplyParameter(ParameterTable.All[index], Volatile.Read(ref _shown[index]));
            }
        }

        if (loads != _loadsSeen)
            _improviser.Settle(in _settings.Generation);
        _loadsSeen = loads;
    }

    private void ApplyParameter(Parameter parameter, double plain)
    {
        parameter.Write(_settings, plain);
        _outputChanged = true;
    }

    private void ApplyOutput()
    {
        if (!_outputChanged && !_instrument.MixChanged)
            return;
        _outputChanged = false;
        _instrument.MixChanged = false;
        _gainTarget = _settings.Bypass ? 0 : FullSwing * Factor(_settings.OutputGainDecibels);
        _renderer.Mixer = _settings.Mixer;
        _renderer.Filter = _settings.Filter;
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            VoiceSettings settings = _settings.Instrument[voice];
            double gain = Factor(settings.GainDecibels) * _instrument.GainOf(voice);
            double pan = Math.Clamp(settings.Pan + _instrument.PanOf(voice), -1, 1);
            // a balance: the middle leaves both sides at exactly the chip's level
            _renderer.SetVoice(voice, gain * Math.Min(1, 1 - pan), gain * Math.Min(1, 1 + pan), !settings.Mute);
        }
    }

    private static double Factor(double decibels) => decibels <= -60 ? 0 : Math.Pow(10, decibels / 20);

    // what no parameter says
    private static void CopyRest(InstrumentSettings from, InstrumentSettings to)
    {
        CopySteps(from, to);
        to.Samples = from.Samples;
    }

    private static void CopySteps(InstrumentSettings from, InstrumentSettings to)
    {
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            CopySteps(from[voice], to[voice]);
    }

    private static void CopySteps(VoiceSettings from, VoiceSettings to)
    {
        to.VolumeSteps.CopyFrom(from.VolumeSteps);
        to.TimbreSteps.CopyFrom(from.TimbreSteps);
        to.PitchSteps.CopyFrom(from.PitchSteps);
        to.ArpeggioSteps.CopyFrom(from.ArpeggioSteps);
    }
}
