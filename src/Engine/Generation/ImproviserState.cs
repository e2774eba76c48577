using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Score.Harmony;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Where the audio thread's half of the generator stands in what it does. A project stores it as it is at the end of a block, so
/// what is added here is stored once <c>ListeningJson</c> names it.
/// </summary>
internal struct ImproviserState
{
    /// <summary>It listens in a running song, and what it does there can be taken up again.</summary>
    public bool IsActive;

    /// <summary>The mode.</summary>
    public GeneratorMode Mode;

    /// <summary>Song position in quarter notes.</summary>
    public double Position;

    /// <summary>Added to a song position it gives <see cref="HeardNote.Position"/>.</summary>
    public double Elapsed;

    /// <summary>See <see cref="CompositionRequest.PromptFrom"/>.</summary>
    public double PromptFrom;

    /// <summary>Song position of the phrase's first note, in quarter notes.</summary>
    public double PhraseStart;

    /// <summary>See <see cref="CompositionRequest.SectionBars"/>.</summary>
    public int SectionBars;

    /// <summary>See <see cref="CompositionRequest.HasTheme"/>.</summary>
    public bool HasTheme;

    /// <summary>Song position of the last played note's end, in quarter notes.</summary>
    public double PhraseEnd;

    /// <summary>Song position where the answer ends; infinity: nowhere.</summary>
    public double AnswerEnd;

    /// <summary>Song position of a surprise that is not yet answered; infinity: none.</summary>
    public double Surprise;

    /// <summary>Bars since the song's beginning.</summary>
    public long Bar;

    /// <summary>Counts phrases.</summary>
    public ulong Phrase;

    /// <summary>Notes of the present phrase.</summary>
    public int PhraseNotes;

    /// <summary>The voices that the player has used.</summary>
    public VoiceSet PlayersVoices;

    /// <summary>The chord that is held, or was last.</summary>
    public Chord Chord;

    /// <summary>The notes that are held, the first <see cref="HeldCount"/> of them.</summary>
    public HeldNotes Held;

    /// <summary>How many notes are held.</summary>
    public int HeldCount;

    /// <summary>An answer is being composed or played.</summary>
    public bool IsComposing;

    /// <summary>The answer is a kept take.</summary>
    public bool IsKept;

    /// <summary>Settings have changed that are not yet composed with.</summary>
    public bool Changed;

    /// <summary>An answer was asked for.</summary>
    public bool Triggered;
}
