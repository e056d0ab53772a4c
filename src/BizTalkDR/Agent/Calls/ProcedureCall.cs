namespace BizTalkDR.Agent.Calls;

/// <summary>An argument of a call.</summary>
/// <param name="Name">Its name with @, or null for one given by its position.</param>
/// <param name="Value">What it says; null for NULL, DEFAULT, and a variable whose value can't be told.</param>
/// <param name="Variable">The variable that gives it, if one does.</param>
internal sealed record ProcedureArgument(string? Name, string? Value, string? Variable = null)
{
    /// <summary>Whether it is a variable whose value can't be told from the text.</summary>
    public bool IsOpen => Variable is not null && Value is null;
}

/// <summary>A call of a procedure.</summary>
/// <param name="Procedure">The procedure's name without its schema.</param>
/// <param name="Arguments">Its arguments as they stand.</param>
internal sealed record ProcedureCall(string Procedure, IReadOnlyList<ProcedureArgument> Arguments)
{
    /// <summary>The database that is named with it or by USE before it; null for the one the text is run in.</summary>
    public string? Database { get; init; }

    /// <summary>The linked server, or the server that a program is told to connect to; null for the one the text is run on.</summary>
    public string? Server { get; init; }

    /// <summary>The argument of that name, or at that position (from 0) among those before the first named one; null if it is not given.</summary>
    public ProcedureArgument? Argument(string name, int position)
    {
        foreach (var argument in Arguments)
        {
            if (string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase))
                return argument;
        }
        return position < Arguments.Count && Arguments.Take(position + 1).All(argument => argument.Name is null)
            ? Arguments[position]
            : null;
    }

    /// <summary>Whether it calls that procedure.</summary>
    public bool IsOf(string procedure) => string.Equals(Procedure, procedure, StringComparison.OrdinalIgnoreCase);
}
