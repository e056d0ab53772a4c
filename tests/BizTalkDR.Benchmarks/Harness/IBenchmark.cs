namespace BizTalkDR.Benchmarks.Harness;

/// <summary>One of the benchmarks.</summary>
internal interface IBenchmark
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures. No figures mean that it could not run here: it has said why.</summary>
    /// <param name="say">Takes a line about how it goes.</param>
    Task<IReadOnlyList<Figure>> RunAsync(Action<string> say);
}
