using LakhNes.Engine.Generation;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Editing;

namespace LakhNes.Ui.Views.Compose;

/// <summary>Says in a line what the generator does, or what the user has to do so that it does something.</summary>
internal sealed class Guide(EditorModel model)
{
    private readonly Parameter _mode = ParameterTable.Of(GeneratorTable.Mode);
    private readonly Parameter _run = ParameterTable.Of(GeneratorTable.Run);
    private readonly Parameter _cue = ParameterTable.Of(GeneratorTable.Cue);
    private readonly Parameter _begin = ParameterTable.Of(GeneratorTable.Begin);

    /// <summary>The line for this moment; the same object while the moment lasts.</summary>
    public string Text
    {
        get
        {
            var mode = (GeneratorMode)model.Value(_mode);
            bool runs = model.Value(_run) > 0;
            if (mode == GeneratorMode.Off)
                return "Choose Continue, then play a phrase: the model goes on from it.";
            if (!runs)
                return "Switch Run on, and it listens to what you play.";
            switch (model.Engine.GeneratorStatus)
            {
                case GeneratorStatus.NoModel:
                    return "No model is installed. Choose one with the button at the right.";
                case GeneratorStatus.Loading:
                    return "Loading the model ...";
                case GeneratorStatus.Failed:
                    return model.Engine.GeneratorError;
            }

            if (model.Live.IsComposing)
                return Composing(mode);
            return mode switch
            {
                GeneratorMode.Continue => (AnswerCue)model.Value(_cue) switch
                {
                    AnswerCue.Bar => "Listening. Play a phrase: it is continued at the next bar.",
                    AnswerCue.Trigger => "Listening. Play a phrase, then press Answer or the trigger key.",
                    _ => (AnswerBegin)model.Value(_begin) == AnswerBegin.Bar
                        ? "Listening. Play a phrase and let go: it is continued at the next bar line."
                        : "Listening. Play a phrase and let go: it is continued as soon as you are silent.",
                },
                GeneratorMode.Trade => model.Live.FollowsHost
                    ? "Listening. It answers after as many bars as Listen says."
                    : "Start the song in your host: it listens for some bars, then answers.",
                GeneratorMode.Accompany => "Listening. Play on one voice: the other voices join in.",
                _ => "Starting on the next beat ...",
            };
        }
    }

    private static string Composing(GeneratorMode mode) =>
        mode switch
        {
            GeneratorMode.Continue => "Composing from what you played. Play again, and it listens anew.",
            GeneratorMode.Trade => "Composing its answer. Then it is your turn.",
            GeneratorMode.Accompany => "Composing along with you.",
            _ => "Composing freely. Notes that you play take their voice.",
        };
}
