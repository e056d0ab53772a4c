using System.Globalization;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>What a server of a given version says of itself.</summary>
internal static class ProductInfo
{
    internal const string Edition = "Developer Edition (64-bit)";

    /// <summary>SERVERPROPERTY('EditionID') of the 64-bit Developer edition.</summary>
    internal const long EditionId = -2117995310;

    /// <summary>@@VERSION. Its first line is the sandbox's own word, so that nobody takes it for Microsoft's product.</summary>
    internal static string VersionText(Version version) =>
        $"Microsoft SQL Server {ReleaseYear(version)} - {Text(version)} (X64) \n\tBizTalkDR sandbox, an emulator for drills\n\t{Edition} on Windows Server 2019 Standard 10.0 <X64>\n";

    /// <summary>15.0.4430.1.</summary>
    internal static string Text(Version version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Build}.{Math.Max(version.Revision, 0)}");

    /// <summary>@@MICROSOFTVERSION: major, minor and build in one int.</summary>
    internal static int Number(Version version) => (version.Major << 24) | (version.Minor << 16) | (version.Build & 0xFFFF);

    internal static int DatabaseVersion(Version version) =>
        version.Major switch
        {
            11 => 706,
            12 => 782,
            13 => 852,
            14 => 869,
            15 => 904,
            _ => 957,
        };

    private static int ReleaseYear(Version version) =>
        version.Major switch
        {
            11 => 2012,
            12 => 2014,
            13 => 2016,
            14 => 2017,
            15 => 2019,
            _ => 2022,
        };
}
