using System.Runtime.InteropServices;
using TorchSharp;

namespace DomainAdaptation.Tests;

/// <summary>What MKL was told reaches it; what that is worth is measured by tests/Benchmarks.</summary>
public sealed class MatrixProductsTests
{
    private const int BranchAsked = 1, BestBranch = 2; // mkl_types.h: MKL_CBWR_BRANCH, MKL_CBWR_AUTO

    [Fact]
    public unsafe void MKL_shares_products_out_in_one_fixed_way()
    {
        NativeBackend.EnsureLoaded();
        Assert.SkipUnless(OperatingSystem.IsLinux() && FastPath.Products, "it is told so on Linux alone, and only with that part of the fast path");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(MatrixProducts.Variable) is not null, "somebody told it something else");
        var asked = nint.Zero;
        Assert.SkipUnless(
            NativeBackend.LibTorchFolder is { } folder && NativeLibrary.TryLoad(Path.Combine(folder, "libtorch_cpu.so"), out var library) && NativeLibrary.TryGetExport(library, "mkl_serv_cbwr_get", out asked),
            "this libtorch has no MKL that can be asked");

        Assert.Equal(BestBranch, ((delegate* unmanaged<int, int>)asked)(BranchAsked));
    }

    [Fact]
    public void MKL_takes_wide_instructions_whoever_made_the_processor()
    {
        NativeBackend.EnsureLoaded();
        Assert.SkipUnless(MatrixProducts.WideCodeIsKept && FastPath.Wide, "MKL chooses rightly by itself here, or its other code did not pass its trial");
        Assert.SkipUnless(HiddenSymbols.MklMaker is { }, "this libtorch has no MKL that can be told");

        torch.ones(64, 64).mm(torch.ones(64, 64));
        Assert.Equal(1, Marshal.ReadInt32(HiddenSymbols.MklMaker!.Value));
        Assert.False(MatrixProducts.ChooseByInstructions()); // once a product was computed it is too late
    }

    [Fact]
    public void Products_are_what_sums_in_64_bits_give()
    {
        Assert.True(ProductTrial.AreRight());
        Assert.True(ProductTrial.Pace() > 0);
    }

    [Fact]
    public void A_child_tells_how_fast_the_usual_code_is()
    {
        using var child = TrialProcess.Start([ProductTrial.PacePart], new TrialSettings());
        Assert.InRange(ProductTrial.PaceOf(child), 1e-5, 60);

        using var other = TrialProcess.Start(["no such part"], new TrialSettings());
        Assert.Contains("was to tell the usual code's pace failed", Assert.Throws<InvalidOperationException>(() => ProductTrial.PaceOf(other)).Message, StringComparison.Ordinal);
    }
}
