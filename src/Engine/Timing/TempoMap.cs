using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;

namespace LakhNes.Engine.Timing;

/// <summary>
/// Converts between host samples and song position in quarter notes. The song's place is taken over from the host only where it
/// says something new (a jump, another tempo), so that between these points it does not depend on how blocks are cut. Without a
/// running transport an own clock counts, at the host's tempo or 120.
/// </summary>
public sealed class TempoMap
{
    /// <summary>The highest lower number of a time signature that is taken over.</summary>
    public const int ShortestBeatUnit = 64;

    private const double DefaultTempo = 120;
    private const double MinTempo = 10;
    private const double MaxTempo = 1000;

    // quarter notes: less is the host's rounding, or a ramp of its tempo within one block
    private const double JumpDistance = 0.05;

    // quarter notes: a bar of 1/64; a host that counts shorter ones means none
    private const double ShortestBar = 1.0 / 16;

    // of the grid's length: lines are met in spite of rounding; CLAP tells positions in steps of 2^-31 quarters
    private const double GridTolerance = 1e-8;

    private double _sampleRate = 48_000;
    private bool _started;
    private long _anchorSample;
    private double _anchorPosition;
    private double _dueFrom;
    private double _unrolled;
    private double _quartersPerSample;
    private double _barOrigin;
    private double _barLength = 4;
    private long _barNumber;

    /// <summary>Samples since <see cref="Reset"/>.</summary>
    public long Sample { get; private set; }

    /// <summary>Quarter notes a minute.</summary>
    public double Tempo { get; private set; } = DefaultTempo;

    /// <summary>The host's song runs.</summary>
    public bool IsPlaying { get; private set; }

    /// <summary>The position is the host's, not the own clock's.</summary>
    public bool FollowsHost { get; private set; }

    /// <summary>Positions count on beyond the host's since its loop has jumped back.</summary>
    public bool IsUnrolled => _unrolled != 0;

    /// <summary>By so many quarter notes the host's loop has gone back at this block's beginning; 0 where it has not.</summary>
    public double LoopedBy { get; private set; }

    /// <summary>Song position of <see cref="Sample"/>, in quarter notes.</summary>
    public double Position => PositionAt(Sample);

    /// <summary>Where the present bar begins, in quarter notes.</summary>
    public double BarStart => StartOfBar(BarOf(Position));

    /// <summary>Length of a bar in quarter notes.</summary>
    public double BarLength => _barLength;

    /// <summary>The time signature's lower number; 0: not known.</summary>
    public int BeatUnit { get; private set; }

    /// <summary>Begins anew at sample 0.</summary>
    /// <param name="sampleRate">Samples a second.</param>
    public void Reset(double sampleRate)
    {
        _sampleRate = sampleRate;
        _started = IsPlaying = FollowsHost = false;
        Sample = 0;
        Anchor(0);
    }

    /// <summary>Takes over what the host says at the beginning of a block.</summary>
    /// <param name="host">What it says.</param>
    /// <param name="loop">
    /// At <see cref="LoopBehaviour.Continue"/> positions go on counting where the host's loop jumps back.
    /// </param>
    /// <returns>The song was started, stopped or moved: positions before this block mean nothing any more.</returns>
    public bool BeginBlock(in Transport host, LoopBehaviour loop)
    {
        double tempo = host.Tempo > 0 ? Math.Clamp(host.Tempo, MinTempo, MaxTempo) : DefaultTempo;
        double quartersPerSample = tempo / 60 / _sampleRate;
        bool follows = host.Playing && host.HasSongPosition && double.IsFinite(host.SongPosition);
        bool jump = !_started || follows != FollowsHost || host.Playing != IsPlaying;
        LoopedBy = 0;
        if (follows && !jump)
        {
            double expected = Position;
            if (loop == LoopBehaviour.Continue && IsLoop(in host, expected - _unrolled))
                _unrolled += host.LoopEnd - host.LoopStart;
            double position = host.SongPosition + _unrolled,
                distance = Math.Abs(position - expected);
            jump = distance > JumpDistance;
            if (jump && IsLoop(in host, expected - _unrolled))
                LoopedBy = host.LoopEnd - host.LoopStart;
            if (!jump && (tempo != Tempo || distance > quartersPerSample / 2))
                Correct(position);
        }
        else if (!jump && tempo != Tempo)
        {
            Correct(Position);
        }

        if (jump)
        {
            _unrolled = 0;
            Anchor(follows ? host.SongPosition : 0);
        }

        _started = true;
        IsPlaying = host.Playing;
        FollowsHost = follows;
        Tempo = tempo;
        _quartersPerSample = quartersPerSample;
        BeatUnit = Math.Clamp(host.Denominator, 0, ShortestBeatUnit);
        double barLength =
            host.Numerator > 0 && host.Denominator > 0 ? Math.Max(4.0 * host.Numerator / host.Denominator, ShortestBar) : 4;
        double barOrigin = follows && double.IsFinite(host.BarStart) ? host.BarStart + _unrolled : 0;
        _barNumber = jump
            ? (long)Math.Round(barOrigin / barLength)
            : _barNumber + (long)Math.Round((barOrigin - _barOrigin) / _barLength);
        (_barLength, _barOrigin) = (barLength, barOrigin);
        return jump;
    }

    /// <summary>Goes on.</summary>
    public void Advance(int samples) => Sample += samples;

    /// <summary>The own clock counts from 0 again, at this sample.</summary>
    public void Restart()
    {
        if (!FollowsHost)
            Anchor(0);
    }

    /// <summary>Song position of a sample, in quarter notes.</summary>
    public double PositionAt(long sample) => _anchorPosition + ((sample - _anchorSample) * _quartersPerSample);

    /// <summary>
    /// The sample nearest to a song position; what a correction by the host has skipped is due where it was made.
    /// </summary>
    public long SampleAt(double position)
    {
        if (position >= _dueFrom && position < _anchorPosition)
            return _anchorSample;
        double samples = Math.Round((position - _anchorPosition) / _quartersPerSample, MidpointRounding.AwayFromZero);
        return samples is > -1e15 and < 1e15 ? _anchorSample + (long)samples
            : samples > 0 ? long.MaxValue
            : long.MinValue;
    }

    /// <summary>The first multiple of a length that is not before a position.</summary>
    public static double Next(double position, double length) => Math.Ceiling((position / length) - GridTolerance) * length;

    /// <summary>The first bar line that is not before a position.</summary>
    public double NextBar(double position) => _barOrigin + Next(position - _barOrigin, _barLength);

    /// <summary>
    /// The bar of a position, in the present metre: counted on from where the song was started, and from its beginning to there.
    /// </summary>
    public long BarOf(double position) => _barNumber + (long)Math.Floor(((position - _barOrigin) / _barLength) + GridTolerance);

    /// <summary>The present bar is known to be another one: metres may have changed since the song's beginning.</summary>
    public void Renumber(long bar) => _barNumber += bar - BarOf(Position);

    /// <summary>Where a bar begins.</summary>
    public double StartOfBar(long bar) => _barOrigin + ((bar - _barNumber) * _barLength);

    private void Anchor(double position)
    {
        _anchorPosition = _dueFrom = position;
        _anchorSample = Sample;
    }

    // the song goes on, at another tempo or a hair away: what no sample has reached yet is still to come
    private void Correct(double position)
    {
        double dueFrom = Sample == _anchorSample ? _dueFrom : PositionAt(Sample) - (_quartersPerSample / 2);
        Anchor(position);
        _dueFrom = dueFrom;
    }

    // the wrap may lie anywhere inside the block before
    private static bool IsLoop(in Transport host, double expected) =>
        host.Looping
        && host.LoopEnd > host.LoopStart
        && expected > host.SongPosition + JumpDistance
        && host.SongPosition >= host.LoopStart - JumpDistance
        && expected >= host.LoopEnd - JumpDistance;
}
