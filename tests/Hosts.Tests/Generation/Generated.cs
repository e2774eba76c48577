using System.Globalization;
using System.Text.Json;

namespace LakhNes.Hosts.Tests.Generation;

/// <summary>What the plugin played and sent in one of the hosts.</summary>
/// <param name="Report">The host's JSON.</param>
/// <param name="Audio">The WAV that it wrote.</param>
/// <param name="Notes">The notes that came out of the event output, a line each, as in a script.</param>
internal sealed record Generated(JsonElement Report, Wav Audio, string[] Notes)
{
    /// <summary>Samples at which notes begin.</summary>
    public IEnumerable<int> Onsets =>
        Notes
            .Select(note => note.Split(' '))
            .Where(fields => fields[1] == "note-on")
            .Select(fields => int.Parse(fields[0], CultureInfo.InvariantCulture));

    /// <summary>Plays a script; see <see cref="Rendering.Of"/>.</summary>
    public static Generated Of(string host, string script, params string[] options)
    {
        using var folder = new TestFolder();
        Rendering rendering = Rendering.Of(host, script, [.. options, "--events", folder["notes.txt"]]);
        return new Generated(rendering.Report, rendering.Audio, File.ReadAllLines(folder["notes.txt"]));
    }

    /// <summary>The same notes and the same samples.</summary>
    public void AssertSame(Generated other, string what)
    {
        Assert.Equal(Notes, other.Notes);
        Wav.AssertSame(Audio, other.Audio, what);
    }
}
