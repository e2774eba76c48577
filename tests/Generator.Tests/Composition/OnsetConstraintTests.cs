using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Score;
using LakhNes.Score.Tokens;
using static LakhNes.Generator.Tests.Composition.AnyTokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>Constraints on when notes begin.</summary>
public sealed class OnsetConstraintTests
{
    [Theory]
    [InlineData("TX1")]
    [InlineData("TXF")]
    public void DensityMakesWaitsShorter(string name)
    {
        TokenVocabulary vocabulary = Vocabulary(name);
        double Mean(double amount) =>
            Compose(vocabulary, new Density(amount)).Where(vocabulary.IsWait).Average(vocabulary.WaitOf);
        double sparse = Mean(-1),
            neutral = Mean(0),
            dense = Mean(1);
        Assert.True(sparse > neutral * 1.2 && neutral > dense * 1.2, $"{sparse} {neutral} {dense}");
    }

    [Theory]
    [InlineData("TXF", 60, 0.5)] // waits up to so long are told apart by so much
    [InlineData("TX1", 9_000, 50.5)]
    public void WaitsEndOnTheNearestLineThatIsAhead(string name, long longest, double tolerance)
    {
        TokenVocabulary vocabulary = Vocabulary(name);
        double step = vocabulary.Unit.PerSecond / 8,
            phase = 0.3 * step;
        int on = 0,
            between = 0;
        long now = 0;
        foreach (
            int token in Compose(
                    vocabulary,
                    new Grammar(),
                    new Onsets(vocabulary.Count) { Grid = new OnsetGrid(step, phase: phase) }
                )
                .Where(vocabulary.IsWait)
        )
        {
            long then = now + vocabulary.WaitOf(token);
            double line = phase + (Math.Round((then - phase) / step) * step),
                distance = Math.Abs(then - line);
            if (Math.Round(line) <= now)
            {
                between++;
            }
            else if (then - now <= longest)
            {
                on++;
                Assert.True(distance <= tolerance, $"{distance} units from a line at {then}");
            }

            now = then;
        }

        Assert.True(on > 100 && between > 100, $"{on} on lines, {between} after one");
    }

    [Fact]
    public void AKeptWaitLeadsBetweenTheLinesAndThereNotesMayOnlyEnd()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Txf;
        int kept = vocabulary.IdOfWait(4),
            other = vocabulary.IdOfWait(5),
            line = vocabulary.IdOfWait(6);
        int on = vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Pulse1, 60)),
            off = vocabulary.IdOf(NesEvent.NoteOff(0, NesVoice.Pulse1));
        var onsets = new Onsets(vocabulary.Count) { Grid = new OnsetGrid(6), Keeps = token => token == kept };
        var state = new PieceState(vocabulary);
        float[] logits = new float[vocabulary.Count];
        state.Take(on, given: false);
        onsets.Apply(state, logits);
        Assert.Equal(0, logits[kept], 1e-5f);
        Assert.Equal(float.NegativeInfinity, logits[other]);
        Assert.True(logits[line] > 0);
        state.Take(kept, given: false);
        float[] between = new float[vocabulary.Count];
        onsets.Apply(state, between);
        Assert.Equal(float.NegativeInfinity, between[on]);
        Assert.Equal(0, between[off]);
    }

    [Fact]
    public void AGridLeavesTheChanceOfWaitingAsItIs()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Txf;
        float[] before = [.. Enumerable.Range(0, vocabulary.Count).Select(i => (float)Math.Sin(i) * 4)],
            after = [.. before];
        new Onsets(vocabulary.Count) { Grid = new OnsetGrid(7.5) }.Apply(new PieceState(vocabulary), after);
        double Waiting(float[] logits) =>
            Enumerable.Range(0, logits.Length).Where(vocabulary.IsWait).Sum(i => Math.Exp(logits[i]));
        Assert.Equal(Waiting(before), Waiting(after), 1e-3);
        Assert.True(
            float.IsNegativeInfinity(after[vocabulary.IdOfWait(6)])
                && after[vocabulary.IdOfWait(8)] > before[vocabulary.IdOfWait(8)]
        );
        for (int token = 0; token < before.Length; token++)
        {
            if (!vocabulary.IsWait(token))
                Assert.Equal(before[token], after[token]);
        }
    }
}
