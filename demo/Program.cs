using LakhNes.Demo;

// writes the demo song: dotnet run --project demo -- demo/demo.mid
File.WriteAllBytes(args[0], DemoSong.Build().ToBytes());
