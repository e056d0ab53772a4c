using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>What SQL Server finds out before a batch runs: variables declared twice or never.</summary>
internal static class BatchChecks
{
    private const int LongestName = 128;

    /// <summary>Names of transactions and savepoints (pages BEGIN TRANSACTION and SAVE TRANSACTION).</summary>
    private const int LongestTransactionName = 32;

    /// <summary>Throws the first of: 103 a name is too long, 156 WITH MARK without a name, 134 declared twice, 137 not declared.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="parameters">What is declared around it: the parameters of sp_executesql, with their @.</param>
    internal static void Check(ParsedBatch batch, IEnumerable<string>? parameters = null)
    {
        var found = batch.Variables ??= Collect(batch.Statements);
        if (found.Wrong is { } wrong)
            throw new SqlServerException(wrong);
        var declared = parameters?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (found.Unknown.FirstOrDefault(use => declared?.Contains(use.Name) != true) is { Name: not null } unknown)
            throw new SqlServerException(MessageCatalog.MessageWithState(137, 2, unknown.Name) with { Line = unknown.Line });
    }

    private static BatchVariables Collect(IList<TSqlStatement> statements)
    {
        var collector = new VariableCollector();
        foreach (var statement in statements)
            statement.Accept(collector);
        return new BatchVariables(
            collector.Wrong,
            [.. collector.Used.Where(use => !collector.Declared.Contains(use.Name)).Select(use => (use.Name, use.Fragment.StartLine))]
        );
    }

    internal static DeclareVariableElement? FindDeclaration(IList<TSqlStatement> statements, string name)
    {
        var collector = new VariableCollector();
        foreach (var statement in statements)
            statement.Accept(collector);
        return collector.Elements.Find(element => element.VariableName.Value.SameAs(name));
    }

    /// <summary>Does not look into procedures, functions and triggers that the batch creates.</summary>
    private sealed class VariableCollector : TSqlFragmentVisitor
    {
        internal HashSet<string> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

        internal List<DeclareVariableElement> Elements { get; } = [];

        internal List<(string Name, TSqlFragment Fragment)> Used { get; } = [];

        /// <summary>The first thing that is wrong whatever is declared around the batch.</summary>
        internal SqlMessage? Wrong { get; private set; }

        /// <summary>Deep trees end with an error, not with the process.</summary>
        public override void Visit(TSqlFragment fragment) => RuntimeHelpers.EnsureSufficientExecutionStack();

        public override void Visit(Identifier node)
        {
            if (node.Value?.Length > LongestName)
                Complain(node, MessageCatalog.Message(103, "identifier", node.Value[..LongestName], LongestName));
        }

        public override void Visit(TransactionStatement node)
        {
            if (node.Name?.Identifier is { Value.Length: > LongestTransactionName } name)
                Complain(name, MessageCatalog.Message(103, "identifier", name.Value[..LongestTransactionName], LongestTransactionName));
            if (node is BeginTransactionStatement { MarkDefined: true, Name: null })
                Complain(node, MessageCatalog.Message(156, "WITH"));
        }

        public override void ExplicitVisit(CreateProcedureStatement node) { }

        public override void ExplicitVisit(AlterProcedureStatement node) { }

        public override void ExplicitVisit(CreateOrAlterProcedureStatement node) { }

        public override void ExplicitVisit(CreateFunctionStatement node) { }

        public override void ExplicitVisit(AlterFunctionStatement node) { }

        public override void ExplicitVisit(CreateOrAlterFunctionStatement node) { }

        public override void ExplicitVisit(CreateTriggerStatement node) { }

        public override void ExplicitVisit(AlterTriggerStatement node) { }

        public override void ExplicitVisit(CreateOrAlterTriggerStatement node) { }

        public override void ExplicitVisit(DeclareVariableElement node)
        {
            Elements.Add(node);
            Add(node.VariableName);
            base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(DeclareTableVariableBody node)
        {
            Add(node.VariableName);
            base.ExplicitVisit(node);
        }

        public override void ExplicitVisit(VariableReference node) => Used.Add((node.Name, node));

        public override void ExplicitVisit(ExecuteParameter node) => node.ParameterValue?.Accept(this);

        private void Add(Identifier name)
        {
            if (!Declared.Add(name.Value))
                Complain(name, MessageCatalog.Message(134, name.Value));
        }

        private void Complain(TSqlFragment where, SqlMessage message) => Wrong ??= message with { Line = where.StartLine };
    }
}

/// <summary>What the variables of a batch look like: found out once.</summary>
/// <param name="Wrong">The message that it can't run for, whatever is declared around it.</param>
/// <param name="Unknown">Variables that it uses and does not declare.</param>
internal sealed record BatchVariables(SqlMessage? Wrong, IReadOnlyList<(string Name, int Line)> Unknown);
