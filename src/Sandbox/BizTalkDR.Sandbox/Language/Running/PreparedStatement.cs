using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>A statement that sp_prepare keeps.</summary>
internal sealed record PreparedStatement(string Text, IList<ProcedureParameter> Parameters);
