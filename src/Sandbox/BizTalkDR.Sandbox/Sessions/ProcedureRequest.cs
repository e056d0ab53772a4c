using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>A call of a procedure with its arguments.</summary>
/// <param name="Name">One to four parts, quoted or not: sp_executesql, [msdb].[dbo].sp_update_job.</param>
/// <param name="Arguments">In the order they were sent.</param>
internal sealed record ProcedureRequest(string Name, IReadOnlyList<ProcedureArgument> Arguments);

/// <param name="Name">With its @, or empty when given by place.</param>
/// <param name="Type">The type the caller declared.</param>
/// <param name="Value">The CLR value, null for NULL.</param>
/// <param name="IsOutput">The caller wants the value back.</param>
/// <param name="IsDefault">The caller asks for the parameter's default.</param>
internal sealed record ProcedureArgument(string Name, SqlType Type, object? Value, bool IsOutput = false, bool IsDefault = false);
