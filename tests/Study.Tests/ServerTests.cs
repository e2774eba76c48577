using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LakhNes.Score;
using LakhNes.Study.Answers;
using LakhNes.Study.Plans;
using LakhNes.Study.Serving;
using LakhNes.Study.Storage;

namespace LakhNes.Study.Tests;

public sealed class ServerTests : IDisposable
{
    private readonly Pieces _pieces = new();
    private readonly StudyFolder _study;
    private readonly StudyServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly HttpClient _browser;

    public ServerTests()
    {
        _study = new StudyFolder(_pieces["study"]);
        Directory.CreateDirectory(_study.Clips);
        foreach (string clip in new[] { "aa", "bb" })
            File.WriteAllText(_study.ClipFile(clip), clip);
        StudySheet One(PairKind kind) => new([new(kind, "aa", "bb"), new(kind, "bb", "aa")]);
        _study.WritePlan(new StudyPlan([One(PairKind.Preference), One(PairKind.Turing)]));
        _server = new StudyServer(_study, FreePort());
        _thread = new Thread(() => _server.Run(_stop.Token));
        _thread.Start();
        _browser = new HttpClient { BaseAddress = new Uri(_server.Address) };
    }

    public void Dispose()
    {
        _stop.Cancel();
        Assert.True(_thread.Join(TimeSpan.FromSeconds(30)));
        _browser.Dispose();
        _server.Dispose();
        _pieces.Dispose();
    }

    [Fact]
    public async Task ThePageAndTheClipsAreServedAndNothingElse()
    {
        HttpResponseMessage page = await _browser.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("aa", await _browser.GetStringAsync("/clips/aa"));
        File.WriteAllText(Path.Combine(_study.Path, "secret.wav"), "");
        foreach (
            string path in new[] { "/clips/cc", "/clips/..%2Fsecret", "/clips/", "/pairs.json", "/answers", "/clips/aa.wav" }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task AnswersAreStoredOneByOneAndComeBack()
    {
        JsonNode begun = await Send("""{"listener":"Ann"}""");
        Assert.Equal("Preference", (string?)begun["pairs"]![0]!["kind"]);
        await Send("""{"listener":"Ann","pair":1,"chosen":"B"}""");
        await Send("""{"listener":"ann","pair":1,"chosen":"A"}""");
        JsonNode last = await Send("""{"listener":"Ann","training":2,"chiptunes":3}""");
        Assert.Equal("""[null,"A"]""", last["answers"]!["choices"]!.ToJsonString());
        ListenerAnswers stored = Assert.Single(_study.ReadAnswers(_study.ReadPlan()));
        Assert.Equal(("Ann", 2, 3), (stored.Listener, stored.Training, stored.Chiptunes));
        // the next listener has the next sheet, the third the first one again
        Assert.Equal(1, (int)(await Send("""{"listener":"Bo"}"""))["answers"]!["sheet"]!);
        Assert.Equal(0, (int)(await Send("""{"listener":"Cy"}"""))["answers"]!["sheet"]!);
    }

    [Fact]
    public async Task ManyListenersAtOnceLoseNoAnswer()
    {
        string[] names = [.. Enumerable.Range(0, 8).Select(i => $"n{i}")];
        await Task.WhenAll(
            names.SelectMany(name =>
                new[] { 0, 1 }.Select(pair => Send($$"""{"listener":"{{name}}","pair":{{pair}},"chosen":"B"}"""))
            )
        );
        ListenerAnswers[] stored = _study.ReadAnswers(_study.ReadPlan());
        Assert.Equal(names, stored.Select(answers => answers.Listener));
        Assert.All(stored, answers => Assert.All(answers.Choices, choice => Assert.Equal(PairChoice.B, choice)));
        Assert.Equal(4, stored.Count(answers => answers.Sheet == 0));
    }

    [Theory]
    [InlineData("""{"listener":""}""")]
    [InlineData("""{"listener":"../x"}""")]
    [InlineData("""{"listener":null}""")]
    [InlineData("""{"pair":0}""")]
    [InlineData("""{"listener":"Ann","pair":2,"chosen":"A"}""")]
    [InlineData("""{"listener":"Ann","pair":-1,"chosen":"A"}""")]
    [InlineData("""{"listener":"Ann","pair":0}""")]
    [InlineData("""{"listener":"Ann","pair":0,"chosen":7}""")]
    [InlineData("""{"listener":"Ann","training":4}""")]
    [InlineData("""["Ann"]""")]
    [InlineData("not JSON")]
    public async Task WhatIsNoAnswerIsRefusedAndNotStored(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(body)).StatusCode);
        Assert.Empty(Directory.GetFiles(_study.Answers));
    }

    [Fact]
    public async Task PagesOfOtherSitesAreRefused()
    {
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/");
        foreign.Headers.Add("Origin", "http://example.com");
        Assert.Equal(HttpStatusCode.Forbidden, (await _browser.SendAsync(foreign)).StatusCode);
        // a name that leads here from elsewhere
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/");
        rebound.Headers.Host = "example.com";
        Assert.False((await _browser.SendAsync(rebound)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post("""{"listener":"Ann"}""", "text/plain")).StatusCode);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await Post($$"""{"listener":"{{new string('a', 5000)}}"}""")).StatusCode
        );
        Assert.Empty(Directory.GetFiles(_study.Answers));
    }

    [Fact]
    public void APortThatIsTakenIsSaid()
    {
        var failure = Assert.Throws<IOException>(() => new StudyServer(_study, new Uri(_server.Address).Port));
        Assert.EndsWith("another program has it; choose another one", failure.Message);
    }

    [Theory]
    [InlineData("pairs.json", "[", "pairs.json: line 1: not what is stored there")]
    [InlineData("pairs.json", """{"sheets":[]}""", "pairs.json: has a sheet without pairs, or no sheet")]
    [InlineData("pairs.json", """{"sheets":[{"pairs":[{"kind":"Turing","a":"../a","b":"bb"}]}]}""", "'../a' is no clip's name")]
    [InlineData("pairs.json", """{"sheets":[{"pairs":[{"kind":"Turing","a":"cc","b":"bb"}]}]}""", "cc.wav: no such file")]
    [InlineData(
        "answers/x.json",
        """{"listener":"x","sheet":9,"choices":[],"training":1,"chiptunes":1}""",
        "answers a sheet that"
    )]
    [InlineData(
        "answers/x.json",
        """{"listener":"x","sheet":0,"choices":["A"],"training":1,"chiptunes":1}""",
        "answers another number"
    )]
    public void DamagedFilesAreNamed(string file, string content, string cause)
    {
        File.WriteAllText(Path.Combine(_study.Path, file), content);
        var failure = Assert.Throws<ScoreFormatException>(() => new StudyServer(_study, FreePort()));
        Assert.Contains(cause, failure.Message);
    }

    private async Task<JsonNode> Send(string body)
    {
        HttpResponseMessage response = await Post(body);
        string content = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, content);
        return JsonNode.Parse(content)!;
    }

    private Task<HttpResponseMessage> Post(string body, string type = "application/json") =>
        _browser.PostAsync("/answers", new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)));

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
