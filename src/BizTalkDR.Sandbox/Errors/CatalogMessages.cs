namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of system procedures, functions and server principals.</summary>
internal static class CatalogMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        // Access
        [229] = new(14, "The {0} permission was denied on the object '{1}', database '{2}', schema '{3}'."),
        [262] = new(14, "{0} permission denied in database '{1}'."),
        [300] = new(14, "{0} permission was denied on object '{1}', database '{2}'."),
        [911] = new(16, "Database '{0}' does not exist. Make sure that the name is entered correctly."),
        [916] = new(14, "The server principal \"{0}\" is not able to access the database \"{1}\" under the current security context."),
        [3110] = new(14, "User does not have permission to RESTORE database '{0}'."),
        [4064] = new(11, "Cannot open user default database. Login failed."),
        [15151] = new(16, "Cannot {0} the {1} '{2}', because it does not exist or you do not have permission."),
        [15247] = new(16, "User does not have permission to perform this action."),
        [18470] = new(14, "Login failed for user '{0}'. Reason: The account is disabled."),
        [18488] = new(14, "Login failed for user '{0}'. Reason: The password of the account must be changed."),
    };
}
