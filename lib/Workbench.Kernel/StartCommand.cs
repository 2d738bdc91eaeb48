namespace Workbench.Kernel;
internal static class StartCommand { public static Task<int> Run(string f, string l) => throw new System.NotImplementedException(); }
