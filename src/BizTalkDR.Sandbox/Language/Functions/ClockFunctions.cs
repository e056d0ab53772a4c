using BizTalkDR.Sandbox.Language.Types;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>The functions that read the clock, the sandbox's.</summary>
internal static class ClockFunctions
{
    internal static IEnumerable<SystemFunction> All =>
        [
            new(
                "GETDATE",
                0,
                0,
                _ => SqlType.DateTime,
                (session, _) => DateConversion.RoundToThreeHundredths(session.Instance.Host.Clock.Now)
            ),
            new(
                "CURRENT_TIMESTAMP",
                0,
                0,
                _ => SqlType.DateTime,
                (session, _) => DateConversion.RoundToThreeHundredths(session.Instance.Host.Clock.Now)
            ),
            new("GETUTCDATE", 0, 0, _ => SqlType.DateTime, (session, _) => DateConversion.RoundToThreeHundredths(Utc(session))),
            new("SYSDATETIME", 0, 0, _ => SqlType.DateTime2(), (session, _) => session.Instance.Host.Clock.Now),
            new("SYSUTCDATETIME", 0, 0, _ => SqlType.DateTime2(), (session, _) => Utc(session)),
            new("SYSDATETIMEOFFSET", 0, 0, _ => new SqlType(SqlTypeKind.DateTimeOffset, Scale: 7), (session, _) => Offset(session)),
        ];

    private static DateTime Utc(SqlSession session) => DateTime.SpecifyKind(session.Instance.Host.Clock.UtcNow, DateTimeKind.Unspecified);

    private static object Offset(SqlSession session)
    {
        var clock = session.Instance.Host.Clock;
        return new DateTimeOffset(clock.Now, clock.TimeZone.GetUtcOffset(clock.UtcNow));
    }
}
