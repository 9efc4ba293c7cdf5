using Microsoft.EntityFrameworkCore;
using Mibsp.Domain.Complaints;
using Mibsp.Domain.Cryptography;
using Mibsp.Domain.Evidence;
using Mibsp.Domain.Keys;
using Mibsp.Domain.Messages;
using Mibsp.Domain.Persistence;

namespace Mibsp.Tests.Support.Secrets;

/// <summary>What is stored sealed, opened for a test to look at.</summary>
public static class Opened
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ComplaintStory> StoryAsync(this TestPortal portal, ComplaintContent content)
    {
        using var cipher = await CipherAsync(portal, content.ComplaintId);
        return content.Read(cipher);
    }

    public static async Task<string> TextAsync(this TestPortal portal, Message message)
    {
        using var cipher = await CipherAsync(portal, message.ComplaintId);
        return message.Read(cipher);
    }

    public static async Task<byte[]> BytesAsync(this TestPortal portal, EvidenceFile file)
    {
        using var cipher = await CipherAsync(portal, file.ComplaintId);
        return await portal.Get<EvidenceStore>().OpenAsync(file.StoredName, file.ReadKey(cipher), Token);
    }

    public static async Task<ComplaintCipher> CipherAsync(this TestPortal portal, Guid complaintId)
    {
        await using MibspDbContext db = await portal.Town.ContextAsync();
        return Assert.IsType<ComplaintCipher>(await portal.Get<ComplaintKeeping>().OpenAsync(db, complaintId, Token));
    }
}
