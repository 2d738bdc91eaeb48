namespace DomainAdaptation;

/// <summary>Labels of generated images: as many of each class, in random order.</summary>
internal static class EvenClasses
{
    /// <summary>The class of image i: each <paramref name="classes"/> in a row hold every class once, in an order of their own.</summary>
    public static int Of(int classes, int seed, string purpose, int index)
    {
        var order = Enumerable.Range(0, classes).ToArray();
        Seeds.Generator(seed, purpose, index / classes).Shuffle(order);
        return order[index % classes];
    }
}
