namespace DomainAdaptation.Benchmarks;

/// <summary>A measurement that cannot be made or trusted; the message says why and what to do.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
