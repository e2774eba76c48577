namespace LakhNes.Score.Trackers;

/// <summary>The instruments that a piece's notes are written with.</summary>
/// <param name="Instruments">The instruments; their places are their numbers.</param>
/// <param name="InstrumentOf">The number for a note: its voice, when it begins, and its timbre, -1 where none was told.</param>
public sealed record TrackerBand(IReadOnlyList<TrackerInstrument> Instruments, Func<NesVoice, long, int, int> InstrumentOf)
{
    private const int UsualDuty = 2;

    private static readonly string[] DutyNames = ["12.5 %", "25 %", "50 %", "75 %"],
        ModeNames = ["Noise", "Metallic noise"];

    /// <summary>Plain tones: one instrument for each timbre that a piece has, the triangle and noise.</summary>
    public static TrackerBand Plain(NesScore score)
    {
        List<TrackerInstrument> instruments = [];
        Dictionary<(NesVoice Kind, int Timbre), int> numbers = [];
        NesVoice KindOf(NesVoice voice) => voice == NesVoice.Pulse2 ? NesVoice.Pulse1 : voice;
        foreach (NesEvent e in score.Events)
        {
            if (e.Kind == NesEventKind.NoteOn)
                Add(e.Voice, UsualTimbre(e.Voice));
            else if (e.Kind == NesEventKind.Timbre)
                Add(e.Voice, e.Value);
        }
        return new TrackerBand(
            instruments,
            (voice, _, timbre) => numbers[(KindOf(voice), timbre < 0 ? UsualTimbre(voice) : timbre)]
        );

        void Add(NesVoice voice, int timbre)
        {
            (NesVoice kind, string name) = voice switch
            {
                NesVoice.Triangle => (voice, "Triangle"),
                NesVoice.Noise => (voice, ModeNames[timbre & 1]),
                _ => (NesVoice.Pulse1, "Pulse " + DutyNames[timbre & 3]),
            };
            if (numbers.TryAdd((kind, timbre), instruments.Count))
                instruments.Add(
                    new TrackerInstrument(name)
                    {
                        [MacroKind.Volume] = Macro.Constant(NesVoices.FullVelocity),
                        [MacroKind.Duty] = voice.Timbres() > 0 ? Macro.Constant(timbre) : null,
                    }
                );
        }
    }

    /// <summary>One instrument for each voice, such as a preset has.</summary>
    /// <param name="voices">In the order of <see cref="NesVoice"/>.</param>
    public static TrackerBand OfVoices(IReadOnlyList<TrackerInstrument> voices) => new(voices, (voice, _, _) => (int)voice);

    private static int UsualTimbre(NesVoice voice) => voice == NesVoice.Noise ? 0 : UsualDuty;
}
