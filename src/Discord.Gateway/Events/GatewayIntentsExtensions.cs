using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>Determines intents from the events that a bot needs.</summary>
public static class GatewayIntentsExtensions
{
    extension(GatewayIntents)
    {
        /// <summary>
        /// The smallest set of intents with which Discord sends these events, in guilds and in direct messages: <c>GatewayIntents.For(GatewayEventType.MessageCreate)</c> is
        /// <see cref="GatewayIntents.GuildMessages"/> and <see cref="GatewayIntents.DirectMessages"/>. A privileged intent is included only if no
        /// other makes Discord send the event. <see cref="GatewayIntents.MessageContent"/>, which only fills messages, is never included.
        /// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#list-of-intents">Gateway › List of Intents</see>.
        /// </summary>
        /// <param name="types">The events; those that are always sent need no intent.</param>
        /// <exception cref="ArgumentOutOfRangeException">One of them is not an event that Discord documents.</exception>
        public static GatewayIntents For(params ReadOnlySpan<GatewayEventType> types)
        {
            var intents = GatewayIntents.None;
            foreach (GatewayEventType type in types)
            {
                EventRow row = (Enum.IsDefined(type) ? EventTable.Find(type) : null)
                    ?? throw new ArgumentOutOfRangeException(nameof(types), type, "Not an event that Discord documents, so no intents are known for it.");
                GatewayIntents unprivileged = row.Intents & ~GatewayIntents.Privileged;
                intents |= unprivileged != 0 ? unprivileged : row.Intents;
            }

            return intents;
        }
    }
}
