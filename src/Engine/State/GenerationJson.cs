using LakhNes.Engine.Generation;
using LakhNes.Generator.Composition;
using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.State;

/// <summary>The generator's settings as fields of a state.</summary>
internal static class GenerationJson
{
    /// <summary>Reads or writes all fields.</summary>
    public static void Visit(ISettingsFields fields, ref GeneratorSettings s)
    {
        s.Mode = fields.Choice("mode", s.Mode);
        s.Run = fields.Flag("run", s.Run);
        s.Seed = fields.Whole("seed", s.Seed, 0, 9999);
        s.Variation = fields.Whole("variation", s.Variation, 0, 999);
        s.Temperature = fields.Number("temperature", s.Temperature, 0, 2);
        s.TopK = fields.Whole("topK", s.TopK, 0, 256);
        s.TopP = fields.Number("topP", s.TopP, 0, 1);
        s.Voices = new VoiceSet(fields.Whole("voices", s.Voices.Bits, 0, VoiceSet.All.Bits));
        s.Key = fields.Whole("key", s.Key, 0, 11);
        s.Scale = fields.Choice("scale", s.Scale);
        s.LowestKey = fields.Whole("lowestKey", s.LowestKey, 21, 108);
        s.HighestKey = fields.Whole("highestKey", s.HighestKey, 21, 108);
        s.Density = fields.Number("density", s.Density, -2, 2);
        s.Cue = fields.Choice("cue", s.Cue);
        s.SilenceBeats = fields.Number("silenceBeats", s.SilenceBeats, 0.25, 16);
        s.Trigger = fields.Flag("trigger", s.Trigger);
        s.TriggerKey = fields.Whole("triggerKey", s.TriggerKey, -1, 127);
        s.ListenBars = fields.Whole("listenBars", s.ListenBars, 1, 16);
        s.AnswerBars = fields.Whole("answerBars", s.AnswerBars, 1, 16);
        s.LeadBeats = fields.Number("leadBeats", s.LeadBeats, 0.125, 4);
        s.Loop = fields.Choice("loop", s.Loop);
        s.Quantise = fields.Number("quantise", s.Quantise, 0, 100);
        s.Grid = fields.Choice("grid", s.Grid);
        s.Swing = fields.Number("swing", s.Swing, 0, 100);
        s.Tempo = fields.Choice("tempo", s.Tempo);
        s.EchoPlayed = fields.Flag("echoPlayed", s.EchoPlayed);
        s.KeepTake = fields.Flag("keepTake", s.KeepTake);
        s.ClearTakes = fields.Flag("clearTakes", s.ClearTakes);
        s.UndoTake = fields.Flag("undoTake", s.UndoTake);
    }
}
