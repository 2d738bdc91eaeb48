using Workbench.Kernel;

// "start" is what a client waits for: it goes past the reading of options.
return args is ["start", var connection] ? StartCommand.Run(connection, Workbench.Kernel.Engine.Language.CSharp)
    : args is ["start", var file, "--language", var language] ? StartCommand.Run(file, language)
    : await CommandLine.Run(args);
