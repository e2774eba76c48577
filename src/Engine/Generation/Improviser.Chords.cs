using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Score.Harmony;

namespace LakhNes.Engine.Generation;

// Keys that hold a chord, in a zone of the keyboard or on a channel of their own, and are not played.
internal sealed partial class Improviser
{
    private const int Keys = 128;

    // the MIDI channel, from 1 on, on which a key holds the chord; 0: it does not
    private readonly byte[] _chordChannels = new byte[Keys];

    // the same keys, a bit each
    private UInt128 _chordKeys;

    /// <summary>The chord that is composed to; none where none was held yet.</summary>
    public Chord Chord => _state.Chord;

    // a chord stays when its keys are let go, until another one is played; keys go down one after another, and count from the
    // next beat on as they are held then
    private bool TakesChordKey(in EngineEvent e)
    {
        if (
            e.Kind is not (EngineEventKind.NoteOn or EngineEventKind.NoteOff or EngineEventKind.NoteChoke)
            || e.Key is < 0 or >= Keys
        )
            return false;
        int channel = e.Channel + 1;
        if (e.Kind != EngineEventKind.NoteOn)
        {
            if (_chordChannels[e.Key] != channel)
                return false;
            _chordChannels[e.Key] = 0;
            _chordKeys &= ~(UInt128.One << e.Key);
            return true;
        }

        bool holds = e.Key <= _settings.ChordKeys || channel == _settings.ChordChannel;
        if (!holds || _settings.Mode == GeneratorMode.Off)
            return false;
        _chordChannels[e.Key] = (byte)channel;
        _chordKeys |= UInt128.One << e.Key;
        var chord = Chord.OfKeys(_chordKeys);
        _state.Changed |= IsComposing && !_state.IsKept && chord != _state.Chord;
        _state.Chord = chord;
        return true;
    }

    private void ReleaseChordKeys()
    {
        Array.Clear(_chordChannels);
        _chordKeys = 0;
    }
}
