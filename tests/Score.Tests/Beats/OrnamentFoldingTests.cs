using LakhNes.Score.Beats;

namespace LakhNes.Score.Tests.Beats;

public class OrnamentFoldingTests
{
    [Fact]
    public void AFastArpeggioIsOneNoteOfItsFirstKeyForEachChord()
    {
        var tune = new Tune();
        for (int frame = 0; frame < 24; frame++)
            tune.Note(NesVoice.Pulse1, (frame < 12 ? 60 : 65) + (frame % 3 * 4), frame, 1);
        Assert.Equal([new(NesVoice.Pulse1, 60, 0, 12), new(NesVoice.Pulse1, 65, 12, 24)], Fold(tune, NesVoice.Pulse1));
    }

    [Fact]
    public void VibratoIsTheKeyThatSoundsLonger()
    {
        var tune = new Tune().Note(NesVoice.Pulse2, 70, 0, 12);
        for (int turn = 0; turn < 6; turn++)
            tune.Note(NesVoice.Pulse2, 71 - (turn % 2), 12 + (turn * 4), 4);
        Assert.Equal([new VoiceNote(NesVoice.Pulse2, 70, 0, 36)], Fold(tune, NesVoice.Pulse2));
    }

    [Fact]
    public void AGraceNoteBelongsToTheNoteThatItLeadsTo()
    {
        Tune tune = new Tune().Note(NesVoice.Pulse1, 59, 0, 1).Note(NesVoice.Pulse1, 60, 1, 11);
        Assert.Equal([new VoiceNote(NesVoice.Pulse1, 60, 0, 12)], Fold(tune, NesVoice.Pulse1));
    }

    [Fact]
    public void ASlideAwayFromANoteBelongsToIt()
    {
        Tune tune = new Tune()
            .Note(NesVoice.Triangle, 40, 0, 8)
            .Note(NesVoice.Triangle, 38, 8, 1)
            .Note(NesVoice.Triangle, 35, 9, 2);
        Assert.Equal([new VoiceNote(NesVoice.Triangle, 40, 0, 11)], Fold(tune, NesVoice.Triangle));
    }

    [Fact]
    public void ADrumOfSeveralPeriodsIsOneOfThePeriodThatLasts()
    {
        Tune tune = new Tune().Note(NesVoice.Noise, 12, 0, 1).Note(NesVoice.Noise, 6, 1, 5).Note(NesVoice.Noise, 4, 6, 2);
        Assert.Equal([new VoiceNote(NesVoice.Noise, 6, 0, 8)], Fold(tune, NesVoice.Noise));
    }

    [Fact]
    public void ShortNotesWithRestsBetweenStayNotes()
    {
        var tune = new Tune();
        for (int i = 0; i < 8; i++)
            tune.Note(NesVoice.Pulse1, 60 + (i % 2 * 7), i * 6, 2);
        Assert.Equal(8, Fold(tune, NesVoice.Pulse1).Count);
    }

    [Fact]
    public void AScaleOfSixteenthsStaysAsItIs()
    {
        var tune = new Tune();
        for (int i = 0; i < 8; i++)
            tune.Note(NesVoice.Pulse1, 60 + i, i * 5, 5);
        Assert.Equal(8, Fold(tune, NesVoice.Pulse1).Count);
    }

    [Fact]
    public void AVolumeThatJumpsUpStrikesTheKeyAgain()
    {
        NesScore score = new(
            TimeUnit.Frame,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                NesEvent.Velocity(0, NesVoice.Pulse1, 12),
                NesEvent.Velocity(8, NesVoice.Pulse1, 4),
                NesEvent.Velocity(12, NesVoice.Pulse1, 12),
                NesEvent.NoteOff(24, NesVoice.Pulse1),
            ],
            24
        );
        Assert.Equal([new(NesVoice.Pulse1, 60, 0, 12), new(NesVoice.Pulse1, 60, 12, 24)], OrnamentFolding.Fold(score)[0]);
    }

    [Fact]
    public void AVolumeThatSwellsStrikesNothing()
    {
        NesScore score = new(
            TimeUnit.Frame,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                NesEvent.Velocity(0, NesVoice.Pulse1, 3),
                NesEvent.Velocity(5, NesVoice.Pulse1, 6),
                NesEvent.Velocity(10, NesVoice.Pulse1, 9),
                NesEvent.NoteOff(24, NesVoice.Pulse1),
            ],
            24
        );
        Assert.Single(OrnamentFolding.Fold(score)[0]);
    }

    private static List<VoiceNote> Fold(Tune tune, NesVoice voice) => OrnamentFolding.Fold(tune.Score)[(int)voice];
}
