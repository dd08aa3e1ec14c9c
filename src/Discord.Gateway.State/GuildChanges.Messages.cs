using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <content>Messages, for what they were before they were edited or deleted, and their authors.</content>
internal sealed partial class GuildChanges
{
    private void OnMessageEvent(StoredGuild guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case MessageCreateEvent e:
                if (e.Message is { Member: { } member, WebhookId: null, Author: var author } && (policy.KeepsMembers || author.Id == SelfId))
                {
                    // Where all members are known, one who is not has left, or has not joined yet: the message is late, or early.
                    Refresh(guild, author, member, mayAdd: !guild.HasAllMembers);
                }

                if (policy.MessagesPerChannel > 0 && e.Message.Id.Value != 0)
                {
                    _messages.MakeRoom(guild, e.Message.ChannelId, e.Message.Id);
                    _writer.Set(guild, e.Message.Id.Value, e.Message, Codecs.Message, out _);
                }

                break;
            case MessageUpdateEvent e when guild.Find(e.Message.Id.Value, Codecs.Message) is { } known:
                Set(guild, e.Message.Id.Value, e.ApplyTo(known), Codecs.Message, e);
                break;
            case MessageDeleteEvent e:
                Remove(guild, e.Id.Value, Codecs.Message, e);
                break;
            case MessageDeleteBulkEvent e when guild.Messages is { } messages:
                OnBulk(guild, messages, e);
                break;
        }
    }

    private static void OnBulk(StoredGuild guild, EntityTable messages, MessageDeleteBulkEvent e)
    {
        e.Before = new BeforeValue<IReadOnlyList<Message>>([.. e.Ids.Select(id => guild.Find(id.Value, Codecs.Message)).OfType<Message>()]);
        foreach (Id<Message> id in e.Ids)
        {
            messages.Remove(id.Value, EntityKind.Message, out _);
        }
    }
}
