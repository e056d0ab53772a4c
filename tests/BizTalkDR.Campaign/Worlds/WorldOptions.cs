using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Campaign.Worlds;

/// <summary>How the sandboxes of worlds are set up.</summary>
internal static class WorldOptions
{
    public static BizTalkSandboxOptions Of(int seed, WorldShape shape)
    {
        var options = new BizTalkSandboxOptions
        {
            Seed = seed,
            // Hundreds of thousands of connections, more than half of whose cost is their encryption.
            OffersEncryption = false,
            ComputerNames = ["BTS01"],
            SourceNames = shape.IsWide ? ["PROD-SQL1", "PROD-SQL2"] : ["PROD-SQL1"],
            DestinationNames = shape.IsWide ? ["DR-SQL1", "DR-SQL2"] : ["DR-SQL1"],
            JobNames = seed % 2 == 0 ? LogShippingJobNames.Dashed : LogShippingJobNames.Plain,
            // Far from midnight, where the job would take another full set.
            StartTime = DateTime.UtcNow.Date.AddDays(1).AddHours(9).AddMinutes(5),
        };
        return shape.HasHostileNames
            ? options with
            {
                GroupName = "O'Neil's [Group]",
                BackupPath = @"\\FILES\O'Neil [BizTalk] ü",
                CustomDatabases = ["It's [ours]; DROP DATABASE [SSODB]--"],
                DatabaseNames = new Dictionary<string, string>
                {
                    ["BizTalkMsgBoxDb"] = "Ein'e [Nachrichten]box",
                    ["BizTalkDTADb"] = "Tracking 追跡 Ω",
                    ["BizTalkRuleEngineDb"] = new string('R', 128),
                },
            }
            : options;
    }

    /// <summary>A second group that shares the first instance of either side, and nothing else.</summary>
    public static BizTalkSandboxOptions OfNeighbour(BizTalkSandbox first) =>
        new()
        {
            Seed = first.Options.Seed + 1,
            OffersEncryption = false,
            GroupName = "Test Group",
            DatabaseSuffix = "Test",
            SourceNames = [first.Sources[0].Name],
            DestinationNames = [first.Destinations[0].Name],
            ComputerNames = ["BTS09"],
            JobNames = first.Options.JobNames,
        };
}
