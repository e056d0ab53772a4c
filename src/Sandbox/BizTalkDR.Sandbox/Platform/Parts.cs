using System.Collections.Concurrent;

namespace BizTalkDR.Sandbox.Platform;

/// <summary>
/// What the rooms above keep with something of a room below: each its own part, by its type. An instance carries its logins so, and a session its
/// cursors, though neither the storage's instance nor the session knows what a login or a cursor is.
/// </summary>
internal sealed class Parts
{
    private readonly ConcurrentDictionary<Type, object> parts = new();

    /// <summary>All parts made so far.</summary>
    internal IEnumerable<object> All => parts.Values;

    /// <summary>The part of a type, made when it is asked for first.</summary>
    internal T Get<T>()
        where T : class, new() => (T)parts.GetOrAdd(typeof(T), static _ => new T());

    /// <summary>The part of a type, made of its owner when it is asked for first.</summary>
    internal T Get<T, TOwner>(TOwner owner, Func<TOwner, T> make)
        where T : class => (T)parts.GetOrAdd(typeof(T), static (_, given) => given.make(given.owner), (owner, make));

    /// <summary>The part of a type, which must have been put there.</summary>
    internal T Find<T>()
        where T : class => (T)parts[typeof(T)];

    /// <summary>Puts a part there.</summary>
    internal void Set<T>(T part)
        where T : class => parts[typeof(T)] = part;
}
