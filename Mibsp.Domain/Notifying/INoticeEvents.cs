namespace Mibsp.Domain.Notifying;

/// <summary>Where it is announced, after commit, that somebody's notices have changed. Carries who, and nothing else.</summary>
public interface INoticeEvents
{
    void Tell(IReadOnlyCollection<Guid> userIds);
}
