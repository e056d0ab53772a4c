namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of databases, constraints, locks, backup and restore.</summary>
internal static class StorageMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [515] = new(16, "Cannot insert the value NULL into column '{0}', table '{1}'; column does not allow nulls. {2} fails."),
        [1205] = new(
            13,
            "Transaction (Process ID {0}) was deadlocked on {1} resources with another process and has been chosen as the deadlock victim. Rerun the transaction."
        ),
        [2714] = new(16, "There is already an object named '{0}' in the database."),
        [3701] = new(11, "Cannot {0} the {1} '{2}', because it does not exist or you do not have permission."),
    };
}
