namespace Mibsp.Domain.Moving;

/// <summary>Why nothing was moved, in one sentence for the operator. The source is as it was, the target is empty.</summary>
public sealed class MoveRefusedException(string message) : Exception(message);
