using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>
/// A system procedure written in C#. It is found as SQL Server finds system procedures: a name that begins with sp_ or xp_ in any database
/// when <see cref="Database"/> is master, else only in that database (msdb). Procedures that need nothing but T-SQL are better written as
/// T-SQL modules of master or msdb.
/// </summary>
internal sealed class SystemProcedure
{
    internal required string Name { get; init; }

    internal string Database { get; init; } = "master";

    internal IReadOnlyList<SystemParameter> Parameters { get; init; } = [];

    internal required Func<SystemProcedureCall, int> Body { get; init; }
}

/// <param name="Name">With its @.</param>
/// <param name="Type">Arguments are converted to it.</param>
/// <param name="IsOptional">Whether it has a default (201 when it has none and is not given).</param>
/// <param name="Default">The default.</param>
/// <param name="IsOutput">Whether it may be passed OUTPUT.</param>
internal sealed record SystemParameter(string Name, SqlType Type, bool IsOptional = true, object? Default = null, bool IsOutput = false);

/// <summary>One call of a system procedure, with the arguments bound to its parameters.</summary>
internal sealed class SystemProcedureCall
{
    internal required SqlSession Session { get; init; }

    /// <summary>The database the procedure was called in (its own, when it was called with three parts).</summary>
    internal required Database Database { get; init; }

    internal required IResultSink Sink { get; init; }

    internal required CancellationToken Attention { get; init; }

    /// <summary>The bound values by parameter name (with @), defaults filled in; setting one gives back an output value.</summary>
    internal required Dictionary<string, object?> Values { get; init; }

    /// <summary>The names of the parameters that the caller did give.</summary>
    internal required IReadOnlySet<string> Given { get; init; }

    internal T? Get<T>(string parameter) => Values[parameter] is T value ? value : default;
}

/// <summary>The system procedures of an instance.</summary>
internal sealed class SystemProcedures
{
    private readonly Dictionary<string, SystemProcedure> procedures = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyCollection<SystemProcedure> All => procedures.Values;

    internal void Add(SystemProcedure procedure) => procedures.Add($"{procedure.Database}.{procedure.Name}", procedure);

    internal void AddRange(IEnumerable<SystemProcedure> added)
    {
        foreach (var procedure in added)
            Add(procedure);
    }

    /// <summary>The procedure as seen from a database: its own first, then master's.</summary>
    internal SystemProcedure? Find(string database, string name) =>
        procedures.GetValueOrDefault($"{database}.{name}") ?? procedures.GetValueOrDefault($"master.{name}");
}
