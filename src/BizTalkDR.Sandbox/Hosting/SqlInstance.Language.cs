using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Statements;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    /// <summary>What runs each kind of statement; storage and catalog add theirs.</summary>
    internal StatementHandlers Statements { get; } = new();

    /// <summary>Temporary tables whose names begin with ##.</summary>
    internal ConcurrentDictionary<string, Table> GlobalTemporaryTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The instance behind a linked server's name, or null when there is no such linked server.</summary>
    internal Func<string, SqlInstance?> ResolveLinkedServer { get; set; } = _ => null;

    partial void StartLanguage()
    {
        Interpreter = new Interpreter(this);
        ResolveLinkedServer = Host.FindInstance;
        StateFunctions.AddTo(Functions);
        LanguageStatements.AddTo(Statements);
    }
}
