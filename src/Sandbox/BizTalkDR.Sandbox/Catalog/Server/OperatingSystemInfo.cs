namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>The computer that every instance of a sandbox claims to run on: a small Windows Server 2019.</summary>
internal static class OperatingSystemInfo
{
    internal const int Processors = 4;
    internal const int MemoryMegabytes = 16384;
    internal const string Release = "10.0";
    internal const string Distribution = "Windows Server 2019 Standard";
}
