using System.Globalization;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage.Requests;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>A file in parentheses: (NAME = x, FILENAME = 'path', SIZE = 8MB, MAXSIZE = UNLIMITED, FILEGROWTH = 10%).</summary>
internal static class FileSpecifications
{
    internal static FileSpecification Of(StatementContext context, FileDeclaration declaration) =>
        declaration.Options.Aggregate(new FileSpecification(), (file, option) => Add(context, file, option));

    private static FileSpecification Add(StatementContext context, FileSpecification file, FileDeclarationOption option) =>
        option switch
        {
            NameFileDeclarationOption { IsNewName: true } name => file with
            {
                NewLogicalName = DeviceNames.NameOf(context, name.LogicalFileName),
            },
            NameFileDeclarationOption name => file with { LogicalName = DeviceNames.NameOf(context, name.LogicalFileName) },
            FileNameFileDeclarationOption path => file with { PhysicalName = path.OSFileName.Value },
            SizeFileDeclarationOption size => file with { Size = Pages(size.Size, size.Units) },
            MaxSizeFileDeclarationOption { Unlimited: true } => file with { MaxSize = -1 },
            MaxSizeFileDeclarationOption size => file with { MaxSize = Pages(size.MaxSize, size.Units) },
            FileGrowthFileDeclarationOption { Units: MemoryUnit.Percent } growth => file with
            {
                Growth = int.Parse(growth.GrowthIncrement.Value, CultureInfo.InvariantCulture),
                IsPercentGrowth = true,
            },
            FileGrowthFileDeclarationOption growth => file with { Growth = Pages(growth.GrowthIncrement, growth.Units) },
            _ => file,
        };

    /// <summary>Megabytes when no unit is given.</summary>
    private static int Pages(Literal size, MemoryUnit unit)
    {
        var kilobytes = unit switch
        {
            MemoryUnit.KB => 1L,
            MemoryUnit.GB => 1L << 20,
            MemoryUnit.TB => 1L << 30,
            _ => 1L << 10,
        };
        return (int)Math.Min(int.MaxValue, long.Parse(size.Value, CultureInfo.InvariantCulture) * kilobytes / 8);
    }
}
