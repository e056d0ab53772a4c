using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>What SQL Server finds out before a batch runs: variables declared twice or never.</summary>
internal static class BatchChecks
{
    internal static void Check(ParsedBatch batch)
    {
        if (batch.IsChecked)
            return;
        Check(batch.Statements);
        batch.IsChecked = true;
    }

    private static void Check(IList<TSqlStatement> statements)
    {
        var collector = new VariableCollector();
        foreach (var statement in statements)
            statement.Accept(collector);
        if (collector.Duplicate is { } twice)
            throw At(MessageCatalog.Message(134, twice.Value), twice);
        if (collector.Used.FirstOrDefault(use => !collector.Declared.Contains(use.Name)) is { Name: not null } unknown)
            throw At(MessageCatalog.MessageWithState(137, 2, unknown.Name), unknown.Fragment);
    }

    internal static DeclareVariableElement? FindDeclaration(IList<TSqlStatement> statements, string name)
    {
        var collector = new VariableCollector();
        foreach (var statement in statements)
            statement.Accept(collector);
        return collector.Elements.Find(element => element.VariableName.Value.SameAs(name));
    }

    private static SqlServerException At(SqlMessage message, TSqlFragment fragment) => new(message with { Line = fragment.StartLine });

    /// <summary>Does not look into procedures, functions and triggers that the batch creates.</summary>
    private sealed class VariableCollector : TSqlConcreteFragmentVisitor
    {
        internal HashSet<string> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

        internal List<DeclareVariableElement> Elements { get; } = [];

        internal List<(string Name, TSqlFragment Fragment)> Used { get; } = [];

        internal Identifier? Duplicate { get; private set; }

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
                Duplicate ??= name;
        }
    }
}
