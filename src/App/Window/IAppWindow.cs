namespace LakhNes.App.Window;

/// <summary>A window of the desktop's that holds the instrument's own.</summary>
internal interface IAppWindow : IDisposable
{
    /// <summary>Shows the window until it is closed.</summary>
    /// <param name="stop">Asked all the time: true ends it too.</param>
    void Run(Func<bool> stop);
}
