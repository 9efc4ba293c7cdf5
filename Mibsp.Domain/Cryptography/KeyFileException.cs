namespace Mibsp.Domain.Cryptography;

/// <summary>Stops the start when a key file is damaged, and tells the operator what to do. Never says what the file holds.</summary>
public sealed class KeyFileException(string path) : Exception(
    $"The key file {path} is damaged: it must hold {KeyFile.SecretLength} bytes as base64 text. Restore it from the backup. "
    + "Delete it only on a new installation, because what was made with the old key cannot be read again.");
