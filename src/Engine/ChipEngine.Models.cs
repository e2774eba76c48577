using LakhNes.Engine.Generation;

namespace LakhNes.Engine;

// Which model composes, and which one the project names.
public sealed partial class ChipEngine
{
    // what the state names, which stays when its file is not to be found; null: nothing yet. Guarded by _stateGate
    private ModelIdentity? _namedModel;

    private string _modelWarning = "";

    /// <summary>The folder of the user's own models; it need not exist.</summary>
    public static string UserModels { get; } =
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "LakhNES",
            "models"
        );

    /// <summary>The model that is used; null: none. Not for the audio thread.</summary>
    public ModelSource? Model { get; private set; }

    /// <summary>The model that came with the program, or else the one that was used first. Not for the audio thread.</summary>
    public ModelSource? InstalledModel { get; private set; }

    /// <summary>
    /// Why another model is used than the one that the project was saved with, in a line; empty where it is that one. From any
    /// thread.
    /// </summary>
    public string ModelWarning => Volatile.Read(ref _modelWarning);

    /// <summary>
    /// Uses a model, or none, and stores it in the project. It is loaded in the background as soon as a mode is chosen, and
    /// shared with all other instances that use the same file. Not for the audio thread.
    /// </summary>
    /// <param name="source">Where it is; null: none.</param>
    public void UseModel(ModelSource? source)
    {
        lock (_stateGate)
        {
            InstalledModel ??= source;
            _namedModel = null;
            Use(source, "");
            StartGenerator();
        }
    }

    private void Use(ModelSource? source, string warning)
    {
        Model = source;
        Volatile.Write(ref _modelWarning, warning);
        _improviser.Worker?.Use(source);
    }

    // a host that only looks at the plugin gets no thread
    private void StartGenerator()
    {
        if (Model is null)
            return;
        _improviser.Worker ??= new GenerationWorker(_takes, _workerOptions);
        _improviser.Worker.Use(Model);
    }

    // what a state says of the model: nothing while it is the installed one and nothing has been composed
    private ModelIdentity? NameModel(bool composes)
    {
        if (Model is { } model && (composes || model != InstalledModel))
            _namedModel ??= ModelIdentity.Of(model.Path);
        return _namedModel;
    }

    // uses the model that a state names, or the installed one in its place; an engine without that one has no generator
    private void FindModel(ModelIdentity? named)
    {
        if (named is not null && named == _namedModel && ModelWarning.Length == 0)
            return;
        _namedModel = named;
        if (InstalledModel is not { } installed)
            return;
        if (named is null)
        {
            Use(installed, "");
            return;
        }

        string own = Path.Combine(UserModels, named.FileName);
        string? found = named.Find(named.Path, own, installed.Path);
        if (found is not null)
            Use(found == installed.Path ? installed : new ModelSource(found, installed.RuntimeFolder), "");
        else
            Use(
                installed,
                Missing(
                    named,
                    File.Exists(named.Path) || File.Exists(own) || named.Name == ModelName(installed),
                    ModelName(installed)
                )
            );
    }

    private static string ModelName(ModelSource model) => Path.GetFileNameWithoutExtension(model.Path);

    private static string Missing(ModelIdentity named, bool differs, string other) =>
        differs
            ? $"The project was saved with another version of the model {named.Name}, which is not on this computer. {other} composes instead; the project keeps its choice until you choose a model."
            : $"The project was saved with the model {named.Name}, which is not on this computer ({named.Path}). {other} composes instead; the project keeps its choice until you choose a model.";
}
