using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Corpus.Statistics;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Judging;

/// <summary>A song or a phrase that is judged: a prompt, and its own next bars where it has them.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Tempo">Quarter notes a minute.</param>
/// <param name="Numerator">Beats a bar.</param>
/// <param name="Denominator">The note value of a beat: 4 is a quarter.</param>
/// <param name="Prompt">What the model hears.</param>
/// <param name="Next">The bars that follow; null: a phrase, which ends with the prompt.</param>
internal sealed record JudgedSong(string Name, double Tempo, int Numerator, int Denominator, Phrase Prompt, Phrase? Next)
{
    // NES songs repeat themselves for long: so much holds any prompt and answer
    private const double LongestSeconds = 240;

    /// <summary>Reads a song.</summary>
    /// <param name="path">
    /// Any song's file. A MIDI file with a tempo of its own has its bars; those of other songs are estimated.
    /// </param>
    /// <param name="promptBars">Bars of the prompt at most, 1 or more.</param>
    /// <param name="answerBars">Bars of the answer; 0: no bars that follow are wanted.</param>
    /// <returns>
    /// The song; null where its bars are unclear, or it is too short for an answer and its bars are only estimated.
    /// </returns>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    public static JudgedSong? Read(string path, int promptBars, int answerBars)
    {
        Song song = Song.Open(path, new SongReadOptions { Seconds = LongestSeconds });
        SongFormats.TryOfPath(path, out SongFormat format);
        MidiFile? midi = format == SongFormat.Midi ? MidiFile.Read(File.ReadAllBytes(path), path) : null;
        if (midi is not null && NesMidi.HasTempo(midi))
            return OfMidi(song, midi, promptBars, answerBars);
        if (song.InStatedBars is { } bars)
            return OfBars(song.Name, bars, promptBars, answerBars);
        BarGrid grid = BarGrid.Of(song.Score);
        if (!grid.IsClear)
            return null;
        NesScore frames = LakhNes.Score.Text.ConsoleFrames.FromSamples(song.Score);
        Phrase all = Phrase.Of(frames, frame => grid.QuarterOf(frame), grid.QuartersPerBar);
        Phrase prompt = all.Cut(0, promptBars),
            next = all.Cut(promptBars, answerBars);
        return all.Bars >= promptBars + answerBars && prompt.HasMusic && (answerBars == 0 || next.HasMusic)
            ? new JudgedSong(song.Name, grid.Tempo, (int)grid.QuartersPerBar, 4, prompt, next)
            : null;
    }

    private static JudgedSong OfMidi(Song song, MidiFile midi, int promptBars, int answerBars)
    {
        MidiTempoMap tempos = midi.TempoMap();
        MidiSignature metre = new MidiSignatureMap(midi.Tracks).At(0);
        double bar = 4.0 * metre.Numerator / metre.Denominator;
        NesScore score = song.Score;
        Phrase all = Phrase.Of(score, time => tempos.QuartersOfSeconds(time / score.Unit.PerSecond), bar);
        bool isPhrase = all.Bars < promptBars + answerBars;
        int prompt = isPhrase ? Math.Min(all.Bars, promptBars) : promptBars;
        return new JudgedSong(
            song.Name,
            tempos.QuartersPerMinute(0),
            metre.Numerator,
            metre.Denominator,
            all.Cut(0, prompt),
            isPhrase ? null : all.Cut(prompt, answerBars)
        );
    }

    // as a tracker's rows say them
    private static JudgedSong OfBars(string name, NesScore bars, int promptBars, int answerBars)
    {
        Metre metre = bars.Bars[0].Metre;
        double bar = (double)metre.StepsPerBar / Metre.StepsPerQuarter;
        Phrase all = Phrase.Of(bars, step => step / (double)Metre.StepsPerQuarter, bar);
        bool isPhrase = all.Bars < promptBars + answerBars;
        int prompt = isPhrase ? Math.Min(all.Bars, promptBars) : promptBars;
        return new JudgedSong(
            name,
            bars.Bars[0].Tempo,
            metre.Numerator,
            metre.Denominator,
            all.Cut(0, prompt),
            isPhrase ? null : all.Cut(prompt, answerBars)
        );
    }
}
