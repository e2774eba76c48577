using LakhNes.Score.NesMdb;

namespace LakhNes.Score.Tests.NesMdb;

public class SceneNamesTests
{
    [Theory]
    [InlineData("005_Abadox_TheDeadlyInnerWar_00_01OpeningDemo.mid", GameScene.Title)]
    [InlineData("006_Adam_amp_Eve_00_01TitleScreen.mid", GameScene.Title)]
    [InlineData("001_1942_01_02MainBGM.mid", GameScene.Stage)]
    [InlineData("005_Abadox_TheDeadlyInnerWar_02_03Stage146.mid", GameScene.Stage)]
    [InlineData("009_Aighina_11_12LastDungeon.mid", GameScene.Dungeon)]
    [InlineData("005_Abadox_TheDeadlyInnerWar_07_08BossBattle.mid", GameScene.Boss)]
    [InlineData("x_00_01StageBoss.mid", GameScene.Boss)]
    [InlineData("x_00_01BossClear.mid", GameScene.Fanfare)]
    [InlineData("x_00_01LEVELCLEAR.mid", GameScene.Unknown)] // no word begins in capitals alone
    [InlineData("x_00_01LevelUp.mid", GameScene.Fanfare)] // the whole title is a word, too
    [InlineData("x_00_01BGMTitle.mid", GameScene.Title)]
    [InlineData("x_00_01Shop.mid", GameScene.Town)]
    [InlineData("x_00_01NameEntry.mid", GameScene.Menu)]
    [InlineData("/some/folder.of_Boss/001_1942_05_06GameOver.mid", GameScene.GameOver)]
    [InlineData("x_00_01Gameover", GameScene.GameOver)]
    [InlineData("x_00_01StaffRoll.mid", GameScene.Ending)]
    [InlineData("010_AlienSyndrome_02_03DoomsDay.mid", GameScene.Unknown)]
    [InlineData("Boss_00_01Fortune.mid", GameScene.Unknown)] // the game's name says nothing
    [InlineData("12.mid", GameScene.Unknown)]
    [InlineData("", GameScene.Unknown)]
    public void TheTitlesWordsTellTheScene(string file, GameScene scene) => Assert.Equal(scene, SceneNames.Of(file));
}
