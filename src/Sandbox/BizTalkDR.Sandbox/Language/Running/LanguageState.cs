using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>What a session keeps of the language from batch to batch.</summary>
internal sealed class LanguageState
{
    internal StatementContext? Context { get; set; }

    internal Dictionary<string, SqlCursor> Cursors { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that were opened in the transaction, or before it, and may still be.</summary>
    internal HashSet<SqlCursor> Opened { get; } = [];

    internal Dictionary<int, PreparedStatement> Prepared { get; } = [];
}

/// <summary>What the language keeps with sessions and instances.</summary>
internal static class LanguageParts
{
    extension(SqlSession session)
    {
        /// <summary>The innermost batch, procedure or function that runs now; null when the session is idle.</summary>
        internal StatementContext? Context
        {
            get => session.Parts.Get<LanguageState>().Context;
            set => session.Parts.Get<LanguageState>().Context = value;
        }

        /// <summary>Global cursors by name.</summary>
        internal Dictionary<string, SqlCursor> Cursors => session.Parts.Get<LanguageState>().Cursors;

        /// <summary>Closes those that are open, whatever their names reach.</summary>
        internal void CloseCursors()
        {
            var opened = session.Parts.Get<LanguageState>().Opened;
            foreach (var cursor in opened.Where(cursor => cursor.IsOpen))
                cursor.Close();
            opened.Clear();
        }

        internal void NoteOpened(SqlCursor cursor)
        {
            var opened = session.Parts.Get<LanguageState>().Opened;
            opened.RemoveWhere(other => !other.IsOpen);
            opened.Add(cursor);
        }

        /// <summary>Statements prepared by sp_prepare, by handle.</summary>
        internal Dictionary<int, PreparedStatement> Prepared => session.Parts.Get<LanguageState>().Prepared;
    }

    extension(DatabaseEngine engine)
    {
        internal SystemFunctions Functions => engine.Parts.Get<SystemFunctions>();

        internal SystemProcedures Procedures => engine.Parts.Get<SystemProcedures>();

        internal SystemViews Views => engine.Parts.Get<SystemViews>();

        /// <summary>What runs each kind of statement; the catalog adds its own.</summary>
        internal StatementHandlers Statements => engine.Parts.Get<StatementHandlers>();
    }
}
