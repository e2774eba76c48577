using LakhNes.Cli;

Interrupts.Watch();
return CommandLineApp.Run(args, CommandContext.ForConsole());
