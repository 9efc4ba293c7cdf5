namespace Microsoft.SqlServer.Server;

/// <summary>How a CLR user-defined type is serialised. MIBSP has none; SqlClient only links to the names in this file.</summary>
public enum Format
{
    Unknown = 0,
    Native = 1,
    UserDefined = 2,
}

/// <summary>Serialisation by the type itself. Never called by MIBSP.</summary>
public interface IBinarySerialize
{
    void Read(BinaryReader r);

    void Write(BinaryWriter w);
}

/// <summary>Thrown by SqlClient when a CLR user-defined type is unsound. Never thrown in MIBSP.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message) : base(message) { }

    public static InvalidUdtException Create(Type udtType, string resourceReason)
        => new($"{udtType?.FullName}: {resourceReason}");
}

/// <summary>Marks a CLR user-defined type. Never applied in MIBSP.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    public Format Format { get; } = format;

    public int MaxByteSize { get; set; }

    public bool IsFixedLength { get; set; }

    public bool IsByteOrdered { get; set; }

    public string? ValidationMethodName { get; set; }

    public string? Name { get; set; }
}
