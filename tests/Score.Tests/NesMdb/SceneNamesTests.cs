using LakhNes.Score.NesMdb;

namespace LakhNes.Score.Tests.NesMdb;

public class SceneNamesTests
{
    [Theory]
    [InlineData("005_Abadox_TheDeadlyInnerWar_00_01OpeningDemo.mid", Scene.Title)]
    [InlineData("006_Adam_amp_Eve_00_01TitleScreen.mid", Scene.Title)]
    [InlineData("001_1942_01_02MainBGM.mid", Scene.Stage)]
    [InlineData("005_Abadox_TheDeadlyInnerWar_02_03Stage146.mid", Scene.Stage)]
    [InlineData("009_Aighina_11_12LastDungeon.mid", Scene.Dungeon)]
    [InlineData("005_Abadox_TheDeadlyInnerWar_07_08BossBattle.mid", Scene.Boss)]
    [InlineData("x_00_01StageBoss.mid", Scene.Boss)]
    [InlineData("x_00_01BossClear.mid", Scene.Fanfare)]
    [InlineData("x_00_01LEVELCLEAR.mid", Scene.Unknown)] // no word begins in capitals alone
    [InlineData("x_00_01LevelUp.mid", Scene.Fanfare)] // the whole title is a word, too
    [InlineData("x_00_01BGMTitle.mid", Scene.Title)]
    [InlineData("x_00_01Shop.mid", Scene.Town)]
    [InlineData("x_00_01NameEntry.mid", Scene.Menu)]
    [InlineData("/some/folder.of_Boss/001_1942_05_06GameOver.mid", Scene.GameOver)]
    [InlineData("x_00_01Gameover", Scene.GameOver)]
    [InlineData("x_00_01StaffRoll.mid", Scene.Ending)]
    [InlineData("010_AlienSyndrome_02_03DoomsDay.mid", Scene.Unknown)]
    [InlineData("Boss_00_01Fortune.mid", Scene.Unknown)] // the game's name says nothing
    [InlineData("12.mid", Scene.Unknown)]
    [InlineData("", Scene.Unknown)]
    public void TheTitlesWordsTellTheScene(string file, Scene scene) => Assert.Equal(scene, SceneNames.Of(file));
}
