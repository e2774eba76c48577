namespace LakhNes.Score;

/// <summary>
/// What happens in the game while a piece plays, as NES-MDB's file names tell (<see cref="NesMdb.SceneNames"/>).
/// </summary>
public enum GameScene
{
    /// <summary>Nothing is known of it.</summary>
    Unknown,

    /// <summary>The title, the opening or the story's beginning.</summary>
    Title,

    /// <summary>Under way: a stage, the field, the main theme.</summary>
    Stage,

    /// <summary>Inside: dungeons, caves, castles, towers.</summary>
    Dungeon,

    /// <summary>A fight.</summary>
    Boss,

    /// <summary>Among people: towns, shops, inns.</summary>
    Town,

    /// <summary>Something is chosen or entered: menus, maps, passwords.</summary>
    Menu,

    /// <summary>Something went well: a stage cleared, a level up, a thing found.</summary>
    Fanfare,

    /// <summary>A life or the game is lost.</summary>
    GameOver,

    /// <summary>The story's end and the credits.</summary>
    Ending,
}
