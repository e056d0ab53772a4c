namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>One type of an assembly uses another of the same assembly; both are outermost types.</summary>
/// <param name="From">The full name of the type that uses.</param>
/// <param name="To">The full name of the type that is used.</param>
internal sealed record TypeReference(string From, string To)
{
    /// <summary>The namespace of the type that uses.</summary>
    internal string FromNamespace => NamespaceOf(From);

    /// <summary>The namespace of the type that is used.</summary>
    internal string ToNamespace => NamespaceOf(To);

    internal static string NamespaceOf(string type) => type[..Math.Max(0, type.LastIndexOf('.'))];

    /// <inheritdoc/>
    public override string ToString() => $"{From} -> {To}";
}
