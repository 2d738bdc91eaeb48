namespace DomainAdaptation.Tests;

/// <summary>Real data sets, for the tests that need them; those skip, saying so, where the data are absent.</summary>
internal static class RealData
{
    public static DataHome Home(params string[] sets)
    {
        var home = DataHome.Find();
        foreach (var set in sets)
        {
            Assert.SkipUnless(Directory.Exists(home.PathOf(set)), $"There is no {set} in {home.Folder}; set {DataHome.Variable} to a folder that has it.");
        }

        return home;
    }
}
