// The user's manual, docs/manual, as pages for a browser: artifacts/manual, which packages hold, with one PDF where WeasyPrint is;
// and docs/site, which is published as it lies there.
#addin nuget:?package=Markdig&version=1.6.0
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

var manual = artifacts.Combine("manual");
DirectoryPath manualSource = MakeAbsolute(Directory("docs/manual"));
DirectoryPath site = MakeAbsolute(Directory("docs/site"));
const string ManualTitle = "LakhNES: the manual";

MarkdownPipeline manualDialect = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

Task("manual")
    .Description("lay out the user's manual as HTML and PDF: artifacts/manual")
    .Does(() =>
    {
        CleanDirectory(manual);
        EnsureDirectoryExists(manual.Combine("images"));
        // a package has nothing beside its manual, so pictures and style come along
        string Copy(string url)
        {
            var file = manualSource.CombineWithFilePath(url);
            string copy = (url.StartsWith("../") ? "images/" : "") + file.GetFilename();
            CopyFile(file, manual.CombineWithFilePath(copy));
            return copy;
        }

        WriteManual(manual, Copy, home: "");
        if (FindProgram("weasyprint") is not { } weasyPrint)
        {
            Information("No WeasyPrint here, so the manual is not made a PDF.");
            return;
        }

        // all pages in a row; what a heading is called begins with its page's name
        string Anchor(string page, string place) => place.Length > 0 ? $"#{page}-{place[1..]}" : "#" + page;
        string all = string.Concat(ManualPages().Select(page =>
            $"<section id=\"{page}\">{Html(ManualText(page), link => Anchor(PageOf(link, page), PlaceOf(link)), Copy, page + "-")}</section>"));
        string version = $"<p class=\"version\">Version {ProductVersion()}</p>";
        var book = manual.CombineWithFilePath("book.html");
        WritePage(book, ManualTitle, "style.css", "book", $"<main>{version}{all}</main>");
        Run(weasyPrint, ["--quiet", book.FullPath, manual.CombineWithFilePath("LakhNES.pdf").FullPath]);
        DeleteFile(book);
    });

Task("site")
    .Description("lay out docs/site anew after the manual, a licence or docs/roms.md has changed")
    .Does(() => WriteSite(site));

/// Writes the pages that the site has of documents: the manual, and what its first page points at.
void WriteSite(DirectoryPath folder)
{
    var pages = folder.Combine("manual");
    CleanDirectory(pages);
    // pictures and style stay where they are
    WriteManual(pages, url => url.StartsWith("../") ? "../" + url : "../../manual/" + url, home: "<li><a href=\"../index.html\">LakhNES</a></li>");
    foreach (var (document, page) in new[] { ("docs/roms.md", "roms"), ("THIRD-PARTY-NOTICES.md", "notices") })
    {
        string text = System.IO.File.ReadAllText(document);
        WriteSitePage(page, TitleOf(text), Html(text, link => link == "LICENSE" ? "licence.html" : throw new CakeException($"{document}: {link}"), url => url));
    }

    WriteSitePage("licence", "Licence", $"<pre>{System.Net.WebUtility.HtmlEncode(System.IO.File.ReadAllText("LICENSE"))}</pre>");

    void WriteSitePage(string page, string title, string body) =>
        WritePage(folder.CombineWithFilePath(page + ".html"), title + " - LakhNES", "../manual/style.css", "page",
            $"<nav><ul><li><a href=\"index.html\">LakhNES</a></li></ul></nav><main>{body}</main>");
}

/// Whether what the site has of documents is what they say now.
bool SiteIsCurrent()
{
    var now = artifacts.Combine("site");
    CleanDirectory(now);
    WriteSite(now);
    string Text(DirectoryPath folder) => string.Concat(
        GetFiles(folder + "/**/*.html").Select(file => folder.GetRelativePath(file))
            .Where(file => file.FullPath != "index.html")
            .OrderBy(file => file.FullPath, StringComparer.Ordinal)
            .Select(file => $"{file}\n{System.IO.File.ReadAllText(folder.CombineWithFilePath(file).FullPath)}"));
    return Text(now) == Text(site);
}

/// The manual's pages in their order, the contents first.
string[] ManualPages() =>
[
    "README",
    .. Markdown.Parse(ManualText("README"), manualDialect).Descendants<LinkInline>()
        .Where(link => !link.IsImage && link.Url.EndsWith(".md")).Select(link => link.Url[..^3]).Distinct(),
];

/// Writes the manual's pages into a folder; file says how they name a file beside the manual, home is the menu's first entry.
void WriteManual(DirectoryPath folder, Func<string, string> file, string home)
{
    string[] pages = ManualPages();
    string[] titles = [.. pages.Select(page => TitleOf(ManualText(page)))];
    string style = file("style.css");
    for (int i = 0; i < pages.Length; i++)
    {
        string menu = string.Concat(pages.Select((page, j) =>
            $"<li><a href=\"{ManualFile(page)}\"{(i == j ? " aria-current=\"page\"" : "")}>{(j == 0 ? "Contents" : titles[j])}</a></li>"));
        string next = i + 1 < pages.Length ? $"<p class=\"next\"><a href=\"{ManualFile(pages[i + 1])}\">{titles[i + 1]}</a></p>" : "";
        string text = Html(ManualText(pages[i]), link => ManualFile(PageOf(link, pages[i])) + PlaceOf(link), file);
        WritePage(folder.CombineWithFilePath(ManualFile(pages[i])), i == 0 ? ManualTitle : titles[i] + " - LakhNES", style, "page",
            $"<nav><ul>{home}{menu}</ul></nav><main>{text}{next}</main>");
    }
}

string ManualText(string page) => System.IO.File.ReadAllText(manualSource.CombineWithFilePath(page + ".md").FullPath);

string TitleOf(string text) => text.Split('\n')[0].TrimStart('#', ' ');

string ManualFile(string page) => page == "README" ? "index.html" : page + ".html";

// a link is PAGE.md#PLACE, without the one or the other
string PageOf(string link, string here) => link.Split('#')[0] is { Length: > 0 } file ? file[..^3] : here;

string PlaceOf(string link) => link.IndexOf('#') is var place and >= 0 ? link[place..] : "";

/// A document as HTML, its links to other documents as link has them, its pictures as picture has them.
string Html(string document, Func<string, string> link, Func<string, string> picture, string idPrefix = "")
{
    var text = Markdown.Parse(document, manualDialect);
    foreach (var heading in text.Descendants<HeadingBlock>())
        heading.GetAttributes().Id = idPrefix + heading.GetAttributes().Id;
    foreach (var inline in text.Descendants<LinkInline>())
    {
        if (inline.IsImage) inline.Url = picture(inline.Url);
        else if (!inline.Url.Contains("://")) inline.Url = link(inline.Url);
    }

    return text.ToHtml(manualDialect);
}

// Cake's scripts have lines that end as on Windows
void WritePage(FilePath path, string title, string style, string kind, string body) =>
    System.IO.File.WriteAllText(path.FullPath, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <link rel="stylesheet" href="{style}">
        </head>
        <body class="{kind}">{body}</body>
        </html>

        """.ReplaceLineEndings("\n"));
