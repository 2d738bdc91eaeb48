using System.Runtime.InteropServices;
using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>What MKL was told reaches it; what that is worth is measured by tests/Benchmarks.</summary>
public sealed class MatrixProductsTests
{
    private const int BranchAsked = 1, BestBranch = 2; // mkl_types.h: MKL_CBWR_BRANCH, MKL_CBWR_AUTO
    private const int UntoldBranch = 2; // what MKL was seen to answer on an AMD with AVX-512 before it was told; told, 14

    [Fact]
    public unsafe void MKL_shares_products_out_in_one_fixed_way()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && FastPath.Products, "it is told so on Linux alone, and only with that part of the fast path");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(MatrixProducts.Variable) is not null, "somebody told it something else");
        Assert.Equal(BestBranch, ((delegate* unmanaged<int, int>)Mkl("mkl_serv_cbwr_get"))(BranchAsked));
    }

    [Fact]
    public unsafe void MKL_says_that_it_takes_wide_instructions_whoever_made_the_processor()
    {
        NativeBackend.EnsureLoaded();
        Assert.SkipUnless(MatrixProducts.WideCodeIsWithheld && HiddenSymbols.MklIsIntel is not null, "MKL chooses rightly by itself here");
        Assert.SkipUnless(Environment.GetEnvironmentVariables().Keys.Cast<string>().All(name => name is not "WORKBENCH_FAST" && !name.StartsWith("MKL_", StringComparison.Ordinal)), "somebody chose for it");
        var hindrance = Trial.Here.Hindrance(FastPath.WidePart);
        Assert.True(hindrance is null || hindrance.Contains("times the usual code's time", StringComparison.Ordinal), hindrance);
        Assert.Equal(hindrance is null, MatrixProducts.IsWide);
        Assert.Equal(hindrance is null, ((delegate* unmanaged<int>)Mkl("mkl_serv_cbwr_get_auto_branch"))() > UntoldBranch);
        Assert.Equal(hindrance is null, FastPath.Describe().Contains("products, wide,", StringComparison.Ordinal));

        torch.ones(64, 64).mm(torch.ones(64, 64)).Dispose();
        Assert.False(MatrixProducts.ChooseByInstructions()); // too late
    }

    [Fact]
    public void Products_and_what_else_MKL_computes_are_right()
    {
        Assert.Null(ProductTrial.Mistake());
        Assert.InRange(ProductTrial.Pace(), 1e-5, 60);
    }

    [Fact]
    public void A_child_tells_how_fast_the_usual_code_is()
    {
        var patient = new TrialSettings { Patience = TimeSpan.FromSeconds(120) };
        using var child = TrialProcess.Start([ProductTrial.PacePart], patient);
        Assert.InRange(ProductTrial.PaceOf(child), 1e-5, 60);

        using var other = TrialProcess.Start(["no such part"], patient);
        Assert.Contains("was to tell the usual code's pace failed", Assert.Throws<InvalidOperationException>(() => ProductTrial.PaceOf(other)).Message, StringComparison.Ordinal);
    }

    private static nint Mkl(string function)
    {
        NativeBackend.EnsureLoaded();
        var address = nint.Zero;
        Assert.SkipUnless(
            NativeBackend.LibTorchFolder is { } folder && NativeLibrary.TryLoad(Path.Combine(folder, "libtorch_cpu.so"), out var library) && NativeLibrary.TryGetExport(library, function, out address),
            "this libtorch has no MKL that can be asked");
        return address;
    }
}
