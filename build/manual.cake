// The user's manual, docs/manual, as pages for a browser and, where WeasyPrint is, as one PDF: artifacts/manual.
#addin nuget:?package=Markdig&version=1.6.0
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

var manual = artifacts.Combine("manual");
DirectoryPath manualSource = MakeAbsolute(Directory("docs/manual"));
const string ManualTitle = "LakhNES: the manual";

MarkdownPipeline manualDialect = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

Task("manual")
    .Description("lay out the user's manual as HTML and PDF: artifacts/manual")
    .Does(() =>
    {
        CleanDirectory(manual);
        EnsureDirectoryExists(manual.Combine("images"));
        CopyFileToDirectory(manualSource.CombineWithFilePath("style.css"), manual);
        var contents = Markdown.Parse(ManualText("README"), manualDialect);
        string[] pages =
        [
            "README",
            .. contents.Descendants<LinkInline>().Where(link => !link.IsImage && link.Url.EndsWith(".md")).Select(link => link.Url[..^3]).Distinct(),
        ];
        string[] titles = [.. pages.Select(page => ManualText(page).Split('\n')[0].TrimStart('#', ' '))];
        for (int i = 0; i < pages.Length; i++)
        {
            string menu = string.Concat(pages.Select((page, j) =>
                $"<li><a href=\"{ManualFile(page)}\"{(i == j ? " aria-current=\"page\"" : "")}>{(j == 0 ? "Contents" : titles[j])}</a></li>"));
            string next = i + 1 < pages.Length ? $"<p class=\"next\"><a href=\"{ManualFile(pages[i + 1])}\">{titles[i + 1]}</a></p>" : "";
            WriteManual(ManualFile(pages[i]), i == 0 ? ManualTitle : titles[i] + " - LakhNES", "page",
                $"<nav><ul>{menu}</ul></nav><main>{ManualHtml(pages[i], (page, place) => ManualFile(page) + place)}{next}</main>");
        }

        if (Context.Tools.Resolve("weasyprint") is not { } weasyPrint)
        {
            Information("No WeasyPrint here, so the manual is not made a PDF.");
            return;
        }

        // all pages in a row; what a heading is called begins with its page's name
        string Anchor(string page, string place) => place.Length > 0 ? $"#{page}-{place[1..]}" : "#" + page;
        string all = string.Concat(pages.Select(page => $"<section id=\"{page}\">{ManualHtml(page, Anchor, page + "-")}</section>"));
        string version = $"<p class=\"version\">Version {ProductVersion()}</p>";
        var book = WriteManual("book.html", ManualTitle, "book", $"<main>{version}{all}</main>");
        Run(weasyPrint, ["--quiet", book.FullPath, manual.CombineWithFilePath("LakhNES.pdf").FullPath]);
        DeleteFile(book);
    });

string ManualText(string page) => System.IO.File.ReadAllText(manualSource.CombineWithFilePath(page + ".md").FullPath);

string ManualFile(string page) => page == "README" ? "index.html" : page + ".html";

/// A page's content, with its pictures copied and its links to other pages, and to places in them, as <paramref name="to"/> has them.
string ManualHtml(string page, Func<string, string, string> to, string idPrefix = "")
{
    var text = Markdown.Parse(ManualText(page), manualDialect);
    foreach (var heading in text.Descendants<HeadingBlock>())
        heading.GetAttributes().Id = idPrefix + heading.GetAttributes().Id;
    foreach (var link in text.Descendants<LinkInline>())
    {
        if (link.IsImage)
        {
            var picture = manualSource.CombineWithFilePath(link.Url);
            link.Url = "images/" + picture.GetFilename();
            CopyFile(picture, manual.CombineWithFilePath(link.Url));
        }
        else if (!link.Url.Contains("://"))
        {
            int place = link.Url.IndexOf('#');
            string file = place < 0 ? link.Url : link.Url[..place];
            link.Url = to(file.Length > 0 ? file[..^3] : page, place < 0 ? "" : link.Url[place..]);
        }
    }

    return text.ToHtml(manualDialect);
}

FilePath WriteManual(string file, string title, string kind, string body)
{
    var path = manual.CombineWithFilePath(file);
    System.IO.File.WriteAllText(path.FullPath, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <link rel="stylesheet" href="style.css">
        </head>
        <body class="{kind}">{body}</body>
        </html>

        """);
    return path;
}
