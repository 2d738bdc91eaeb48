#pragma warning disable CA1002, CA1024, CA1034, CA1045, CA1051, CA1711, CA1720, CA1815, CA1822, CA2225, IDE1006, CA1021, CA1044, CA1052, CA1065 // Each line is wrong on purpose.

namespace DomainAdaptation.Tests
{
    /// <summary>Breaks each of <see cref="FSharpRules"/>, so that the rules can be seen to see.</summary>
    public sealed class Unpleasant
    {
        public delegate int Callback(int value);

        public int val => 1;

        public Func<int> Function { get; } = () => 1;

        public IReadOnlyList<string> Fine { get; } = [];

        public string[] Names { get; } = [];

        public static implicit operator Unpleasant(int value) => new();

        public (int A, int B) Pair() => (1, 2);

        public void Pairs(IEnumerable<Tuple<int, int>> pairs) => _ = pairs;

        public void Swap(ref int value) => value++;

        public void Read(in int value) => _ = value;

        public void Span(ReadOnlySpan<int> values) => _ = values.Length;

        public int Find(out int value) => value = 1;

        public bool TryFind(out int value) => (value = 1) == 1;

        public Func<int, int> Factory() => i => i;

        public Microsoft.FSharp.Core.FSharpOption<int>? Option() => null;

        public int Over(int a, int b = 0) => a + b;

        public int Over(double a) => (int)a;

        public int Over(int a, int b, int c) => a + b + c;

        public List<int> List() => [];

        public void Set(HashSet<string> keys, int to, params string[] names) => _ = (keys, to, names);
    }
}

namespace DomainAdaptation.Tests.Core
{
    public static class Misplaced;
}
