namespace DomainAdaptation.Tests;

/// <summary>The public API is pleasant from F#, as far as reflection can tell; <c>tests/DomainAdaptation.FSharp.Tests</c> tells the rest.</summary>
public class FSharpRulesTests
{
    [Fact]
    public void No_tuple_is_passed_or_returned() => Holds(FSharpRules.Tuples);

    [Fact]
    public void Nothing_is_passed_by_reference_or_as_a_span() => Holds(FSharpRules.ByReference);

    [Fact]
    public void Out_is_left_to_methods_called_Try() => Holds(FSharpRules.OutParameters);

    [Fact]
    public void Nothing_converts_implicitly() => Holds(FSharpRules.ImplicitConversions);

    [Fact]
    public void There_are_no_delegate_types_of_our_own() => Holds(FSharpRules.DelegateTypes);

    // A schedule and the hooks of a training are there for the library to call.
    [Fact]
    public void No_function_comes_back_that_would_need_Invoke() =>
        Holds(FSharpRules.FunctionsToInvoke, "AdaptationMethod.Lambda", "TrainingHooks.OnEpoch", "TrainingHooks.OnStep", "TrainingHooks.Score", "TrainingHooks.Scores", "TrainingHooks.OnNetwork");

    [Fact]
    public void The_core_shows_no_type_of_FSharp_Core() =>
        Holds(type => type.Assembly == PublicSurface.Core ? FSharpRules.FSharpTypes(type) : []);

    [Fact]
    public void Overloads_differ_in_the_number_of_their_required_arguments() => Holds(FSharpRules.Overloads);

    [Fact]
    public void Collections_are_read_only_interfaces_and_arrays_hold_numbers() => Holds(FSharpRules.OtherCollections, "ImagePredictions.GetEnumerator"); // it is a read-only list itself

    [Fact]
    public void No_name_is_a_keyword_of_FSharp() => Holds(FSharpRules.KeywordNames);

    [Fact]
    public void No_namespace_is_called_Core() => Holds(FSharpRules.NamespacesCalledCore);

    [Fact]
    public void The_rules_see_both_libraries()
    {
        Assert.Contains(typeof(AdversarialTrainer), PublicSurface.Types);
        Assert.Contains(typeof(Reporting.ResultsTable), PublicSurface.Types);
        Assert.Contains("AdversarialTrainer.Fit", PublicSurface.Methods(typeof(AdversarialTrainer)).Select(PublicSurface.Name));
        Assert.DoesNotContain(PublicSurface.Methods(typeof(DannOptions)), m => m.Name is "Deconstruct" or "ToString" or "op_Equality");
        Assert.DoesNotContain(PublicSurface.Methods(typeof(GradientReversal)), m => m.Name is "forward" or "parameters");
    }

    // The rules themselves: each finds what it is there for.
    [Fact]
    public void A_type_that_breaks_every_rule_is_found_out()
    {
        var type = typeof(Unpleasant);
        Assert.Equal(["Unpleasant.Pair", "Unpleasant.Pairs(pairs)"], FSharpRules.Tuples(type));
        Assert.Equal(["Unpleasant.Swap(value)", "Unpleasant.Read(value)", "Unpleasant.Span(values)"], FSharpRules.ByReference(type));
        Assert.Equal(["Unpleasant.Find"], FSharpRules.OutParameters(type));
        Assert.Equal(["Unpleasant.op_Implicit"], FSharpRules.ImplicitConversions(type));
        Assert.Equal(["Callback"], FSharpRules.DelegateTypes(typeof(Unpleasant.Callback)));
        Assert.Equal(["Unpleasant.Factory", "Unpleasant.Function"], FSharpRules.FunctionsToInvoke(type));
        Assert.Equal(["Unpleasant.Option"], FSharpRules.FSharpTypes(type));
        Assert.Equal(["Unpleasant.Over"], FSharpRules.Overloads(type));
        Assert.Equal(["Unpleasant.List", "Unpleasant.Set(keys)", "Unpleasant.Names"], FSharpRules.OtherCollections(type));
        Assert.Equal(["Unpleasant.val", "Unpleasant.Set(to)"], FSharpRules.KeywordNames(type));
        Assert.Equal(["DomainAdaptation.Tests.Core"], FSharpRules.NamespacesCalledCore(typeof(Core.Misplaced)));
    }

    private static void Holds(Func<Type, IEnumerable<string>> rule, params string[] allowed)
    {
        var broken = PublicSurface.Types.SelectMany(rule).Distinct().ToList();
        Assert.Empty(broken.Except(allowed, StringComparer.Ordinal));
        Assert.Empty(allowed.Except(broken, StringComparer.Ordinal)); // an exception that is not needed any more
    }
}
