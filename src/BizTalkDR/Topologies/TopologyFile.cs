using BizTalkDR.Text;

namespace BizTalkDR.Topologies;

/// <summary>Reads and writes topologies as JSON (schema: docs/topology.schema.json). Unknown properties, missing and duplicate names are errors.</summary>
public static class TopologyFile
{
    /// <summary>Reads a topology file.</summary>
    /// <exception cref="Errors.TopologyException">The file is missing or wrong; the error says where.</exception>
    public static Topology Load(string path) => TopologyReader.Load(path);

    /// <summary>Reads a topology from its JSON text.</summary>
    /// <exception cref="Errors.TopologyException">The text is wrong; the error says where.</exception>
    public static Topology Parse(string json) => TopologyReader.Parse(json);

    /// <summary>The topology as indented JSON.</summary>
    public static string ToJson(Topology topology) => TopologyWriter.Write(topology);

    /// <summary>Writes the topology to a file, replacing it; a file that holds just that is left alone.</summary>
    /// <returns>Whether the file was written.</returns>
    public static bool Save(Topology topology, string path) => TextFile.Write(path, ToJson(topology));
}
