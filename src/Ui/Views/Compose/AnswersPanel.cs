using System.Collections.Immutable;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>
/// The answers that were composed to the same phrase, three side by side: to look at, to hear, and to keep one. While it is
/// shown, those that are missing are composed by themselves, once for each phrase.
/// </summary>
internal sealed class AnswersPanel : Stack
{
    private const int Shown = 3;

    private readonly TakePanel _takes;
    private readonly Card[] _cards = new Card[Shown];
    private ImmutableArray<Take> _listed = [];
    private Take? _chosen;
    private int _phrase; // by its first answer
    private bool _offers;

    /// <summary>Makes the panel.</summary>
    /// <param name="model">What it shows.</param>
    /// <param name="takes">The list in which the chosen take stands.</param>
    public AnswersPanel(EditorModel model, TakePanel takes)
    {
        _takes = takes;
        Gap = 8;
        for (int i = 0; i < Shown; i++)
            _cards[i] = Add(new Card(model, takes) { Grow = 1 });
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        if (_takes.Takes != _listed || !ReferenceEquals(_takes.Chosen, _chosen))
            List();
        if (_offers && _takes.CanComposeAnother)
            _offers = _takes.Offer();
    }

    private void List()
    {
        (_listed, _chosen) = (_takes.Takes, _takes.Chosen);
        List<Take> answers = _chosen is null ? [] : _takes.AnswersWith(_chosen);
        int place = answers.FindIndex(take => take.Number == _chosen!.Number),
            first = Math.Clamp(place - 1, 0, Math.Max(0, answers.Count - Shown));
        for (int i = 0; i < Shown; i++)
            _cards[i].Show(first + i < answers.Count ? answers[first + i] : null, isNext: first + i == answers.Count);
        if (answers.Count > 0 && answers[0].Number != _phrase)
            (_phrase, _offers) = (answers[0].Number, true);
        if (answers.Count >= Shown)
            _offers = false;
    }

    // an answer, or the place for another one
    private sealed class Card : Stack
    {
        private const string ListenText = "Listen",
            StopText = "Stop";

        private readonly EditorModel _model;
        private readonly TakeRoll _roll;
        private readonly Label _name = new("") { Grow = 1 };
        private readonly Button _listen;
        private readonly Button _keep;
        private readonly Button _another;

        public Card(EditorModel model, TakePanel takes)
        {
            _model = model;
            Orientation = Orientation.Down;
            Gap = 4;
            _roll = Add(
                new TakeRoll
                {
                    Grow = 1,
                    IsChosen = () => _roll!.Take is { } take && takes.Chosen?.Number == take.Number,
                    Clicked = clicks =>
                    {
                        if (clicks == 2)
                            takes.Keep(_roll!.Take);
                        else
                            takes.Choose(_roll!.Take);
                    },
                    Menu = (x, y) =>
                    {
                        if (_roll!.Take is { } take)
                            takes.OpenMenu(take, x, y, () => _name!.Bounds);
                    },
                }
            );
            Stack row = Add(new Stack { Gap = 4 });
            row.Add(_name);
            _listen = row.Add(
                new Button(ListenText, () => takes.Listen(_roll.Take))
                {
                    Enabled = () => _roll.Take is { Open: false },
                    IsLit = () => IsHeard,
                    Width = 48,
                    Tip = "Plays the answer once, over whatever sounds, and changes nothing.",
                }
            );
            _keep = row.Add(
                new Button("Keep", () => takes.Keep(_roll.Take))
                {
                    IsLit = () => _roll.Take is { Kept: true },
                    Width = 40,
                    Tip = "A kept answer plays again in its part of the song, and is stored with it.",
                }
            );
            _another = row.Add(
                new Button(TakePanel.Another, takes.ComposeAnother)
                {
                    Enabled = () => takes.CanComposeAnother,
                    Grow = 1,
                    Tip = TakePanel.AnotherTip,
                }
            );
            Show(null, isNext: false);
        }

        private bool IsHeard => _roll.Take is { } take && _model.Audition.Number == take.Number;

        public void Show(Take? take, bool isNext)
        {
            _roll.Show(take);
            _name.Say(take is null ? "" : TakePanel.NameOf(take));
            _name.IsVisible = _listen.IsVisible = _keep.IsVisible = take is not null;
            _another.IsVisible = take is null && isNext;
        }

        public override void Refresh() => _listen.Text = IsHeard ? StopText : ListenText;

        public override void Paint(Painter painter) { }
    }
}
