namespace Mibsp.Domain;
internal static class X;
