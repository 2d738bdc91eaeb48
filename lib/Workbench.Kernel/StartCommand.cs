using System.Runtime.InteropServices;
using Workbench.Kernel.Engine;
using Workbench.Kernel.Protocol;

namespace Workbench.Kernel;

/// <summary>Serves the client that wrote a connection file, until it says to stop or is gone.</summary>
internal static class StartCommand
{
    /// <param name="file">The connection file.</param>
    /// <param name="name">The language of cells that do not say.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(string file, string name)
    {
        try
        {
            if (Language.Of(name) is not (Language.CSharp or Language.FSharp) || Language.Of(name) is not { } language)
            {
                throw new CellException($"The kernel runs csharp and fsharp, and \"{name}\" is neither.");
            }

            var connection = ConnectionFile.Read(file);
            using var sockets = new JupyterSockets(connection);
            using var engine = new CellEngine(Environment.CurrentDirectory, language);
            using var server = new KernelServer(sockets, engine, language);
            // Ctrl+C in the client's terminal reaches the kernel too: it ends the cell, as the client means it.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
            {
                context.Cancel = true;
                engine.Interrupt();
            });
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                server.Stop();
            });
            ParentWatch.Start([connection.Shell, connection.Control, connection.Iopub, connection.Stdin, connection.Heartbeat], () => engine.IsRunning, () => Environment.Exit(0));
            server.Run();
        }
        catch (CellException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

        // A cell may still be running on its thread.
        Environment.Exit(0);
        return 0;
    }
}
