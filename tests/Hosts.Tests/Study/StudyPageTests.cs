using System.Text.Json.Nodes;

namespace LakhNes.Hosts.Tests.Study;

/// <summary>The page of <c>lakhnes study serve</c> in a real browser.</summary>
public sealed class StudyPageTests : IDisposable
{
    private const int Pairs = 6;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void AListenerAnswersAWholeStudyClosesInTheMiddleAndComesBack()
    {
        string study = MakeStudy();
        int port;
        using (var served = new ServedStudy(study))
        {
            port = served.Port;
            using var browser = new Browser();
            browser.Open(served.Address);
            browser.Click("#name");
            browser.Type("Ann");
            browser.Press("Enter");
            // with a hand
            Shows(browser, $"Ann, 1 of {Pairs}");
            Assert.Equal("Which clip do you prefer?", (string?)browser.Value("document.querySelector('#question').textContent"));
            browser.WaitFor("clips.a.sound && clips.b.sound");
            browser.Press("1"); // nothing can be chosen that was not heard
            browser.Click("#play-a");
            browser.WaitFor("playing?.letter === 'a'");
            Assert.True((bool)browser.Value("document.querySelector('#choose-a').disabled")!);
            browser.Click("#play-b");
            browser.WaitFor("playing?.letter === 'b' && !document.querySelector('#choose-a').disabled");
            Save(browser);
            browser.Click("#choose-b");
            // by keys
            Answer(browser, "Ann", 2, "1");
            Answer(browser, "Ann", 3, "2");
            Shows(browser, $"Ann, 4 of {Pairs}");
            Assert.All(browser.Requested, url => Assert.StartsWith(served.Address, url));
        }

        Assert.Equal("BAB---", Choices(study, "ann"));

        // later, in another browser, and the program was started again
        using (var served = new ServedStudy(study, port))
        using (var browser = new Browser())
        {
            browser.Open(served.Address);
            browser.Click("#name");
            browser.Type("ann");
            browser.Click("#name-form button");
            Shows(browser, $"Ann, 4 of {Pairs}");
            browser.Press("ArrowLeft");
            Shows(browser, $"Ann, 3 of {Pairs}");
            Assert.True((bool)browser.Value("document.querySelector('#choose-b').classList.contains('chosen')")!);
            browser.Press("1");
            for (int pair = 4; pair <= Pairs; pair++)
                Answer(browser, "Ann", pair, "2");
            browser.WaitFor("!document.querySelector('#about').hidden");
            Assert.Equal("BAABBB", Choices(study, "ann"));
            browser.Click("input[name=training][value='2']");
            browser.Click("input[name=chiptunes][value='3']");
            browser.Click("#about-form button");
            browser.WaitFor("!document.querySelector('#end').hidden");
            // the same browser knows who listens
            browser.Open(served.Address);
            browser.WaitFor("!document.querySelector('#end').hidden");
        }

        JsonNode report = JsonNode.Parse(HostProgram.Run(Built.Command, ["study", "analyse", study, "--json"]))!;
        JsonNode listener = Assert.Single(report["listeners"]!.AsArray())!;
        Assert.Equal(("Ann", Pairs), ((string)listener["listener"]!, (int)listener["answered"]!));
    }

    [SkippableFact]
    public void ItFitsAPhoneAndSaysWhatIsWrong()
    {
        string study = MakeStudy();
        using var browser = new Browser(360, 740, isPhone: true);
        using (var served = new ServedStudy(study))
        {
            browser.Open(served.Address);
            browser.Click("#name");
            browser.Type("a/b");
            browser.Click("#name-form button");
            browser.WaitFor("document.querySelector('#fault').textContent.includes('A name has 1 to 40 characters')");
            browser.Value("document.querySelector('#name').value = 'Bo'");
            browser.Click("#name-form button");
            Shows(browser, $"Bo, 1 of {Pairs}");
            browser.WaitFor("clips.a.sound && clips.b.sound");
            Assert.True((bool)browser.Value("document.documentElement.scrollWidth <= innerWidth")!);
            Assert.True(
                (bool)
                    browser.Value(
                        "[...document.querySelectorAll('#pair button')].every(button => button.getBoundingClientRect().height >= 44)"
                    )!
            );
        }

        // the program is gone: no answer is taken for stored
        browser.Press("a");
        browser.WaitFor("clips.a.heard");
        browser.Press("b");
        browser.WaitFor("clips.b.heard");
        browser.Press("2");
        browser.WaitFor("document.querySelector('#fault').textContent.includes('does not answer')");
        Shows(browser, $"Bo, 1 of {Pairs}");

        // it goes while it answers
        foreach (string rest in (string[])["''", "'{', { status: 200 }", "'', { status: 500 }"])
        {
            browser.Value($"document.querySelector('#fault').textContent = ''; window.fetch = async () => new Response({rest})");
            browser.Press("2");
            browser.WaitFor("document.querySelector('#fault').textContent.includes('does not answer')");
            Shows(browser, $"Bo, 1 of {Pairs}");
        }
    }

    private static void Shows(Browser browser, string where) =>
        browser.WaitFor($"!busy && document.querySelector('#where').textContent === '{where}'");

    private static void Answer(Browser browser, string listener, int pair, string key)
    {
        Shows(browser, $"{listener}, {pair} of {Pairs}");
        foreach (string letter in new[] { "a", "b" })
        {
            browser.Press(letter);
            browser.WaitFor($"clips.{letter}.heard");
        }

        browser.Press(key);
    }

    private static string Choices(string study, string listener)
    {
        string file = Path.Combine(study, "answers", $"listener-{listener}.json");
        return string.Concat(
            JsonNode.Parse(File.ReadAllText(file))!["choices"]!.AsArray().Select(choice => (string?)choice ?? "-")
        );
    }

    // for the documentation: the page as it was seen
    private static void Save(Browser browser)
    {
        if (Environment.GetEnvironmentVariable("LAKHNES_UPDATE_DOCS") is "1")
            File.WriteAllBytes(Path.Combine(Built.Root, "docs", "images", "study.png"), browser.Screenshot());
    }

    private string MakeStudy()
    {
        foreach ((string source, int step) in new[] { ("songs", 4), ("model", 7) })
        {
            for (int piece = 0; piece < 4; piece++)
            {
                IEnumerable<string> lines = Enumerable
                    .Range(0, 40)
                    .SelectMany(i =>
                        new[]
                        {
                            $"P1_NOTEON_{60 + (i * step % 12) + piece}",
                            $"P2_NOTEON_{64 + (i * step % 12)}",
                            $"TR_NOTEON_{40 + (i * step % 7)}",
                            $"NO_NOTEON_{1 + (i % 8)}",
                            "WT_12",
                        }
                    );
                Directory.CreateDirectory(_folder[source]);
                _folder.Write(Path.Combine(source, $"{piece}.txf.txt"), string.Join('\n', lines));
            }
        }

        string study = _folder["study"];
        string[] clips = ["clips", _folder["model"], "--real", _folder["songs"], "--num", "4", "--controls", "4"];
        HostProgram.Run(Built.Command, ["study", .. clips, "--out", study, "--seed", "1"]);
        string[] pairs = ["pairs", study, "--preference", "3", "--turing", "3", "--controls", "1"];
        HostProgram.Run(Built.Command, ["study", .. pairs, "--seed", "1"]);
        return study;
    }
}
