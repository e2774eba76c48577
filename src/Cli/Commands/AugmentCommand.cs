using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Formats;
using LakhNes.Corpus.Augmentation;
using LakhNes.Score;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes augment SONG</c>: a song varied as training varies its songs.</summary>
internal static class AugmentCommand
{
    // draws for one file: a variation may keep voices in which there is nothing
    private const int MostDraws = 100;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var usual = new AugmentationOptions();
        var song = new Argument<string>("SONG") { Description = "The song to vary." };
        Option<string> output = PieceFiles.OutputOption();
        Option<int> count = CommonOptions.Number(
            "--num",
            "How many variations; of several, the files are called NAME.0, NAME.1 and so on.",
            1,
            1,
            10_000
        );
        Option<double> subset = CommonOptions.Number(
            "--voice-subset",
            "How often only one to three voices are kept.",
            usual.VoiceSubset,
            0.0,
            1.0
        );
        Option<double> swap = CommonOptions.Number(
            "--pulse-swap",
            "How often the pulses change places.",
            usual.PulseSwap,
            0.0,
            1.0
        );
        Option<int> transpose = CommonOptions.Number(
            "--transpose",
            "Semitones by which all voices but noise go up or down at most.",
            usual.Transposition,
            0,
            60
        );
        Option<double> stretch = CommonOptions.Number(
            "--stretch",
            "By how much the speed differs from 1 at most.",
            usual.Stretch,
            0.0,
            0.9
        );
        Option<ulong?> seed = CommonOptions.Seed();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("augment", "Vary a song as training does: voices, pitch, speed.")
        {
            song,
            output,
            count,
            subset,
            swap,
            transpose,
            stretch,
            seed,
            json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(song),
                whole = parsed.GetRequiredValue(output);
            int wanted = parsed.GetValue(count);
            string[] files =
                wanted == 1 ? [whole] : [.. Enumerable.Range(0, wanted).Select(i => PieceFiles.PartOf(whole, $"{i}"))];
            Files.CheckOutputs(files, path);
            NesScore score = SongFile.Open(context, path).Score;
            TokenVocabulary vocabulary = VocabularyOf(whole, score);
            NesScore music = Tokeniser.Fit(score, vocabulary);
            if (music.Events.IsEmpty)
                throw new CommandException(path, "there is no music in it");
            var varied = new VariableSong(score, vocabulary);
            var options = new AugmentationOptions
            {
                VoiceSubset = parsed.GetValue(subset),
                PulseSwap = parsed.GetValue(swap),
                Transposition = parsed.GetValue(transpose),
                Stretch = parsed.GetValue(stretch),
                Told = 0,
            };
            ulong start = parsed.GetValue(seed) ?? (ulong)Random.Shared.NextInt64();
            var report = new JsonArray();
            for (int i = 0; i < wanted; i++)
            {
                var random = new Pcg32(start, (ulong)i);
                SongVariation variation;
                List<int> tokens = [];
                int draws = 0;
                do
                {
                    if (draws++ == MostDraws)
                        throw new CommandException(path, "too little of it is left by every variation; keep more voices");
                    variation = SongVariation.Draw(options, ref random);
                    varied.Encode(variation, tokens);
                } while (tokens.Count == 0);
                PieceFiles.Write(files[i], Tokeniser.Decode([.. tokens], vocabulary).In(music.Scene));
                report.Add((JsonNode)Json(files[i], variation));
                if (!parsed.GetValue(json))
                    context.Output.WriteLine(Words(files[i], variation));
            }

            if (parsed.GetValue(json))
                context.WriteJson(new JsonObject { ["files"] = report, ["seed"] = start });
        });
        return command;
    }

    // a text is varied in its own symbols; anything else in samples
    private static TokenVocabulary VocabularyOf(string path, NesScore score) =>
        SongFormats.TryOfOutput(path, out SongFormat format)
            ? format switch
            {
                SongFormat.Tx1 => TokenVocabulary.Tx1,
                SongFormat.Txf => score.HasExpression ? TokenVocabulary.TxfExpression : TokenVocabulary.Txf,
                SongFormat.Txb => TokenVocabulary.Txb,
                _ => score.HasExpression ? TokenVocabulary.Tx2 : TokenVocabulary.Tx1,
            }
            : TokenVocabulary.Tx1;

    private static IEnumerable<NesVoice> Voices(SongVariation variation) =>
        Enumerable
            .Range(0, NesVoices.Count)
            .Where(voice => (variation.Voices >> voice & 1) != 0)
            .Select(voice => (NesVoice)voice);

    private static string Words(string file, SongVariation variation) =>
        FormattableString.Invariant(
            $"{file}: {string.Join(' ', Voices(variation).Select(voice => voice.Tag()))}{(variation.SwapPulses ? ", pulses swapped" : "")}, {variation.Transposition:+0;-0;0} semitones, {variation.Speed:0.000} times the speed"
        );

    private static JsonObject Json(string file, SongVariation variation) =>
        new()
        {
            ["file"] = file,
            ["voices"] = new JsonArray([.. Voices(variation).Select(voice => JsonValue.Create(voice.Tag()))]),
            ["pulsesSwapped"] = variation.SwapPulses,
            ["transposition"] = variation.Transposition,
            ["speed"] = variation.Speed,
        };
}
