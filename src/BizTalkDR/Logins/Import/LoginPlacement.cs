using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins.Import;

/// <summary>
/// Which instance needs which source's logins: the one that takes the databases whose users they are, as that side itself knows; unless a map says
/// otherwise.
/// </summary>
internal sealed class LoginPlacement(
    Topology topology,
    InstanceSide side,
    BizTalkGroup? group,
    IReadOnlyList<LoginExportInstance> known,
    IReadOnlyDictionary<string, IReadOnlyList<string>> map
)
{
    /// <summary>Each instance of the side with the logins that belong there, each under its name, from one source or several.</summary>
    /// <param name="sources">The source instances with the logins that are meant.</param>
    /// <exception cref="BizTalkDRException"><c>UnknownInstance</c>: the map names none; <c>NoInstanceForLogins</c>: nothing tells where some belong.</exception>
    public IReadOnlyList<(InstanceReference Instance, IReadOnlyList<(string Source, LoginDefinition Login)> Logins)> Place(
        IReadOnlyList<LoginExportInstance> sources
    )
    {
        CheckMap();
        var placed = sources
            .SelectMany(source =>
                Instances(source).SelectMany(each => each.Logins.Select(login => (each.Instance, Source: source.Name, Login: login)))
            )
            .ToList();
        return
        [
            .. topology
                .Instances(side)
                .Select(instance =>
                    (
                        instance,
                        (IReadOnlyList<(string, LoginDefinition)>)
                            [.. placed.Where(each => each.Instance.Name.SameAs(instance.Name)).Select(each => (each.Source, each.Login))]
                    )
                )
                .Where(each => each.Item2.Count > 0),
        ];
    }

    private IEnumerable<(InstanceReference Instance, IReadOnlyList<LoginDefinition> Logins)> Instances(LoginExportInstance source)
    {
        if (Mapped(source) is { } mapped)
            return mapped.Select(name => (topology.Instance(name), source.Logins));
        var instances = topology.Instances(side);
        if (instances.Count == 1)
            return [(instances[0], source.Logins)];
        if (side == InstanceSide.Source && instances.FirstOrDefault(instance => source.IsCalled(instance.Name)) is { } itself)
            return [(itself, source.Logins)];
        var taking = instances
            .Select(instance =>
                (
                    Instance: instance,
                    Taken: (group?.Databases ?? [])
                        .Where(copy => copy.Instance.SameAs(instance.Name))
                        .SelectMany(copy => source.Databases.Where(database => IsCopy(copy, source, database.Database)))
                        .Select(database => database.Database)
                        .ToList()
                )
            )
            .Where(each => each.Taken.Count > 0)
            .ToList();
        if (taking.Count == 0 && source.Logins.Count > 0)
            throw NoInstance(source);
        return taking.Select(each =>
            (each.Instance, (IReadOnlyList<LoginDefinition>)[.. source.Logins.Where(login => IsNeeded(login, each.Taken))])
        );
    }

    // One that no database needs stands behind a job, or was asked for by name: it belongs wherever the source's databases go.
    private static bool IsNeeded(LoginDefinition login, List<string> taken) =>
        !login.Needing().Any() || login.Needing().Any(database => taken.Any(each => each.SameAs(database)));

    private bool IsCopy(BizTalkDatabase copy, LoginExportInstance source, string database)
    {
        var origin = side == InstanceSide.Source ? copy.Key : copy.SourceDatabase;
        return origin is { } key && key.Name.SameAs(database) && source.IsCalled(key.Server);
    }

    private IReadOnlyList<string>? Mapped(LoginExportInstance source) =>
        map.Where(entry => source.IsCalled(entry.Key)).Select(entry => entry.Value).FirstOrDefault();

    private void CheckMap()
    {
        foreach (var key in map.Keys.Where(key => !known.Any(source => source.IsCalled(key))))
            throw new BizTalkDRException(
                "UnknownInstance",
                ErrorKind.Configuration,
                $"-MapInstance names {key}, which is no instance of the logins."
            )
            {
                Server = key,
                Remedy = $"Name one of: {string.Join(", ", known)}.",
            };
        var instances = topology.Instances(side);
        foreach (var name in map.Values.SelectMany(names => names).Where(name => !instances.Any(instance => instance.Name.SameAs(name))))
            throw new BizTalkDRException(
                "UnknownInstance",
                ErrorKind.Configuration,
                $"-MapInstance leads to {name}, which is no {side.ToString().ToLowerInvariant()} instance of the topology."
            )
            {
                Server = name,
                Remedy = $"Name one of: {string.Join(", ", instances)}.",
            };
    }

    private BizTalkDRException NoInstance(LoginExportInstance source) =>
        new(
            "NoInstanceForLogins",
            ErrorKind.NotFound,
            $"Nothing tells which of {string.Join(", ", topology.Instances(side))} takes the databases of {source.Name}, and so needs its logins."
        )
        {
            Server = source.Name,
            Remedy =
                $"Say so: -MapInstance @{{ '{source.Name}' = '{topology.Instances(side).Select(each => each.Name).FirstOrDefault()}' }}.",
        };
}
