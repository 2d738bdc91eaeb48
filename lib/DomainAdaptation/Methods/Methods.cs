namespace DomainAdaptation;

/// <summary>All methods, by the ids that records, tables and command lines use.</summary>
public static class Methods
{
    /// <summary>The lower bound: trained on the labelled source only.</summary>
    public const string SourceOnly = PaperMethods.SourceOnly;

    /// <summary>Subspace alignment (Fernando et al. 2013), the paper's baseline.</summary>
    public const string SubspaceAlignment = PaperMethods.SubspaceAlignment;

    /// <summary>The paper's method: domain-adversarial training by gradient reversal.</summary>
    public const string Dann = PaperMethods.Dann;

    /// <summary>The upper bound: trained on the labelled target.</summary>
    public const string TrainOnTarget = PaperMethods.TrainOnTarget;

    /// <summary>Semi-supervised: trained on the few labelled target samples alone ("Real" in the paper's figure).</summary>
    public const string LabelledTarget = PaperMethods.LabelledTarget;

    /// <summary>Semi-supervised: trained on the source and the few labelled target samples, without adaptation ("Syn + Real").</summary>
    public const string SourceAndTarget = PaperMethods.SourceAndTarget;

    /// <summary>Semi-supervised: the paper's method with the few labelled target samples besides ("Syn + Real Adapted").</summary>
    public const string SemiSupervisedDann = PaperMethods.SemiSupervisedDann;

    // In the order in which tables and legends list them. A new method is a line here, or in a program of one's own an argument of Trainer.Fit.
    private static readonly Entry[] List =
    [
        new(PaperMethods.Info(LabelledTarget)),
        new(PaperMethods.Info(SourceOnly)),
        new(PaperMethods.Info(SubspaceAlignment)),
        new(AdaBn.Description, _ => new AdaBn()),
        new(EntropyMinimisation.Description, _ => new EntropyMinimisation()),
        new(DeepCoral.Description, _ => new DeepCoral()),
        new(Dan.Description, _ => new Dan()),
        new(Jan.Description, _ => new Jan()),
        new(Afn.Description, _ => new Afn()),
        new(Bnm.Description, _ => new Bnm()),
        new(Mcc.Description, _ => new Mcc()),
        new(DomainAdaptation.Dann.Description, o => new Dann(o.DomainWeight, o.Adversary)),
        new(Cdan.Description, o => new Cdan(weight: o.DomainWeight)),
        new(Cdan.DescriptionE, o => new Cdan(entropy: true, weight: o.DomainWeight)),
        new(Bsp.Description, o => new Bsp(domainWeight: o.DomainWeight)),
        new(Mdd.Description, _ => new Mdd()),
        new(Mcd.Description, _ => new Mcd()),
        new(Vada.Description, _ => new Vada()),
        new(Adda.Description, _ => new Adda()),
        new(PaperMethods.Info(SourceAndTarget)),
        new(PaperMethods.Info(SemiSupervisedDann), o => new Dann(o.DomainWeight, o.Adversary)),
        new(PaperMethods.Info(TrainOnTarget)),
    ];

    /// <summary>The methods of the paper's tables, in their order.</summary>
    public static IReadOnlyList<string> OfTables { get; } = PaperMethods.OfTables;

    /// <summary>The curves of the paper's semi-supervised figure, in its order, and the upper bound.</summary>
    public static IReadOnlyList<string> OfSemiSupervisedFigure { get; } = [LabelledTarget, SourceOnly, Dann, SourceAndTarget, SemiSupervisedDann, TrainOnTarget];

    /// <summary>What each method is, in the order in which tables and legends list them.</summary>
    public static IReadOnlyList<MethodDescription> Infos { get; } = [.. List.Select(e => e.Info)];

    /// <summary>The ids of all methods, in that order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Infos.Select(i => i.Id)];

    /// <summary>The ids of those that adapt without a label of the target, on the training loop: any experiment can be run with them.</summary>
    public static IReadOnlyList<string> Unsupervised { get; } = [.. List.Where(e => e.Create is not null && e.Info.Labels == LabelsSeen.Source).Select(e => e.Info.Id)];

    /// <summary>What a method is.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="ArgumentException">There is no such method; the message lists those there are.</exception>
    public static MethodDescription Info(string id) => Find(id).Info;

    /// <summary>A method with its usual settings, or those of the options that it shares.</summary>
    /// <param name="id">Its id, one that adapts by training.</param>
    /// <param name="options">The settings of the training.</param>
    /// <exception cref="ArgumentException">There is no such method, or it is none that a step of its own describes.</exception>
    public static AdaptationMethod Create(string id, DannOptions? options = null) =>
        (Find(id).Create ?? throw new ArgumentException($"'{id}' is trained by labels alone or not at all and has no step of its own: train by SourceOnly.Fit or TrainOnTarget.Fit, or align subspaces by SubspaceAlignment.", nameof(id)))(options ?? new DannOptions());

    /// <summary>What can be done without a target.</summary>
    internal static string Generalising =>
        $"Without a target {string.Join(", ", List.Where(e => e.Create is not null && !e.Info.NeedsTarget).Select(e => e.Info.Id))} can be trained, with a domain classifier that has a logit for each source; or train source-only.";

    private static Entry Find(string id) =>
        Array.Find(List, e => e.Info.Id == id) ?? throw new ArgumentException($"'{id}' is no method. Choose from {string.Join(", ", All)}.", nameof(id));

    private sealed record Entry(MethodDescription Info, Func<DannOptions, AdaptationMethod>? Create = null);
}
