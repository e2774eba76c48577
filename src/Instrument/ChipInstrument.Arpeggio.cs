using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Voices;

namespace LakhNes.Instrument;

// The arpeggio mode: held notes cycled on one voice.
public sealed partial class ChipInstrument
{
    private StepTimer _arpeggioTimer;
    private bool _arpeggioRuns;
    private bool _arpeggioInFrames;
    private long _arpeggioStep;
    private ApuVoice _arpeggioVoice;

    private long NextArpeggioStep => _arpeggioRuns ? _arpeggioTimer.Next(_clock) : long.MaxValue;

    private int ArpeggioOctaves => Math.Clamp(Settings.ArpeggioOctaves, 1, 4);

    private void AddToArpeggio(long cycle)
    {
        CollectArpeggio();
        // a note that joins a chord is heard when its turn comes
        if (_arpeggioRuns)
            return;
        _arpeggioRuns = true;
        _arpeggioInFrames = Settings.ArpeggioClock == StepClock.Frame;
        _arpeggioVoice = Settings.SoloVoice;
        _arpeggioStep = 0;
        _arpeggioTimer.Start(Settings.ArpeggioClock, cycle);
        (PlayedNote first, int semitones) = _pattern.At(0, Settings.ArpeggioOrder, ArpeggioOctaves);
        Start(cycle, _voices[(int)_arpeggioVoice], first, semitones);
    }

    private void StepArpeggio(long cycle)
    {
        _arpeggioTimer.Advance(_clock, cycle);
        _arpeggioStep++;
        ChipVoice voice = _voices[(int)_arpeggioVoice];
        bool plays = voice is { Note.Line: NoteLine.Arpeggio, Released: false };
        // another voice mode has taken the voice over
        if (!plays && voice.Note is { Line: not NoteLine.Generated })
            return;

        (PlayedNote note, int semitones) = _pattern.At(_arpeggioStep, Settings.ArpeggioOrder, ArpeggioOctaves);
        // a chord in frames is one sound that changes pitch; steps in tempo are notes of their own
        if (plays && _arpeggioInFrames)
            Move(cycle, voice, note, semitones);
        else
            Start(cycle, voice, note, semitones);
    }

    private void Move(long cycle, ChipVoice voice, PlayedNote note, int semitones)
    {
        if (voice.MidiChannel != note.Channel)
            MixChanged = true;
        voice.MoveTo(cycle, note, semitones);
    }

    private void CollectArpeggio()
    {
        _pattern.Collect(_notes.All);
        if (_pattern.Count == 0)
            StopArpeggio();
    }

    private void StopArpeggio()
    {
        _pattern.Clear();
        _arpeggioRuns = false;
    }
}
