using System.Collections.Immutable;

namespace LakhNes.Score.Text;

/// <summary>Puts a score together from the symbols of TXB.</summary>
public sealed class BarReader
{
    private readonly ImmutableArray<NesEvent>.Builder _events = ImmutableArray.CreateBuilder<NesEvent>();
    private readonly ImmutableArray<ScoreBar>.Builder _bars = ImmutableArray.CreateBuilder<ScoreBar>();
    private GameScene _scene;
    private int _step = -1; // of the bar; -1: none yet
    private int _lastVoice = -1; // at this step

    /// <summary>Takes the next symbol.</summary>
    /// <returns>Why it cannot stand here, as a clause; null where it can. What cannot is passed over.</returns>
    public string? Take(BarSymbol symbol)
    {
        if (symbol.Kind == BarSymbolKind.Bar)
        {
            ScoreBar last = _bars.Count > 0 ? _bars[^1] : new ScoreBar(0, Metre.Common, UsualTempo);
            _bars.Add(last with { Start = _bars.Count > 0 ? last.End : 0 });
            (_step, _lastVoice) = (-1, -1);
            return null;
        }
        if (_bars.Count == 0)
            return "comes before the first bar";
        ScoreBar bar = _bars[^1];
        switch (symbol.Kind)
        {
            case not (BarSymbolKind.Position or BarSymbolKind.Event) when _step >= 0:
                return "does not stand at a bar's beginning";
            case BarSymbolKind.Metre:
                _bars[^1] = bar with { Metre = symbol.Metre };
                return null;
            case BarSymbolKind.Tempo:
                _bars[^1] = bar with { Tempo = symbol.Value };
                return null;
            case BarSymbolKind.Scene:
                _scene = (GameScene)symbol.Value;
                return null;
            case BarSymbolKind.Voices: // they follow from the notes
                return null;
            case BarSymbolKind.Position when symbol.Value <= _step:
                return "goes back in the bar";
            case BarSymbolKind.Position when symbol.Value >= bar.Metre.StepsPerBar:
                return $"is outside a bar of {bar.Metre}";
            case BarSymbolKind.Position:
                (_step, _lastVoice) = (symbol.Value, -1);
                return null;
            case BarSymbolKind.Event when _step < 0:
                return "comes before a position";
            case BarSymbolKind.Event when (int)symbol.Event.Voice <= _lastVoice:
                return "is out of the voices' order";
            default:
                _events.Add(symbol.Event with { Time = bar.Start + _step });
                _lastVoice = (int)symbol.Event.Voice;
                return null;
        }
    }

    /// <summary>The score so far, up to the end of its last bar.</summary>
    public NesScore Score() =>
        new(TimeUnit.Step, _events.ToImmutable(), _bars.Count > 0 ? _bars[^1].End : 0, _bars.ToImmutable()) { Scene = _scene };

    private const int UsualTempo = 120; // until one is told
}
