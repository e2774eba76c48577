namespace LakhNes.Conversion.Formats;

/// <summary>What a song can be stored as. <see cref="SongFormats"/> knows their names and extensions.</summary>
public enum SongFormat
{
    /// <summary>Standard MIDI File in NES-MDB's dialect (tracks p1, p2, tr, no).</summary>
    Midi,

    /// <summary>LakhNES' TX1: notes, waits in samples of 1/44100 s.</summary>
    Tx1,

    /// <summary>LakhNES' TX2: notes, velocity and timbre, waits in samples.</summary>
    Tx2,

    /// <summary>TXF: notes, waits in console frames.</summary>
    Txf,

    /// <summary>TXB: notes in bars.</summary>
    Txb,

    /// <summary>VGM: what is written to the chip's registers.</summary>
    Vgm,

    /// <summary>VGM packed by gzip.</summary>
    Vgz,

    /// <summary>NSF: a program for the console.</summary>
    Nsf,

    /// <summary>FamiTracker's text export: a tracker's module.</summary>
    FamiTracker,

    /// <summary>FamiStudio's text.</summary>
    FamiStudio,

    /// <summary>NES-MDB's expressive score: what each voice plays at 24 steps a second, or another rate.</summary>
    ExpressiveScore,

    /// <summary>NES-MDB's separated score: its notes.</summary>
    SeparatedScore,

    /// <summary>NES-MDB's blended score: which notes sound.</summary>
    BlendedScore,

    /// <summary>NES-MDB's raw disassembly: register writes.</summary>
    Raw,

    /// <summary>The same as text.</summary>
    RawText,

    /// <summary>NES-MDB's functional disassembly: what register writes do.</summary>
    Functional,

    /// <summary>The same as text.</summary>
    FunctionalText,

    /// <summary>NES-MDB's form for language models: what changes in the registers.</summary>
    Language,

    /// <summary>The same as text.</summary>
    LanguageText,

    /// <summary>Sound, 16 bits, one channel. Only written.</summary>
    Wav,

    /// <summary>The piano roll as a picture. Only written.</summary>
    Png,
}
