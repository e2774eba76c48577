using LakhNes.Generator.Composition;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

public sealed class RhythmAccompanimentTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private static VoiceSet Noise => default(VoiceSet).With(NesVoice.Noise);

    [Fact]
    public void OnlyPitchesOfTheOtherVoicesChange()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Tx1;
        var random = new Random(1);
        int[] song = [.. Enumerable.Range(0, 400).Select(_ => random.Next(1, 631))];
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using var decoder = new TransformerXlDecoder(model);
        int[] result = RhythmAccompaniment.Compose(decoder, vocabulary, song, Noise, new SamplingOptions(1, 0), [], new Pcg32(3));
        Assert.Equal(song.Length, result.Length);
        int changed = 0;
        for (int i = 0; i < song.Length; i++)
        {
            bool kept =
                vocabulary.IsWait(song[i])
                || vocabulary.EventOf(song[i]) is { Kind: NesEventKind.NoteOff } or { Voice: NesVoice.Noise };
            if (kept)
            {
                Assert.Equal(song[i], result[i]);
                continue;
            }

            if (song[i] != result[i])
                changed++;
            NesEvent before = vocabulary.EventOf(song[i]),
                after = vocabulary.EventOf(result[i]);
            Assert.Equal((before.Voice, before.Kind), (after.Voice, after.Kind));
        }

        Assert.InRange(changed, 100, 400);

        // the model has been fed with what was chosen: going on one by one gives the same
        int[] again = RhythmAccompaniment.Compose(decoder, vocabulary, song, Noise, new SamplingOptions(1, 0), [], new Pcg32(3));
        Assert.Equal(result, again);
    }

    [Fact]
    public void TheLikeliestNoteIsTheModels()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Tx1;
        int[] song =
        [
            vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Triangle, 40)),
            vocabulary.IdOfWait(100),
            vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Triangle, 41)),
        ];
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using var decoder = new TransformerXlDecoder(model);
        int[] result = RhythmAccompaniment.Compose(decoder, vocabulary, song, Noise, new SamplingOptions(0, 0), [], new Pcg32(1));
        decoder.Reset();
        int[] candidates =
        [
            .. Enumerable
                .Range(1, 630)
                .Where(token =>
                    !vocabulary.IsWait(token)
                    && vocabulary.EventOf(token) is { Voice: NesVoice.Triangle, Kind: NesEventKind.NoteOn }
                ),
        ];
        float[] logits = decoder.Step(0).ToArray();
        Assert.Equal(candidates.MaxBy(token => logits[token]), result[0]);
        decoder.Step(result[0]);
        logits = decoder.Step(result[1]).ToArray();
        Assert.Equal(candidates.MaxBy(token => logits[token]), result[2]);
    }
}
