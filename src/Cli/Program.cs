using LakhNes.Cli;
using LakhNes.Cli.Terminal;

Interrupts.Watch();
return CommandLineApp.Run(args, CommandContext.ForConsole());
