using System.Reflection;
using System.Runtime.CompilerServices;
using DomainAdaptation.Reporting;

namespace DomainAdaptation.Tests;

/// <summary>Settings are records whose values all have defaults, with a <c>With</c> method, because F# has no <c>{ o with … }</c> for them.</summary>
public class SettingsRulesTests
{
    // Reports that the library makes and a user only reads; their defaults keep old run records readable, and nobody changes one.
    private static readonly Type[] Reports = [typeof(EpochMetrics), typeof(TrainingProgress)];

    public static TheoryData<Type> Settings => [.. PublicSurface.Types.Where(IsSettings).Except(Reports)];

    // A script is run, not compared.
    public static TheoryData<Type> Compared => [.. PublicSurface.Types.Where(IsSettings).Except([.. Reports, typeof(Script)])];

    public static TheoryData<Type> Records => [.. PublicSurface.Types.Where(PublicSurface.IsRecord)];

    public static TheoryData<Type> Results => [.. PublicSurface.Types.Where(PublicSurface.IsRecord).Where(t => !IsSettings(t)).Concat(Reports)];

    [Fact]
    public void The_settings_are_found()
    {
        foreach (var type in new[] { typeof(DannOptions), typeof(TrainingHooks), typeof(RunRequest), typeof(ScriptOptions), typeof(Script) })
        {
            Assert.Contains(type, PublicSurface.Types.Where(IsSettings));
        }

        Assert.All(Reports, type => Assert.True(IsSettings(type)));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_are_sealed_records(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.True(PublicSurface.IsRecord(type));
        Assert.All(PublicSurface.Primary(type)!.GetParameters(), p => Assert.True(p.IsOptional, $"{p.Name} has no default"));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_property_of_a_record_is_not_set_later(Type type) => Assert.Empty(
        from property in PublicSurface.Properties(type)
        where property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select property.Name);

    [Theory]
    [MemberData(nameof(Settings))]
    public void With_covers_every_setting(Type type)
    {
        var with = type.GetMethod("With");
        Assert.NotNull(with);
        Assert.Equal(type, with.ReturnType);
        Assert.All(with.GetParameters(), p => Assert.True(p is { IsOptional: true, DefaultValue: null }, $"{p.Name} must be optional"));
        var parameters = PublicSurface.Primary(type)!.GetParameters();
        Assert.Equal(parameters.Select(p => Camel(p.Name!)), with.GetParameters().Select(p => p.Name));

        var original = Samples.Record(type, 1);
        Assert.Equal(original, with.Invoke(original, [.. parameters.Select(_ => (object?)null)]));
        for (var i = 0; i < parameters.Length; i++)
        {
            var value = Samples.Of(parameters[i].ParameterType, 2);
            var changed = with.Invoke(original, [.. parameters.Select((_, k) => k == i ? value : null)]);
            Assert.All(parameters, p => Assert.Equal(p == parameters[i] ? value : Value(original, p), Value(changed!, p)));
        }
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public void Settings_are_equal_when_their_values_are(Type type)
    {
        var parameters = PublicSurface.Primary(type)!.GetParameters();
        var (one, same) = (Samples.Record(type, 1), Samples.Record(type, 1));
        Assert.NotSame(one, same);
        Assert.True(one.Equals(same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        for (var i = 0; i < parameters.Length; i++)
        {
            var other = PublicSurface.Primary(type)!.Invoke([.. parameters.Select((p, k) => Samples.Of(p.ParameterType, k == i ? 2 : 1))]);
            Assert.False(one.Equals(other), $"{parameters[i].Name} makes no difference");
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_prints_as_one_line(Type type)
    {
        var printed = Samples.Record(type, 1).ToString();
        Assert.False(string.IsNullOrWhiteSpace(printed));
        Assert.DoesNotContain('\n', printed);
    }

    // "System.Double[]" and "System.Collections.Generic.List`1[…]" are what a record prints of a collection when nobody cared.
    [Theory]
    [MemberData(nameof(Results))]
    public void What_a_result_prints_is_of_use(Type type)
    {
        var printed = Samples.Record(type, 1).ToString()!;
        Assert.DoesNotContain("System.", printed, StringComparison.Ordinal);
        Assert.DoesNotContain('`', printed);
    }

    private static bool IsSettings(Type type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal)
        || (PublicSurface.IsRecord(type) && PublicSurface.Primary(type) is { } c && c.GetParameters() is { Length: > 0 } parameters && parameters.All(p => p.IsOptional));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static object? Value(object record, ParameterInfo parameter) => record.GetType().GetProperty(parameter.Name!)!.GetValue(record);
}
