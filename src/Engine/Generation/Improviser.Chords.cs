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
        int channel = ChannelOf(in e);
        bool holds = e.Key <= _settings.ChordKeys || channel == _settings.ChordChannel;
        if (!holds || e.Key is < 0 or >= Keys || _settings.Mode == GeneratorMode.Off)
            return false;
        _chordChannels[e.Key] = (byte)channel;
        _chordKeys |= UInt128.One << e.Key;
        var chord = Chord.OfKeys(_chordKeys);
        _state.Changed |= IsComposing && !_state.IsKept && chord != _state.Chord;
        _state.Chord = chord;
        return true;
    }

    // a key or channel below 0 stands for all of them
    private void LiftChordKeys(in EngineEvent e)
    {
        for (int key = 0; key < Keys && _chordKeys != 0; key++)
        {
            bool meant = (e.Key < 0 || e.Key == key) && (e.Channel < 0 || _chordChannels[key] == ChannelOf(in e));
            if (!meant)
                continue;
            _chordChannels[key] = 0;
            _chordKeys &= ~(UInt128.One << key);
        }
    }

    // from 1 on; a note without a channel is on the first
    private static int ChannelOf(in EngineEvent e) => Math.Max((short)0, e.Channel) + 1;

    private void ReleaseChordKeys()
    {
        Array.Clear(_chordChannels);
        _chordKeys = 0;
    }
}
