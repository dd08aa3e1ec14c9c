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
                if (e.Message.Member is { } member && e.Message.WebhookId is null)
                {
                    Refresh(guild, e.Message.Author.Id, WithUser(member, e.Message.Author));
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
            case MessageDeleteBulkEvent e when guild.Messages is not null:
                e.Before = new BeforeValue<IReadOnlyList<Message>>([.. e.Ids.Select(id => guild.Find(id.Value, Codecs.Message)).OfType<Message>()]);
                foreach (Id<Message> id in e.Ids)
                {
                    guild.Messages.Remove(id.Value, EntityKind.Message, out _);
                }

                break;
        }
    }

    // The user that stands beside the member belongs to it here.
    private static GuildMember WithUser(GuildMember member, User user) => member with { User = user };
}
