namespace LakhNes.Score.NesMdb;

/// <summary>Tells the scene of a song of NES-MDB by its file's name, <c>284_SuperMarioBros__05_06GameOver.mid</c>.</summary>
public static class SceneNames
{
    // the first row that has one of the title's words decides: BossClear is a fanfare, StageBoss a fight
    private static readonly (GameScene Scene, string[] Words)[] Table =
    [
        (
            GameScene.GameOver,
            ["gameover", "over", "death", "dead", "miss", "defeat", "defeated", "lose", "requiem", "failed", "failure"]
        ),
        (GameScene.Ending, ["ending", "epilogue", "staff", "credit", "credits", "congratulations", "congratulation", "finale"]),
        (
            GameScene.Fanfare,
            [
                "clear",
                "cleared",
                "victory",
                "win",
                "won",
                "fanfare",
                "jingle",
                "levelup",
                "extend",
                "item",
                "get",
                "complete",
                "completed",
                "goal",
                "perfect",
                "done",
                "homerun",
                "discovery",
                "treasure",
                "start",
            ]
        ),
        (GameScene.Boss, ["boss", "battle", "fight", "fighting", "encounter", "enemy", "vs", "combat", "duel"]),
        (GameScene.Title, ["title", "opening", "prologue", "introduction", "intro", "overture", "prelude", "demo"]),
        (GameScene.Town, ["town", "townof", "village", "shop", "inn", "house", "church", "school"]),
        (
            GameScene.Menu,
            [
                "menu",
                "select",
                "selection",
                "selectof",
                "password",
                "name",
                "entry",
                "options",
                "map",
                "continue",
                "edit",
                "ranking",
                "setting",
                "mode",
            ]
        ),
        (
            GameScene.Dungeon,
            [
                "dungeon",
                "cave",
                "cavern",
                "castle",
                "labyrinth",
                "underground",
                "underworld",
                "tower",
                "towerof",
                "temple",
                "fortress",
                "maze",
                "ruins",
                "shrine",
                "corridor",
                "palace",
            ]
        ),
        (
            GameScene.Stage,
            [
                "stage",
                "area",
                "level",
                "round",
                "world",
                "worldof",
                "mission",
                "bgm",
                "main",
                "field",
                "overworld",
                "chapter",
                "jungle",
                "forest",
                "island",
                "sky",
                "ice",
                "mountain",
                "sector",
                "act",
                "zone",
                "floor",
                "gameplay",
                "play",
                "road",
                "sea",
                "ocean",
                "underwater",
                "city",
                "theme",
            ]
        ),
    ];

    private static readonly Dictionary<string, int> Rows = Table
        .SelectMany((row, index) => row.Words.Select(word => (word, index)))
        .ToDictionary(pair => pair.word, pair => pair.index);

    /// <summary>The scene of a file.</summary>
    /// <param name="path">
    /// Its title stands after the last underscore, behind the track's number, its words begun by capitals.
    /// </param>
    /// <returns><see cref="GameScene.Unknown"/> where none of the table's words is in it.</returns>
    public static GameScene Of(string path)
    {
        ReadOnlySpan<char> title = Path.GetFileNameWithoutExtension(path.AsSpan());
        title = title[(title.LastIndexOf('_') + 1)..].TrimStart("0123456789");
        int row = Rows.GetValueOrDefault(title.ToString().ToLowerInvariant(), Table.Length);
        while (!title.IsEmpty)
        {
            int length = WordLength(title);
            row = Math.Min(row, Rows.GetValueOrDefault(title[..length].ToString().ToLowerInvariant(), Table.Length));
            title = title[length..];
        }
        return row < Table.Length ? Table[row].Scene : GameScene.Unknown;
    }

    // a capital and the small letters after it, or capitals up to the next word's (BGM in BGMTitle)
    private static int WordLength(ReadOnlySpan<char> text)
    {
        int length = 1;
        if (text.Length > 1 && char.IsUpper(text[0]) && char.IsUpper(text[1]))
        {
            while (
                length < text.Length
                && char.IsUpper(text[length])
                && !(length + 1 < text.Length && char.IsLower(text[length + 1]))
            )
                length++;
            return length;
        }
        while (length < text.Length && char.IsLower(text[length]))
            length++;
        return length;
    }
}
