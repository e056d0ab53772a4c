using BizTalkDR.Sandbox.Tds.Tracing;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>Everything that a program asked of a sandbox, in the order it did.</summary>
/// <param name="Requests">Connections, statements, ends of connections.</param>
/// <param name="Calls">The services started and stopped in between.</param>
/// <param name="OwnValues">What the sandbox drew for itself.</param>
internal sealed record Recording(IReadOnlyList<TracedRequest> Requests, IReadOnlyList<ServiceCall> Calls, IReadOnlyList<string> OwnValues)
{
    /// <summary>How many statements and calls of procedures there are.</summary>
    public int Statements => Requests.Count(request => request.Kind is TracedRequestKind.Batch or TracedRequestKind.Procedure);

    /// <summary>How many connections were opened.</summary>
    public int Connections => Requests.Count(request => request.Kind == TracedRequestKind.Login);
}

/// <summary>Values of one sandbox in the words of its twin.</summary>
internal sealed class Translation
{
    private readonly List<(string From, string To)> pairs;

    /// <exception cref="InvalidOperationException">The sandboxes are no twins.</exception>
    public Translation(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        if (from.Count != to.Count)
            throw new InvalidOperationException($"The sandboxes are not alike: one drew {from.Count} values, the other {to.Count}.");
        // A file's name holds the name of a mark: the longer ones first.
        pairs = [.. from.Zip(to).Distinct().OrderByDescending(pair => pair.First.Length)];
    }

    public string Of(string text)
    {
        foreach (var (from, to) in pairs)
            text = text.Replace(from, to, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    public object? Of(object? value) =>
        value switch
        {
            string text => Of(text),
            Guid id => Guid.Parse(Of(id.ToString())),
            _ => value,
        };
}
