namespace BizTalkDR.Topologies;

/// <summary>
/// Which database is meant: its server and its name. The server is the topology name where the server could be resolved, else the name the
/// group's tables use. Two keys are equal without regard to case.
/// </summary>
/// <param name="Server">The instance.</param>
/// <param name="Name">The database.</param>
public readonly record struct DatabaseKey(string Server, string Name) : IComparable<DatabaseKey>
{
    /// <inheritdoc/>
    public bool Equals(DatabaseKey other) =>
        string.Equals(Server, other.Server, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        (StringComparer.OrdinalIgnoreCase.GetHashCode(Server ?? "") * 397) ^ StringComparer.OrdinalIgnoreCase.GetHashCode(Name ?? "");

    /// <summary>Orders by server, then by name.</summary>
    public int CompareTo(DatabaseKey other)
    {
        var byServer = string.Compare(Server, other.Server, StringComparison.OrdinalIgnoreCase);
        return byServer != 0 ? byServer : string.Compare(Name, other.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Server and name, for messages.</summary>
    public override string ToString() => $"{Server}/{Name}";

    /// <summary>Whether one key sorts before the other.</summary>
    public static bool operator <(DatabaseKey left, DatabaseKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one key sorts after the other.</summary>
    public static bool operator >(DatabaseKey left, DatabaseKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one key does not sort after the other.</summary>
    public static bool operator <=(DatabaseKey left, DatabaseKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one key does not sort before the other.</summary>
    public static bool operator >=(DatabaseKey left, DatabaseKey right) => left.CompareTo(right) >= 0;
}
