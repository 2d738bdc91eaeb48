using System.Runtime.InteropServices;

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
}
