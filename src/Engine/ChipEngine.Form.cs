using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;

namespace LakhNes.Engine;

// The user's own form, which is no parameter: on its way to the audio thread as a whole.
public sealed partial class ChipEngine
{
    // as every thread but the audio thread sees it; guarded by _stateGate
    private SongForm _ownForm;
    private NewForm? _newForm;

    private sealed record NewForm(SongForm Form);

    /// <summary>
    /// The sections of <see cref="FormKind.Own"/>, composed from the next answer on; a section without bars is as long as
    /// <see cref="GeneratorSettings.SectionBars"/> says. Not for the audio thread.
    /// </summary>
    public SongForm OwnForm
    {
        get
        {
            lock (_stateGate)
                return _ownForm;
        }
        set
        {
            lock (_stateGate)
                PublishForm(in value);
        }
    }

    private void PublishForm(in SongForm form)
    {
        _ownForm = form;
        Interlocked.Exchange(ref _newForm, new NewForm(form));
    }

    private void TakeForm()
    {
        if (Interlocked.Exchange(ref _newForm, null) is { } taken)
            _settings.Generation.OwnForm = taken.Form;
    }
}
