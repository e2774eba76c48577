namespace LakhNes.Hosts.Tests.Packages;

/// <summary>
/// This machine's system with a layer over it that takes what is written and is gone with the test (overlayfs): a package is
/// installed where all users' are, and nothing of the machine changes. For root, since others may not mount.
/// </summary>
internal sealed class LayeredSystem : IDisposable
{
    private const string NoLayer = "no layer";

    // the mounts are those of one process and end with it; packages' programs keep books below /var and in the user's folder
    private const string Script = $"""
        set -eu
        cd "$HOME"
        mount -t tmpfs tmpfs layers
        mkdir layers/upper layers/work layers/system
        layers=lowerdir=/,upperdir=layers/upper,workdir=layers/work
        if ! mount -t overlay overlay -o $layers layers/system; then
            echo {NoLayer}
            exit
        fi
        mount --rbind /proc layers/system/proc
        mount --rbind /dev layers/system/dev
        mkdir -p "layers/system$HOME"
        mount --bind . "layers/system$HOME"
        chroot layers/system sh -eu "$HOME/inside.sh" >&2
        cd layers/upper
        find . -path ./var -prune -o -path ".$HOME" -prune -o -print | while read -r path; do
            [ -e "/$path" ] || echo "$path"
        done
        """;

    private readonly TestFolder _home = new();

    /// <summary>Skips the test where nobody may mount, as root of most containers.</summary>
    public LayeredSystem()
    {
        string may = HostProgram.Run(Built.System("/bin/sh"), ["-c", $"unshare --mount true || echo {NoLayer}"]);
        Skip.If(
            may.StartsWith(NoLayer, StringComparison.Ordinal),
            "only root may lay a layer over the system, and not in every container"
        );
        Directory.CreateDirectory(_home["layers"]);
        _home.Write("script.sh", Script);
    }

    /// <summary>The path of a file of the system's user, the same on both sides; there it is <c>$HOME</c>'s.</summary>
    public string this[string name] => _home[name];

    /// <summary>Runs a script of the shell in the system; it must succeed.</summary>
    /// <returns>What it left there, but for what the package's program notes for itself.</returns>
    public string[] Run(string script)
    {
        _home.Write("inside.sh", script);
        string left = HostProgram.Run(
            Built.System("/usr/bin/unshare"),
            ["--mount", "sh", _home["script.sh"]],
            environment: new Dictionary<string, string> { ["HOME"] = _home.Path },
            patience: TimeSpan.FromMinutes(15)
        );
        Skip.If(left.StartsWith(NoLayer, StringComparison.Ordinal), "no layer may be laid over the system here");
        return left.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <inheritdoc/>
    public void Dispose() => _home.Dispose();
}
