using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;

namespace LakhNes.Engine;

// Takes, for whoever shows or changes the list. Never on the audio thread.
public sealed partial class ChipEngine
{
    /// <summary>Counts up with every change of the list of takes: views then read <see cref="Takes"/> again.</summary>
    public int TakesRevision => _takes.Revision;

    /// <summary>The takes as they are now, oldest first: all that are kept, and the newest 16 of the others.</summary>
    public ImmutableArray<Take> Takes
    {
        get
        {
            _improviser.SettleTakes();
            return _takes.Snapshot();
        }
    }

    /// <summary>Keeps a take: it is what plays in its part of the song from the next block on. Or lets it go.</summary>
    /// <param name="number">See <see cref="Take.Number"/>.</param>
    /// <param name="kept">Whether it is to be kept.</param>
    /// <returns>False where there is no such take, or 32 are kept already.</returns>
    public bool KeepTake(int number, bool kept) => _takes.Keep(number, kept);

    /// <summary>Lists a take that comes from elsewhere, such as a song's first bars, under a number of its own.</summary>
    /// <param name="take">Its notes and their places in the song.</param>
    /// <returns>Its number; 0: there is no room for it.</returns>
    public int AddTake(Take take)
    {
        _improviser.SettleTakes();
        return _takes.List(take);
    }

    /// <summary>Marks a take as a favourite, or takes the mark off: the others make room for new ones before it does.</summary>
    /// <param name="number">See <see cref="Take.Number"/>.</param>
    /// <param name="favourite">Whether it is to be one.</param>
    /// <returns>False where there is no such take.</returns>
    public bool FavourTake(int number, bool favourite) => _takes.Favour(number, favourite);

    /// <summary>Gives a take a name.</summary>
    /// <param name="number">See <see cref="Take.Number"/>.</param>
    /// <param name="name">
    /// The name, of which the first <see cref="Take.LongestName"/> printable characters count; empty: none.
    /// </param>
    /// <returns>False where there is no such take.</returns>
    public bool NameTake(int number, string name) => _takes.Name(number, name);

    /// <summary>Takes all takes off the list, kept ones too; <see cref="UndoTake"/> brings them back.</summary>
    public void ClearTakes() => _takes.Clear();

    /// <summary>
    /// Undoes the last change of the list: a new take, one that was kept or let go, a clearing. Up to 16 times.
    /// </summary>
    /// <returns>False where there is nothing to undo.</returns>
    public bool UndoTake() => _takes.Undo();

    /// <summary>There is a change of the list for <see cref="UndoTake"/>. From any thread.</summary>
    public bool CanUndoTake => _takes.CanUndo;

    /// <summary>
    /// Composes chosen bars and voices of a take anew, in the background, with the present settings. The rest stays as it is, and
    /// so does the take: another one is listed. The same part with the same settings, seed and variation gives the same.
    /// </summary>
    /// <param name="wanted">What is to be composed anew.</param>
    /// <param name="task">How it gets on.</param>
    /// <param name="error">Why not, in one line, where the result is false.</param>
    /// <param name="variation">Instead of the parameter's, 0 to 999.</param>
    /// <returns>False where there is no such take or part, no model, or another infill is under way.</returns>
    public bool TryInfillTake(
        in TakeInfill wanted,
        [NotNullWhen(true)] out InfillTask? task,
        out string error,
        int? variation = null
    )
    {
        _improviser.SettleTakes();
        GeneratorSettings settings;
        lock (_stateGate)
        {
            settings = Snapshot().Generation;
            StartGenerator();
        }

        if (variation is { } other)
            settings.Variation = other;
        if (!_takes.TryPrepareInfill(in wanted, settings, out task, out error))
            return false;
        error = _improviser.Worker is not { CanCompose: true } worker
            ? GeneratorError.Length > 0
                ? GeneratorError
                : GenerationWorker.NoModel
            : worker.TryInfill(task)
                ? ""
                : "another infill is being composed";
        return error.Length == 0;
    }

    /// <summary>A take as it sounds with the instrument's present settings, in stereo. Takes its time.</summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="sampleRate">1,000 to 768,000 Hz.</param>
    /// <param name="write">Takes the samples, left and right by turns; what it throws ends the rendering and comes back.</param>
    /// <param name="gain">At the output gain; otherwise as before it.</param>
    public void RenderTake(Take take, bool played, int sampleRate, Action<ReadOnlySpan<float>> write, bool gain = true)
    {
        using ChipEngine other = new();
        other.TryLoadState(SaveState(), out _);
        other.SetParameter(ParameterTable.Of(GeneratorTable.Mode).Index, (double)GeneratorMode.Off);
        other.SetParameter(ParameterTable.Of(GeneratorTable.Run).Index, 1);
        other.SetParameter(ParameterTable.Of(MainParameter.Bypass).Index, 0);
        if (!gain)
            other.SetParameter(ParameterTable.Of(MainParameter.OutputGain).Index, 0);
        TakeRenderer.Render(other, take, played, sampleRate, write);
    }

    /// <summary>Lists other takes instead.</summary>
    internal void Load(ImmutableArray<Take> takes) => _takes.Load(takes);

    // seed and variation of a take: with them the same prompt is answered by the same music again
    private void RestoreSeed(GeneratorSettings settings)
    {
        SetParameter(ParameterTable.Of(GeneratorTable.Seed).Index, settings.Seed);
        SetParameter(ParameterTable.Of(GeneratorTable.Variation).Index, settings.Variation);
        Interlocked.Increment(ref _revision);
    }
}
