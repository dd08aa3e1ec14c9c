using Discord.Gateway.Events;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Events;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>Bot authors write tests without JSON.</summary>
public sealed class TypedDispatchTests
{
    [Fact]
    public async Task An_event_made_by_hand_arrives_as_it_was_made()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        var message = new Message
        {
            Id = 7,
            GuildId = World.Home.Id,
            ChannelId = World.Home.ChannelId,
            Author = new User { Id = 9, Username = "someone" },
            Content = "hello",
            Components = [new ActionRow { Components = [new Button { Style = ButtonStyle.Primary, CustomId = "buy", Label = "Buy" }] }],
            ReferencedMessage = null,
        };

        Assert.Equal(1, await world.Gateway.DispatchAsync(new MessageCreateEvent { Message = message }));

        Message received = (await world.ReceiveAsync<MessageCreateEvent>()).Message;
        Assert.Equal(("hello", "someone", message.Id), (received.Content, received.Author.Username, received.Id));
        Assert.Equal("buy", Assert.IsType<Button>(Assert.IsType<ActionRow>(received.Components.Single()).Components.Single()).CustomId);
        Assert.Equal(new Optional<Message?>(null), received.ReferencedMessage);
        Assert.Null(received.EditedTimestamp);
    }

    [Fact]
    public async Task Any_event_can_be_dispatched_with_nothing_filled_in()
    {
        foreach (EventRow row in EventTable.Rows.Where(row => row.Type is not (GatewayEventType.Ready or GatewayEventType.Resumed)))
        {
            await using var world = new World();
            await world.ConnectAndDrainAsync();
            var made = (GatewayEvent)Activator.CreateInstance(row.RecordType)!;

            await world.Gateway.DispatchAsync(row.Name, WithGuild(EventJsonText.Write(made)));

            GatewayEvent received = (await world.ReceiveAsync())!;
            Assert.Equal(row.RecordType, received.GetType());
        }
    }

    // Nothing filled in means guild 0, which no shard but this serves.
    private static string WithGuild(string data) => data.Replace("\"guild_id\":\"0\"", $"\"guild_id\":\"{World.Home.Id}\"", StringComparison.Ordinal);
}
