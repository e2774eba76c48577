using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Score.Harmony;

namespace LakhNes.Engine.Generation.Requests;

/// <summary>
/// What the audio thread asks of the worker. Everything that is composed follows from the requests and the captured notes.
/// </summary>
internal struct CompositionRequest
{
    /// <summary>So many captured notes are heard, and may be recalled: those of some 60 to 120 bars of a full band.</summary>
    public const int PromptNotes = 2048;

    /// <summary>Counts requests up.</summary>
    public int Epoch;

    /// <summary>What is wanted.</summary>
    public RequestKind Kind;

    /// <summary>How many notes had been captured when the engine was started or reset: those before do not count.</summary>
    public long CapturedFrom;

    /// <summary>How many notes had been captured: later ones do not count.</summary>
    public long CapturedCount;

    /// <summary>
    /// Notes numbered from <see cref="CapturedCount"/> to before this one are known beforehand: they occur at their times, and
    /// what is composed fits itself in around them. 0: there is nothing to fit in with.
    /// </summary>
    public long GivenCount;

    /// <summary>Song position from which on notes are wanted, in quarter notes.</summary>
    public double Start;

    /// <summary>The same as <see cref="HeardNote.Position"/>.</summary>
    public double StartTime;

    /// <summary>Song position where the composition ends, in quarter notes; infinity: nowhere.</summary>
    public double End;

    /// <summary>Captured notes from this time on are the prompt.</summary>
    public double PromptFrom;

    /// <summary>The song's tempo, in quarter notes a minute.</summary>
    public double Tempo;

    /// <summary>Song position of a bar line, in quarter notes.</summary>
    public double BarLine;

    /// <summary>Length of a bar in quarter notes.</summary>
    public double BarLength;

    /// <summary>The time signature's lower number, which tells 6/8 from 3/4; 0: not known.</summary>
    public int BeatUnit;

    /// <summary>The chord that is played to it from <see cref="Start"/> on; none: what is composed is free.</summary>
    public Chord Chord;

    /// <summary>Song position since which it is that chord, in quarter notes.</summary>
    public double ChordFrom;

    /// <summary>Bars of a section of <see cref="GeneratorSettings.Form"/>; 0: what is composed has no form.</summary>
    public int SectionBars;

    /// <summary>The first section is what was played: what is composed begins with the second.</summary>
    public bool HasTheme;

    /// <summary>
    /// Voices that the player has: what they may go on with is composed too, so that the others go with it, but never heard.
    /// </summary>
    public VoiceSet Players;

    /// <summary>By which model, see <see cref="GenerationWorker.Model"/>.</summary>
    public int Model;

    /// <summary>The song is the host's, and runs.</summary>
    public bool InSong;

    /// <summary>Which random stream of the seed.</summary>
    public ulong Stream;

    /// <summary>How it is to be composed.</summary>
    public GeneratorSettings Settings;
}
