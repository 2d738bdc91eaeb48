namespace DomainAdaptation.Notebooks;

/// <summary>How values of a type look.</summary>
/// <param name="Type">The type; of an interface, all that implement it.</param>
/// <param name="ToHtml">Makes HTML that needs no style sheet.</param>
internal sealed record HtmlView(Type Type, Func<object, string> ToHtml)
{
    public static HtmlView Of<T>(Func<T, string> toHtml) => new(typeof(T), value => toHtml((T)value));
}
