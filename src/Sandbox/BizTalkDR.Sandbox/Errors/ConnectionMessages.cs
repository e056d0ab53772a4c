namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of the connection: logins, protocol.</summary>
internal static class ConnectionMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [701] = new(17, "There is insufficient system memory in resource pool '{0}' to run this query."),
        [596] = new(21, "Cannot continue the execution because the session is in the kill state."),
        [3624] = new(20, "A system assertion check has failed. {0}"),
        [4002] = new(16, "The incoming tabular data stream (TDS) protocol stream is incorrect. The stream ended unexpectedly."),
        [4060] = new(11, "Cannot open database \"{0}\" requested by the login. The login failed."),
        [5701] = new(10, "Changed database context to '{0}'."),
        [5703] = new(10, "Changed language setting to {0}."),
        [8009] = new(
            16,
            "The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. "
                + "Parameter {0} (\"{1}\"): Data type 0x{2:X2} is unknown."
        ),
        [8023] = new(
            16,
            "The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. "
                + "Parameter {0} (\"{1}\"): The supplied value is not a valid instance of data type {2}. "
                + "Check the source data for invalid values. An example of an invalid value is data of numeric type with scale greater than precision."
        ),
        [8501] = new(16, "MSDTC on server '{0}' is unavailable."),
        [17809] = new(
            20,
            "Could not connect because the maximum number of '{0}' user connections has already been reached. "
                + "The system administrator can use sp_configure to increase the maximum value. The connection has been closed."
        ),
        [17832] = new(
            20,
            "The login packet used to open the connection is structurally invalid; the connection has been closed. "
                + "Please contact the vendor of the client library.{0}"
        ),
        [18452] = new(
            14,
            "Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication. "
                + "This server has SQL Server logins only: connect with a user name and a password."
        ),
        [18456] = new(14, "Login failed for user '{0}'."),
        [40517] = new(16, "Keyword or statement option '{0}' is not supported in this version of SQL Server."),
    };
}
