namespace DomainAdaptation.Tests;

/// <summary>The fonts of this machine, for the tests that draw with fonts; those skip, saying so, where there are none.</summary>
internal static class InstalledFonts
{
    private static readonly Lazy<FontSet?> Found = new(() =>
    {
        try
        {
            return FontSet.System();
        }
        catch (DataNotFoundException)
        {
            return null;
        }
    });

    public static FontSet All
    {
        get
        {
            Assert.SkipWhen(Found.Value is null, "There are no fonts on this machine; on Debian or Ubuntu: apt install fonts-dejavu-core.");
            return Found.Value!;
        }
    }
}
