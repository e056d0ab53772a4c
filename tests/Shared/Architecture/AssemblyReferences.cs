using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BizTalkDR.Tests.Shared.Architecture;

/// <summary>
/// Which types of an assembly use which others of it: in base types, interfaces, attributes, fields, signatures, generic arguments and method
/// bodies. What a nested type or one the compiler made uses, its outermost type uses. Constants leave no trace in a compiled assembly.
/// </summary>
internal sealed class AssemblyReferences
{
    private readonly AssemblyDefinition assembly;
    private readonly HashSet<TypeReference> found = [];
    private string from = "";

    private AssemblyReferences(AssemblyDefinition assembly) => this.assembly = assembly;

    /// <summary>Reads an assembly's own types and their references to each other.</summary>
    internal static (IReadOnlyList<string> Types, IReadOnlyList<TypeReference> References) Read(string path)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        var reader = new AssemblyReferences(assembly);
        var types = assembly.MainModule.Types.Where(type => !IsMadeByCompiler(type)).ToList();
        foreach (var type in types)
        {
            reader.from = type.FullName;
            reader.Add(type);
        }
        return (
            [.. types.Select(type => type.FullName).Order(StringComparer.Ordinal)],
            [.. reader.found.OrderBy(one => one.From, StringComparer.Ordinal).ThenBy(one => one.To, StringComparer.Ordinal)]
        );
    }

    private static bool IsMadeByCompiler(TypeDefinition type) =>
        type.Name.StartsWith('<')
        || type.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "EmbeddedAttribute");

    private void Add(TypeDefinition type)
    {
        Use(type.BaseType);
        foreach (var implemented in type.Interfaces)
            Use(implemented.InterfaceType);
        Use(type);
        Constrain(type);
        foreach (var field in type.Fields)
        {
            Use(field.FieldType);
            Mark(field);
        }
        foreach (var property in type.Properties)
            Mark(property);
        foreach (var happening in type.Events)
            Mark(happening);
        foreach (var method in type.Methods)
            Add(method);
        foreach (var nested in type.NestedTypes)
            Add(nested);
        Mark(type);
    }

    private void Add(MethodDefinition method)
    {
        Use((MethodReference)method);
        Constrain(method);
        Mark(method);
        Mark(method.MethodReturnType);
        foreach (var parameter in method.Parameters)
            Mark(parameter);
        foreach (var overridden in method.Overrides)
            Use(overridden);
        if (!method.HasBody)
            return;
        foreach (var variable in method.Body.Variables)
            Use(variable.VariableType);
        foreach (var handler in method.Body.ExceptionHandlers)
            Use(handler.CatchType);
        foreach (var instruction in method.Body.Instructions)
            Use(instruction);
    }

    private void Use(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case Mono.Cecil.TypeReference type:
                Use(type);
                break;
            case MethodReference method:
                Use(method);
                break;
            case FieldReference field:
                Use(field.DeclaringType);
                Use(field.FieldType);
                break;
            case CallSite call:
                Use(call.ReturnType);
                foreach (var parameter in call.Parameters)
                    Use(parameter.ParameterType);
                break;
        }
    }

    private void Use(MethodReference method)
    {
        Use(method.DeclaringType);
        Use(method.ReturnType);
        foreach (var parameter in method.Parameters)
            Use(parameter.ParameterType);
        if (method is GenericInstanceMethod generic)
            foreach (var argument in generic.GenericArguments)
                Use(argument);
    }

    private void Use(Mono.Cecil.TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                foreach (var argument in generic.GenericArguments)
                    Use(argument);
                break;
            case IModifierType modified:
                Use(modified.ModifierType);
                break;
            case FunctionPointerType pointer:
                Use(pointer.ReturnType);
                foreach (var parameter in pointer.Parameters)
                    Use(parameter.ParameterType);
                return;
        }
        if (type is TypeSpecification specification)
            Use(specification.ElementType);
        else
            Keep(type);
    }

    private void Keep(Mono.Cecil.TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        var isOwn = type is TypeDefinition definition ? !IsMadeByCompiler(definition) : type.Scope.Name == assembly.Name.Name;
        if (isOwn && type.FullName != from)
            found.Add(new TypeReference(from, type.FullName));
    }

    private void Constrain(IGenericParameterProvider provider)
    {
        foreach (var constraint in provider.GenericParameters.SelectMany(parameter => parameter.Constraints))
            Use(constraint.ConstraintType);
    }

    private void Mark(ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Use(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
                Use(argument);
            foreach (var named in attribute.Fields.Concat(attribute.Properties))
                Use(named.Argument);
        }
    }

    private void Use(CustomAttributeArgument argument)
    {
        Use(argument.Type);
        if (argument.Value is Mono.Cecil.TypeReference type)
            Use(type);
    }
}
