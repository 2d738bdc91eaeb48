namespace DomainAdaptation.Reporting;

/// <summary>How a line looks: colour, dash and marker all differ, so that it can be told in grey print and by the colour-blind.</summary>
internal sealed record SeriesStyle(string Colour, string Dash, string Marker)
{
    // The colours of Okabe and Ito, dark enough for white paper; the methods of the paper's figures have theirs, in this order.
    private static readonly string[] Own =
    [
        PaperMethods.LabelledTarget, PaperMethods.SourceOnly, PaperMethods.SubspaceAlignment, PaperMethods.Dann, PaperMethods.SourceAndTarget, PaperMethods.SemiSupervisedDann, PaperMethods.TrainOnTarget,
    ];

    private static readonly SeriesStyle[] Palette =
    [
        new("#6b6b6b", "dot", "circle"),
        new("#cc79a7", "dashdot", "triangle-up"),
        new("#0072b2", "solid", "square"),
        new("#d55e00", "dash", "diamond"),
        new("#009e73", "longdash", "x"),
        new("#56b4e9", "longdashdot", "cross"),
        new("#b8860b", "solid", "star"),
        new("#000000", "dot", "hexagon"),
    ];

    /// <summary>A style for each method in turn: its own where it is still free, else the next free one.</summary>
    public static IReadOnlyList<SeriesStyle> For(IEnumerable<string> methods)
    {
        var styles = new List<SeriesStyle>();
        foreach (var method in methods)
        {
            var own = Array.IndexOf(Own, method);
            var style = own >= 0 && !styles.Contains(Palette[own]) ? Palette[own] : Palette.Skip(4).Concat(Palette).Concat(Further()).FirstOrDefault(s => !styles.Contains(s));
            styles.Add(style ?? Palette[styles.Count % Palette.Length]);
        }

        return styles;
    }

    // When every colour is taken: each again, with another dash and marker.
    private static IEnumerable<SeriesStyle> Further() =>
        from shift in Enumerable.Range(1, Palette.Length - 1)
        from i in Enumerable.Range(0, Palette.Length)
        let look = Palette[(i + shift) % Palette.Length]
        select look with { Colour = Palette[i].Colour };
}
