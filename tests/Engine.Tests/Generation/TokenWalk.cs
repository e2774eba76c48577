using LakhNes.Engine.Generation;
using LakhNes.Engine.Settings;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// Follows a composer token by token: where in the song each event stands to the model. Texts with bars are in common time.
/// </summary>
internal sealed class TokenWalk
{
    private readonly LiveComposer _composer;
    private readonly IMusicText _text;
    private readonly double _start;
    private readonly long _begin;
    private long _time;

    /// <summary>Begins where the composer's prompt ends.</summary>
    public TokenWalk(LiveComposer composer, IMusicText text, double start, double tempo, TempoReading reading)
    {
        (_composer, _text, _start) = (composer, text, start);
        UnitsPerQuarter = text.UnitsPerQuarter ?? ModelTime.UnitsPerQuarter(tempo, reading, text.Unit);
        foreach (int token in composer.AllTokens)
            _time = text.TimeAfter(token, _time);
        _begin = _time;
    }

    /// <summary>The text's units in a quarter note.</summary>
    public double UnitsPerQuarter { get; }

    /// <summary>Song position, in quarter notes.</summary>
    public double Position => _start + ((_time - _begin) / UnitsPerQuarter);

    /// <summary>Composes a token; null: it is no event.</summary>
    public NesEvent? Step()
    {
        while (!_composer.Step() && !_composer.IsComplete) { }
        _time = _text.TimeAfter(_composer.LastToken, _time);
        return _text.IsWait(_composer.LastToken) ? null : _text.EventOf(_composer.LastToken);
    }
}
