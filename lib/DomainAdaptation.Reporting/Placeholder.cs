namespace DomainAdaptation.Reporting;
internal static class Placeholder;
