using System.Net;
using System.Text;
using System.Text.Json;
using LakhNes.Score;
using LakhNes.Study.Answers;
using LakhNes.Study.Storage;

namespace LakhNes.Study.Serving;

/// <summary>
/// Serves a study's page, clips and questions on this machine's loopback only, and stores the answers. It sends nothing anywhere,
/// and the page may load nothing from elsewhere.
/// </summary>
public sealed class StudyServer : IDisposable
{
    private const int LongestRequest = 4096;
    private const string Json = "application/json",
        Plain = "text/plain; charset=utf-8";

    private static readonly (string Path, string Type, byte[] Content)[] Page =
    [
        ("/", "text/html; charset=utf-8", Resource("study.html")),
        ("/study.css", "text/css; charset=utf-8", Resource("study.css")),
        ("/study.js", "text/javascript; charset=utf-8", Resource("study.js")),
    ];

    private readonly StudyFolder _study;
    private readonly AnswerBook _answers;
    private readonly HttpListener _listener = new();
    private readonly HashSet<string> _clips;

    /// <summary>Begins to listen.</summary>
    /// <param name="study">The study, with its pairs.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <exception cref="ScoreFormatException">The study is not whole.</exception>
    /// <exception cref="IOException">Another program has the port.</exception>
    public StudyServer(StudyFolder study, int port)
    {
        _study = study;
        _answers = new AnswerBook(study);
        _clips = [.. study.ReadPlan().Sheets.SelectMany(sheet => sheet.Pairs).SelectMany(pair => new[] { pair.A, pair.B })];
        Address = $"http://127.0.0.1:{port}/";
        _listener.Prefixes.Add(Address);
        try
        {
            _listener.Start();
        }
        catch (Exception failure) when (failure is HttpListenerException or System.Net.Sockets.SocketException)
        {
            throw new IOException($"port {port}: another program has it; choose another one", failure);
        }
    }

    /// <summary>Where the page is.</summary>
    public string Address { get; }

    /// <summary>Answers requests until told to stop.</summary>
    public void Run(CancellationToken stop)
    {
        using CancellationTokenRegistration registration = stop.Register(_listener.Stop);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                HttpListenerContext request = _listener.GetContext();
                // a listener that reads slowly keeps no other waiting
                ThreadPool.QueueUserWorkItem(_ => Serve(request));
            }
            catch (Exception failure)
                when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_listener.IsListening)
                    return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private void Serve(HttpListenerContext context)
    {
        try
        {
            (int status, string type, byte[] content) = Answer(context.Request);
            HttpListenerResponse response = context.Response;
            response.StatusCode = status;
            response.ContentType = type;
            response.Headers["Cache-Control"] = "no-store";
            response.Headers["Content-Security-Policy"] =
                "default-src 'self'; img-src data:; frame-ancestors 'none'; form-action 'none'";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["X-Content-Type-Options"] = "nosniff";
            response.Close(content, willBlock: true);
        }
        catch (Exception failure) when (failure is HttpListenerException or IOException or ObjectDisposedException)
        {
            // the browser went away; it asks again when it comes back
        }
    }

    private (int Status, string Type, byte[] Content) Answer(HttpListenerRequest request)
    {
        string path = request.Url?.AbsolutePath ?? "";
        // a page of another site must neither read answers nor give them, under whatever name it reaches this machine
        string? origin = request.Headers["Origin"];
        if (request.UserHostName != new Uri(Address).Authority || (origin is not null && origin + "/" != Address))
            return (403, Plain, "only from this machine's own page"u8.ToArray());
        if (request.HttpMethod == "GET")
        {
            int file = Array.FindIndex(Page, page => page.Path == path);
            if (file >= 0)
                return (200, Page[file].Type, Page[file].Content);
            const string Clips = "/clips/";
            return path.StartsWith(Clips, StringComparison.Ordinal) && _clips.Contains(path[Clips.Length..])
                ? (200, "audio/wav", File.ReadAllBytes(_study.ClipFile(path[Clips.Length..])))
                : (404, Plain, "no such page"u8.ToArray());
        }
        return request.HttpMethod == "POST" && path == "/answers"
            ? Take(request)
            : (405, Plain, "no such thing can be done"u8.ToArray());
    }

    private (int Status, string Type, byte[] Content) Take(HttpListenerRequest request)
    {
        // browsers let a page of another site send forms and plain text, but no JSON
        if (request.ContentType?.StartsWith(Json, StringComparison.OrdinalIgnoreCase) != true)
            return (415, Plain, "only JSON is taken"u8.ToArray());
        byte[] body = new byte[LongestRequest];
        int length = request.InputStream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false);
        if (length == body.Length)
            return (413, Plain, "too long"u8.ToArray());
        try
        {
            ListenerRequest taken =
                JsonSerializer.Deserialize(body.AsSpan(0, length), StudyJson.Default.ListenerRequest)
                ?? throw new ArgumentException("nothing was sent");
            return (200, Json, JsonSerializer.SerializeToUtf8Bytes(_answers.Take(taken), StudyJson.Default.ListenerView));
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return (400, Plain, Encoding.UTF8.GetBytes(failure is JsonException ? "not what is taken" : failure.Message));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ScoreFormatException)
        {
            return (500, Plain, Encoding.UTF8.GetBytes($"The answer was not stored: {failure.Message}"));
        }
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(StudyServer).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
