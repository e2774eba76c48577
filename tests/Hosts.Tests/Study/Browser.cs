using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LakhNes.Hosts.Tests.Study;

/// <summary>
/// Debian's Chromium without a screen, one page of it, driven as a hand would by the DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol): keys, clicks, and what the page then shows.
/// </summary>
internal sealed class Browser : IDisposable
{
    private const string Announcement = "DevTools listening on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _profile = new();
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = [];
    private readonly ConcurrentQueue<string> _requested = [];
    private readonly string _session;
    private int _count;

    /// <summary>Starts the browser with an empty page; its test is skipped where there is none.</summary>
    /// <param name="width">Of the page, in CSS pixels.</param>
    /// <param name="height">Of the page.</param>
    /// <param name="isPhone">It says that it is a touch screen, with a light theme instead of a dark one.</param>
    public Browser(int width = 960, int height = 640, bool isPhone = false)
    {
        string program = Built.System("/usr/bin/google-chrome", "/usr/bin/chromium-headless-shell", "/usr/bin/chromium");
        string[] arguments =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--mute-audio",
            "--remote-debugging-port=0",
            $"--user-data-dir={_profile.Path}",
            "about:blank",
        ];
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var announced = new TaskCompletionSource<string?>();
        _process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data?.StartsWith(Announcement) != false)
                announced.TrySetResult(said.Data?[Announcement.Length..]);
        };
        _process.BeginErrorReadLine();
        Assert.True(
            announced.Task.Wait(Patience) && announced.Task.Result is not null,
            $"{program} ended before it could be driven"
        );
        _socket.ConnectAsync(new Uri(announced.Task.Result!), _end.Token).Wait(Patience);
        _ = Task.Run(Receive);
        string target = (string)Ask("Target.createTarget", new JsonObject { ["url"] = "about:blank" })["targetId"]!;
        _session = (string)
            Ask("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true })["sessionId"]!;
        Ask("Network.enable");
        Ask("Page.enable");
        Ask(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject
            {
                ["width"] = width,
                ["height"] = height,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = isPhone,
            }
        );
        var dark = new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isPhone ? "light" : "dark" };
        Ask("Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(dark) });
        if (isPhone)
            Ask("Emulation.setTouchEmulationEnabled", new JsonObject { ["enabled"] = true });
    }

    /// <summary>All addresses that the page asked for.</summary>
    public IReadOnlyCollection<string> Requested => _requested;

    /// <summary>Opens an address.</summary>
    public void Open(string address)
    {
        Ask("Page.navigate", new JsonObject { ["url"] = address });
        WaitFor("document.readyState === 'complete'");
    }

    /// <summary>The value of an expression in the page.</summary>
    public JsonNode? Value(string expression)
    {
        JsonNode answer = Ask(
            "Runtime.evaluate",
            new JsonObject
            {
                ["expression"] = expression,
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
            }
        );
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer}");
        return answer["result"]!["value"];
    }

    /// <summary>Waits until an expression in the page is true.</summary>
    public void WaitFor(string expression) =>
        Eventually.True(
            () => Value($"Boolean({expression})")?.GetValue<bool>() == true,
            () => $"{expression}; the page shows: {Value("document.body.innerText")}"
        );

    /// <summary>Clicks into the middle of what a selector finds.</summary>
    public void Click(string selector)
    {
        WaitFor($"document.querySelector({Quoted(selector)})?.getClientRects().length");
        JsonNode box = Value(
            $"(e => {{ e.scrollIntoView({{ block: 'nearest' }}); return e.getBoundingClientRect().toJSON(); }})(document.querySelector({Quoted(selector)}))"
        )!;
        double x = (double)box["x"]! + ((double)box["width"]! / 2),
            y = (double)box["y"]! + ((double)box["height"]! / 2);
        foreach (string type in new[] { "mousePressed", "mouseReleased" })
            Ask(
                "Input.dispatchMouseEvent",
                new JsonObject
                {
                    ["type"] = type,
                    ["x"] = x,
                    ["y"] = y,
                    ["button"] = "left",
                    ["clickCount"] = 1,
                }
            );
    }

    /// <summary>Presses a key and lets it go.</summary>
    /// <param name="key">As pages name it: <c>a</c>, <c>ArrowLeft</c>, <c>Enter</c>.</param>
    public void Press(string key)
    {
        string text =
            key.Length == 1 ? key
            : key == "Enter" ? "\r"
            : "";
        foreach (string type in new[] { "keyDown", "keyUp" })
            Ask(
                "Input.dispatchKeyEvent",
                new JsonObject
                {
                    ["type"] = type,
                    ["key"] = key,
                    ["code"] = key.Length == 1 && char.IsAsciiLetter(key[0]) ? $"Key{char.ToUpperInvariant(key[0])}" : key,
                    ["windowsVirtualKeyCode"] = key switch
                    {
                        "ArrowLeft" => 37,
                        "Enter" => 13,
                        "Tab" => 9,
                        _ => char.ToUpperInvariant(key[0]),
                    },
                    ["text"] = type == "keyDown" ? text : "",
                }
            );
    }

    /// <summary>Types a text to where the focus is.</summary>
    public void Type(string text) => Ask("Input.insertText", new JsonObject { ["text"] = text });

    /// <summary>The page as a PNG file.</summary>
    public byte[] Screenshot() => Convert.FromBase64String((string)Ask("Page.captureScreenshot")["data"]!);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _socket.Dispose();
        _profile.Dispose();
    }

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();

    private JsonNode Ask(string method, JsonObject? parameters = null)
    {
        int id = Interlocked.Increment(ref _count);
        var request = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        if (_session is not null)
            request["sessionId"] = _session;
        TaskCompletionSource<JsonNode> answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _socket
            .SendAsync(
                JsonSerializer.SerializeToUtf8Bytes<JsonNode>(request),
                WebSocketMessageType.Text,
                endOfMessage: true,
                _end.Token
            )
            .Wait(Patience);
        Assert.True(answer.Task.Wait(Patience), string.Create(CultureInfo.InvariantCulture, $"{method}: no answer"));
        JsonNode result = answer.Task.Result;
        Assert.True(result["error"] is null, $"{method}: {result["error"]}");
        return result["result"]!;
    }

    private async Task Receive()
    {
        byte[] buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                WebSocketReceiveResult part = await _socket.ReceiveAsync(buffer, _end.Token);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                JsonNode node = JsonNode.Parse(message.ToArray())!;
                message.SetLength(0);
                if (node["id"] is { } id && _asked.TryRemove((int)id, out TaskCompletionSource<JsonNode>? asked))
                    asked.SetResult(node);
                else if ((string?)node["method"] == "Network.requestWillBeSent")
                    _requested.Enqueue((string)node["params"]!["request"]!["url"]!);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            // the browser was closed
        }
    }
}
