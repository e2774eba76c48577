using LakhNes.Score.Randomness;
using LakhNes.Study.Clips;

namespace LakhNes.Study.Plans;

/// <summary>
/// Deals pairs so that every two sources meet equally often, each source's clips are heard equally often, and what is real
/// stands as often first as second.
/// </summary>
public static class PairDealer
{
    /// <summary>Deals the sheets of a study.</summary>
    /// <param name="key">What the clips are.</param>
    /// <param name="options">How many pairs.</param>
    /// <exception cref="ArgumentException">The key lacks the clips for such pairs; the message says which.</exception>
    public static StudyPlan Deal(IReadOnlyList<KeyEntry> key, PairOptions options)
    {
        Dictionary<string, Deck<string>> clips = key.GroupBy(entry => entry.Source)
            .ToDictionary(source => source.Key, source => new Deck<string>(source.Select(entry => entry.Clip)));
        string[] real = Sources(ClipRole.Real),
            models = Sources(ClipRole.Model),
            controls = Sources(ClipRole.Control),
            compared = [.. real, .. models];
        Need(options.Preferences <= options.Controls || compared.Length > 1, "two sources to compare");
        Need(options.Turing == 0 || real.Length > 0, "real music for Turing pairs");
        Need(options.Turing <= options.Controls || models.Length > 0, "a model's music for Turing pairs");
        Need(options.Controls == 0 || controls.Length > 0, "control clips");
        Need(options.Controls == 0 || real.Length > 0, "real music for controls");

        Deck<(string, string)> meetings = new(
            compared.SelectMany((one, i) => compared[(i + 1)..].Select(other => (one, other))).DefaultIfEmpty(("", ""))
        );
        Deck<string> reals = new(real.DefaultIfEmpty("")),
            tested = new(models.DefaultIfEmpty("")),
            wrong = new(controls.DefaultIfEmpty(""));
        var random = new Pcg32(options.Seed);
        return new StudyPlan([.. Enumerable.Range(0, options.Sheets).Select(_ => Sheet())]);

        StudySheet Sheet()
        {
            var heard = new HashSet<string>();
            StudyPair[] preferences = Pairs(PairKind.Preference, options.Preferences, (ref stream) => meetings.Draw(ref stream)),
                turing = Pairs(
                    PairKind.Turing,
                    options.Turing,
                    (ref stream) => (reals.Draw(ref stream), tested.Draw(ref stream))
                );
            return new StudySheet([.. preferences, .. turing]);

            StudyPair[] Pairs(PairKind kind, int count, Meeting meeting)
            {
                var pairs = new StudyPair[count];
                for (int i = 0; i < count; i++)
                {
                    (string one, string other) =
                        i < options.Controls ? (reals.Draw(ref random), wrong.Draw(ref random)) : meeting(ref random);
                    string a = Clip(one),
                        b = Clip(other);
                    pairs[i] = random.Next(2) == 0 ? new StudyPair(kind, a, b) : new StudyPair(kind, b, a);
                }
                random.Draw<StudyPair>(pairs, count);
                return pairs;
            }

            // no listener hears a clip twice while there are others
            string Clip(string source)
            {
                string clip = clips[source].Draw(ref random, heard.Contains);
                heard.Add(clip);
                return clip;
            }
        }

        string[] Sources(ClipRole role) => [.. key.Where(entry => entry.Role == role).Select(entry => entry.Source).Distinct()];

        static void Need(bool met, string what)
        {
            if (!met)
                throw new ArgumentException($"has no {what}");
        }
    }

    private delegate (string One, string Other) Meeting(ref Pcg32 random);
}
