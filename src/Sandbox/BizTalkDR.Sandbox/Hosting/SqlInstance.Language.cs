using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Statements;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox;

public sealed partial class SqlInstance
{
    /// <summary>What runs each kind of statement; storage and catalog add theirs.</summary>
    internal StatementHandlers Statements { get; } = new();

    /// <summary>Temporary tables whose names begin with ##.</summary>
    internal ConcurrentDictionary<string, Table> GlobalTemporaryTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The text of a message that sp_addmessage added, or null.</summary>
    internal Func<int, string?>? FindUserMessage { get; set; }

    /// <summary>Raises an error when a session may not use a database (916).</summary>
    internal Action<SqlSession, Database>? CheckUse { get; set; }

    partial void StartLanguage()
    {
        Interpreter = new Interpreter(this);
        StateFunctions.AddTo(Functions);
        Functions.AddRange(ScalarFunctions.All);
        LanguageStatements.AddTo(Statements);
    }
}
