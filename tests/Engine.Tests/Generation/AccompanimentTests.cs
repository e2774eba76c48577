using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Harmony;
using LakhNes.Score.Judging;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>What is composed beside a player.</summary>
public sealed class AccompanimentTests : BarTextRig
{
    [Fact]
    public void WhoAccompaniesStandsWhereTheSongStands()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Beside(NesVoice.Pulse1, start: 4.5);
        using LiveComposer composer = Begin(history, request);
        Assert.EndsWith(" P1_NOTEOFF BAR VOICES_P1_P2_TR_NO POS_12", Written(composer.AllTokens), StringComparison.Ordinal);

        // out of nothing too
        using LiveComposer free = Begin(new CaptureHistory(), request);
        Assert.Equal("<S> BAR VOICES_P1_P2_TR_NO METRE_4_4 TEMPO_120 POS_12", Written(free.AllTokens));
    }

    // else the others would be composed to the rhythm of a voice that never plays
    [Fact]
    public void WhatThePlayerMayGoOnWithIsImaginedAndNeverHeard()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Beside(NesVoice.Pulse1, start: 4);
        request.Settings.Voices = VoiceSet.All.Without(NesVoice.Noise);
        using LiveComposer composer = Begin(history, request);
        int told = composer.AllTokens.Length;
        Assert.Contains("VOICES_P1_P2_TR ", Written(composer.AllTokens), StringComparison.Ordinal);
        List<HeardNote> heard = Composed(composer, 600);
        string imagined = Written(composer.AllTokens[told..]);
        Assert.Contains("P1_NOTEON", imagined, StringComparison.Ordinal);
        Assert.DoesNotContain("NO_NOTEON", imagined, StringComparison.Ordinal);
        Assert.Equal([NesVoice.Pulse2, NesVoice.Triangle], heard.Select(note => note.Voice).Distinct().Order());
    }

    [Fact]
    public void WhatWasImaginedIsForgottenOnceThePlayerHasPlayed()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Beside(NesVoice.Pulse1, start: 4);
        request.Settings.Voices = request.Players;
        request.CapturedCount = 2;
        using LiveComposer composer = Begin(history, request);
        Assert.Empty(Composed(composer, 600));
        Play(history, NesVoice.Pulse1, 64, 5, 6);
        (request.Kind, request.Start, request.StartTime, request.CapturedCount) = (RequestKind.Revise, 8, 8, 4);
        composer.Take(in request);
        Assert.Equal(
            ["P1_NOTEON_60", "P1_NOTEON_64"],
            Written(composer.AllTokens).Split(' ').Where(token => token.Contains("NOTEON", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void ThePlayersKeyIsFollowedWhileTheBandPlays()
    {
        var history = new CaptureHistory();
        Play(history, NesVoice.Pulse1, 60, 0, 1);
        CompositionRequest request = Beside(NesVoice.Pulse1, start: 4);
        request.CapturedCount = 2;
        using LiveComposer composer = Begin(history, request);
        Composed(composer, 100);
        Assert.Null(composer.Style.Key);
        int[] minor = [57, 59, 60, 62, 64, 65, 67, 69];
        for (int i = 0; i < minor.Length; i++)
            Play(history, NesVoice.Pulse1, (byte)minor[i], 4 + (i * 0.5), 4.5 + (i * 0.5));
        (request.Kind, request.Start, request.StartTime, request.CapturedCount) = (RequestKind.Revise, 8, 8, 18);
        composer.Take(in request);
        Assert.Equal(new MusicalKey(9, IsMinor: true), composer.Style.Key);
    }

    [Theory]
    [InlineData(100, false, 0.95, 1)]
    [InlineData(100, true, 0.95, 1)] // a chord that is held comes first
    [InlineData(0, false, 0, 0.5)]
    public void TheBandFollowsTheHarmonyOfThePlayersLastBar(double follow, bool holdsOther, double least, double most)
    {
        int[] played = [65, 69, 72, 60, 64, 67]; // F in the first bar, C in the second
        var history = new CaptureHistory();
        for (int i = 0; i < played.Length; i++)
            Play(history, NesVoice.Pulse1, (byte)played[i], (i / 3 * 4) + (i % 3), (i / 3 * 4) + (i % 3) + 1);
        CompositionRequest request = Beside(NesVoice.Pulse1, start: 8);
        request.Settings.Follow = follow;
        Assert.True(Chord.TryParse(holdsOther ? "F#" : "C", out Chord chord));
        request.Chord = holdsOther ? chord : default;
        using LiveComposer composer = Begin(history, request);
        HeardNote[] onBeats =
        [
            .. Composed(composer, 2000)
                .Where(note => note is { Note: > 0, Voice: not NesVoice.Noise } && note.Position == Math.Round(note.Position)),
        ];
        Assert.True(onBeats.Length > 20);
        Assert.InRange(onBeats.Count(note => chord.Contains(note.Note)) / (double)onBeats.Length, least, most);
    }

    // else a lone tune is left alone; what a player goes on with is only imagined, as it is
    [Fact]
    public void AVoiceOfTheBandThatHasRestedIsLikelierToComeIn()
    {
        int BeginningsOfTheTriangle(VoiceSet players)
        {
            CompositionRequest request = Beside(NesVoice.Pulse1, start: 4);
            request.Players = players;
            request.Settings.Density = -2; // bars pass without a note
            using LiveComposer composer = Begin(new CaptureHistory(), request);
            Composed(composer, 2000);
            return Written(composer.AllTokens).Split(' ').Count(token => token.StartsWith("TR_NOTEON", StringComparison.Ordinal));
        }

        VoiceSet tune = default(VoiceSet).With(NesVoice.Pulse1);
        int band = BeginningsOfTheTriangle(tune),
            player = BeginningsOfTheTriangle(tune.With(NesVoice.Triangle));
        Assert.True(band > 1.3 * player, $"{band}, {player}");
    }

    private static CompositionRequest Beside(NesVoice player, double start)
    {
        CompositionRequest request = Request(start);
        request.Settings.Mode = GeneratorMode.Accompany;
        request.Players = default(VoiceSet).With(player);
        return request;
    }
}
