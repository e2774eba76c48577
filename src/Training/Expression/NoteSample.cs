using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Training.Expression;

/// <summary>A note to learn from.</summary>
/// <param name="Inputs">Which numbers of its description are not 0.</param>
/// <param name="Numbers">These numbers.</param>
/// <param name="Volume">Its volume less 1.</param>
/// <param name="Timbre">Its timbre.</param>
/// <param name="Timbres">How many timbres its voice has.</param>
/// <param name="Shape">Its shape less 1.</param>
internal sealed record NoteSample(byte[] Inputs, float[] Numbers, int Volume, int Timbre, int Timbres, int Shape)
{
    /// <summary>Adds the notes of a song whose expression is known.</summary>
    /// <param name="samples">Where they go.</param>
    /// <param name="song">Notes by time.</param>
    /// <param name="gain">Its volumes are scaled by so much.</param>
    /// <param name="told">So many of its notes, from the first on, are heard without their shapes, as a player's are.</param>
    public static void AddTo(List<NoteSample> samples, ExpressedNote[] song, double gain, int told = 0)
    {
        var context = new ExpressionContext();
        HashSet<NesVoice> heard = [];
        float[] numbers = new float[ExpressionContext.Size];
        foreach (ExpressedNote wanted in song)
        {
            byte volume = (byte)Math.Round(wanted.Expression.Volume * gain);
            ExpressedNote note = wanted.Expression.IsNone
                ? wanted
                : wanted with
                {
                    Expression = wanted.Expression with { Volume = Math.Max(volume, (byte)1) },
                };

            // how loud a voice begins is learnt from songs as they are
            bool begins = heard.Add(note.Voice);
            if (!note.Expression.IsNone && (gain == 1 || !begins))
            {
                context.Describe(in note, numbers);
                byte[] inputs = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] != 0).Select(i => (byte)i)];
                samples.Add(
                    new NoteSample(
                        inputs,
                        [.. inputs.Select(i => numbers[i])],
                        note.Expression.Volume - 1,
                        note.Expression.Timbre,
                        note.Voice.Timbres(),
                        note.Expression.Shape - 1
                    )
                );
            }

            context.Hear(told-- > 0 ? note with { Expression = note.Expression with { Shape = 0 } } : note);
        }
    }
}
