using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Composition.Form;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Harmony;
using LakhNes.Score.Judging;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Generation;

// What a request and its settings make of the constraints, the grid, the text and the form.
internal sealed partial class LiveComposer
{
    // what the settings say whatever was heard
    private void FollowSettings()
    {
        ref readonly GeneratorSettings settings = ref _request.Settings;
        _density.Amount = settings.Density + (SceneTraits.Of(settings.Scene)?.Density ?? 0);
        foreach (AllowedRange range in _ranges)
        {
            range.Lowest = settings.LowestKey;
            range.Highest = settings.HighestKey;
        }

        _piece.Sampling = settings.Sampling;
        _bars?.Scene = settings.Scene;
    }

    // out of nothing a scene has the key and the voices that songs of it have, unless the settings or a chord say others
    private void FollowScene()
    {
        ref readonly GeneratorSettings settings = ref _request.Settings;
        (_tonality.Key, _band) = (null, settings.Voices);
        if (_heardNothing && SceneTraits.Of(settings.Scene) is { } traits)
        {
            (_, MusicalKey key, VoiceSet voices) = traits.Draw(Seed, _request.Stream);
            if (settings.Scale == ScaleKind.Auto && _request.Chord.IsNone)
                _heardKey = _tonality.Key = key;
            if (_band == VoiceSet.All)
                _band = voices;
        }

        _voices.Voices = new VoiceSet(_band.Bits | _request.Players.Bits);
    }

    // where not all voices are heard of what is composed, those that play: they and what was heard
    private VoiceSet ToldVoices()
    {
        VoiceSet told = _band;
        if (told == VoiceSet.All && _request.Players == default)
            return default;
        foreach (ref readonly TimedNote note in Notes)
            told = told.With(note.Voice);
        return told;
    }

    private void TakeFeel() =>
        _feel = Feel.Of(PromptOf(in _request, _history), _request.PromptFrom, _request.Start - _request.StartTime);

    // at Auto that of the phrase, where it has one
    private void ChooseGrid()
    {
        ref readonly GeneratorSettings settings = ref _request.Settings;
        bool heard = settings.Grid == QuantiseGrid.Auto && _feel != Feel.Straight;
        double step = heard ? _feel.Step : settings.Grid.Quarters();
        _grid = new OnsetGrid(step, settings.Quantise / 100, heard ? _feel.Swing : settings.Swing / 100);
        _straight = new OnsetGrid(step, settings.Quantise / 100);
    }

    // how the text counts the song's time
    private void TellTime()
    {
        if (_bars is not null)
            TellBars(_bars);
        _unitsPerQuarter =
            _text.UnitsPerQuarter ?? ModelTime.UnitsPerQuarter(_request.Tempo, _request.Settings.Tempo, _text.Unit);
    }

    // what follows from what was heard: its key, how long notes and waits may be, and what is recalled
    private void FollowPrompt()
    {
        ref readonly GeneratorSettings settings = ref _request.Settings;
        (_scale.Scale, _scale.Strength) =
            settings.Scale == ScaleKind.Auto ? (_heardScale, HeardKey) : (settings.PitchClasses, float.PositiveInfinity);
        _entrances.Voices =
            _request.Players == default ? default : new VoiceSet(settings.Voices.Bits & _request.Players.Others.Bits);
        _entrances.Bar = Bar * _unitsPerQuarter;
        _waits.Longest = Math.Max(LongestWait, Bar) * _unitsPerQuarter;
        _holds.Longest = Math.Max(_longestHeard, _waits.Longest);
        _recall.Options = Recalled(settings.Recall);
        _piece.Pause = Math.Max(1, (long)(_unitsPerQuarter / 4));
    }

    private RecallOptions Recalled(double recall) => RecallOptions.InBars(recall, Bar * _unitsPerQuarter);

    // notes that are known beforehand, up to where the composition ends
    private void ChooseGiven() =>
        _given.Choose(
            _history,
            _request.CapturedCount,
            _request.GivenCount,
            _request.StartTime,
            _request.StartTime + _request.End - _request.Start,
            _unitsPerQuarter
        );

    // what belongs to the chord is never beside the key; beside a player who holds none it is that of what is played
    private void FollowChord()
    {
        _followed = _request.Chord.IsNone && _request.Players != default ? PlayedChord() : _request.Chord;
        _chords.Chords = _followed.IsNone ? null : _chord;
        _chord.Set(_followed);
        _chords.Strength = ChordTones.StrengthOf(_request.Settings.Follow / 100);
        if (!_followed.IsNone && _request.Settings.Follow > 0)
            _scale.Scale = new Scale(_scale.Scale.Bits | _followed.Tones);
    }

    // the triad of what was played in the last bar
    private Chord PlayedChord()
    {
        Span<double> lengths = stackalloc double[Octave];
        Sounded(lengths, _endTime - BarUnits, _endTime);
        return Chord.OfLengths(lengths);
    }

    // where the song's beats and phrases lie, and where the chord begins
    private void PlaceChord()
    {
        bool compound = _request.BeatUnit == 8 && Math.Abs(Math.IEEERemainder(_request.BarLength, CompoundBeat)) < OnTheBarLine;
        _chords.BeatLength = compound ? CompoundBeat : 1;
        _chords.Units = _unitsPerQuarter;
        _chords.Start = State.PromptEnd + ((_request.ChordFrom - _request.Start) * _unitsPerQuarter);
        _chords.Beat = _tonality.Start = State.PromptEnd + ((_request.BarLine - _request.Start) * _unitsPerQuarter);
        _tonality.Bar = BarUnits;
    }

    // the first section that is composed begins on the first bar line
    private void PlaceForm()
    {
        double bars = (double)(_sessionEnd - BarLine) / BarUnits,
            line = BarLine + (Math.Ceiling(bars - OnTheBarLine) * BarUnits);
        SongForm form = Forms.Of(in _request.Settings, _request.SectionBars);
        if (_request.HasTheme)
            line -= form[0].Bars * BarUnits;
        _piece.Form = new FormPlan(
            form,
            (long)Math.Round(line) + State.PromptEnd - _endTime,
            BarUnits,
            _request.Settings.Vary / 100,
            Repeats: true
        );
    }

    // another metre is another text, in which the same tokens stand elsewhere
    private void TellBars(BarMusicText bars)
    {
        Metre metre = NearestMetre();
        if (metre != bars.Metre)
            _piece.GoOnAfter([TokenVocabulary.Start]);
        (bars.Metre, bars.Tempo) = (metre, _request.Tempo);
    }

    // a bar of a length that there is no symbol for is read as common time
    private Metre NearestMetre()
    {
        Metre found = Metre.Common;
        double steps = _request.BarLength * Metre.StepsPerQuarter;
        for (int i = 0; i < BarSymbol.Metres.Count; i++)
        {
            Metre metre = BarSymbol.Metres[i];
            bool better = found.StepsPerBar != metre.StepsPerBar || metre.Denominator == _request.BeatUnit;
            if (Math.Abs(metre.StepsPerBar - steps) < 0.5 && better)
                found = metre;
        }

        return found;
    }
}
