using BizTalkDR.Errors;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Results;

/// <summary>
/// Puts the acknowledgements of a topology to what could not be found out. What was found out, good or bad, is never changed by them.
/// </summary>
internal static class Acknowledging
{
    /// <summary>Returns if every acknowledgement names a check.</summary>
    /// <exception cref="TopologyException"><c>UnknownCheck</c>: one does not.</exception>
    public static void Check(Topology topology)
    {
        for (var each = 0; each < topology.Acknowledged.Count; each++)
        {
            var name = topology.Acknowledged[each].Check;
            if (!ReadinessCheckTable.All.Any(check => check.Name.SameAs(name)))
                throw new TopologyException(
                    "UnknownCheck",
                    $"The topology acknowledges '{name}', and there is no such readiness check.",
                    $"$.acknowledged[{each}].check"
                )
                {
                    Remedy = "Name one of: " + string.Join(", ", ReadinessCheckTable.All.Select(check => check.Name)) + ".",
                }.InFile(topology.FilePath);
        }
    }

    /// <summary>The results, with those that are acknowledged marked so.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="acknowledged">What was looked into by hand.</param>
    /// <param name="today">The day.</param>
    public static IReadOnlyList<ReadinessResult> Apply(
        IReadOnlyList<ReadinessResult> results,
        IReadOnlyList<Acknowledgement> acknowledged,
        DateTime today
    ) =>
        [
            .. results.Select(result =>
                result.Status == ReadinessStatus.Unknown
                && acknowledged
                    .Where(each => each.IsAbout(result.Name, result.Server, result.Database))
                    .OrderByDescending(each => Holds(each, today))
                    .ThenByDescending(each => each.Date)
                    .FirstOrDefault()
                    is { } found
                    ? Put(result, found, today)
                    : result
            ),
        ];

    private static ReadinessResult Put(ReadinessResult result, Acknowledgement found, DateTime today) =>
        Holds(found, today)
            ? result with
            {
                Status = ReadinessStatus.Acknowledged,
                Acknowledgement = found,
                Detail = $"{result.Detail} Acknowledged {Sentence(found)}",
                Remedy = null,
            }
            : result with
            {
                Acknowledgement = found,
                Detail =
                    $"{result.Detail} It was acknowledged {Sentence(found)} "
                    + (found.Date > today ? "That day has not come: it does not count." : "That day is over: look again."),
            };

    private static string Sentence(Acknowledgement found) => $"{found}".TrimEnd('.') + ".";

    private static bool Holds(Acknowledgement each, DateTime today) => each.Date <= today && !(each.Until < today);
}
