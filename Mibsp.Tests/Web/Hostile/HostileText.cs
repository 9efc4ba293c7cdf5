using CsCheck;

namespace Mibsp.Tests.Web.Hostile;

/// <summary>Texts that forms and addresses are not made for, mixed with those they are made for, so that both get deep.</summary>
internal static class HostileText
{
    private static readonly string[] _nasty =
    [
        "", " ", "\0", "\0\0\0", "\ud800", "\udfff\ud800", "\ufeff", "\u202e\u2066txt.exe", "\u0000\u0001\u001b[31m", "\r\n\r\nHTTP/1.1 200 OK",
        "'", "' OR 1=1 --", "\"; DROP TABLE \"Complaints\"; --", "<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>", "{{7*7}}", "{0}{1}{99}", "%s%n%x",
        "${jndi:ldap://x}", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "%00", "%2e%2e%2f", "%", "%zz", "+%20+", "null", "undefined", "NaN", "Infinity", "true", "[]", "{}",
        "-1", "0", "-0", "1e309", "2147483648", "-2147483649", "99999999999999999999", "0x7f", "1,5", "1.000.000,00", "१२३", "٣", "½", "1_000", "0000000000001",
        "31", "32", "2", "13", "2026", "0001", "9999", "10000", "29", "1900", "next", "back", "send", "find", "noted", "stay", "remove:0", "remove:-1", "remove:x", "edit:Story", "edit:7", "message", "confirm", "contest", "files", "suggest", "take:1", "take:99", "withdraw", "erase", "erase-now", "retaliation", "retaliation-now", "rate", "report:1", "report:-1", "case",
        "BribeDemanded", "bribedemanded", "BribeDemanded,Delay", "Retaliation", "7", "999", "Nobody", "DepartmentHead", "1", "3", "6", "7", "12",
        "MIB-DEM0-ACT1-0N00-0000-00C6", "mib dem0 ask0 0000 0000 00b9", "MIB-DEM0-C10S-ED00-0000-00K6", "MIB-DEM0-ACT1-0N00-0000-00C7", "MIB-0000-0000-0000-0000-0000", "MIB-", "🧨🧨🧨", "Z̸̢a̷l̴g̵o̶", "नमस्ते, नल में पानी नहीं आता",
        "CfDJ8forged", "CfDJ8AAAA", "////", "==", "eyJhIjoxfQ==", "admin", "Admin@1234",
    ];

    private static readonly Gen<string> _long =
        Gen.Select(Gen.OneOf("x", " ", "\n", "<", "&amp;", "م", "🙂", "9", "a@b.c ", "((((", "aa aa "), Gen.Int[100, 20_000]).Select((piece, times) => string.Concat(Enumerable.Repeat(piece, times)));

    /// <summary>One text.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency<string>(
        (8, Gen.OneOf(_nasty)), (4, Gen.String[0, 40]), (2, Gen.String[0, 400]), (2, Gen.Int.Select(number => $"{number}")), (1, _long));

    /// <summary>What stands in an address: as above, but not so long that no server would read it.</summary>
    public static Gen<string> InAddress { get; } = Gen.Frequency<string>((6, Gen.OneOf(_nasty)), (3, Gen.String[0, 60]), (2, Gen.Int.Select(number => $"{number}")));

    /// <summary>Some of the named fields, some twice, and some that no form has.</summary>
    public static Gen<List<(string Name, string Value)>> Fields(params string[] names)
        => Gen.Select(Gen.Frequency<string>((12, Gen.OneOf(names)), (1, Gen.OneOf(_nasty))), Any).List[0, 12];
}
