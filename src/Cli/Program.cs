using LakhNes.Cli;

return CommandLineApp.Run(args, CommandContext.ForConsole());
