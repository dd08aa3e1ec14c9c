using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <content>The guild itself, its roles, and what it has of its own.</content>
internal sealed partial class GuildChanges
{
    private void OnStructureEvent(StoredGuild guild, GatewayEvent gatewayEvent)
    {
        switch (gatewayEvent)
        {
            case GuildUpdateEvent e:
                OnGuildUpdate(guild, e);
                break;
            case GuildRoleCreateEvent e:
                Set(guild, e.Role.Id.Value, e.Role, Codecs.Role, e);
                break;
            case GuildRoleUpdateEvent e:
                Set(guild, e.Role.Id.Value, e.Role, Codecs.Role, e);
                break;
            case GuildRoleDeleteEvent e:
                // Members are not walked: a role that is not known grants nothing.
                Remove(guild, e.RoleId.Value, Codecs.Role, e);
                break;
            case GuildEmojisUpdateEvent e when policy.Keeps(StateParts.Emojis) && e.IsReadable("emojis"):
                e.Before = new BeforeValue<IReadOnlyList<Emoji>>(GuildReading.InOrder(guild, Codecs.Emoji));
                Replace(guild, e.Emojis, static emoji => emoji.Id?.Value ?? 0, Codecs.Emoji);
                break;
            case GuildStickersUpdateEvent e when policy.Keeps(StateParts.Stickers) && e.IsReadable("stickers"):
                e.Before = new BeforeValue<IReadOnlyList<Sticker>>(GuildReading.InOrder(guild, Codecs.Sticker));
                Replace(guild, e.Stickers, static sticker => sticker.Id.Value, Codecs.Sticker);
                break;
            case GuildSoundboardSoundsUpdateEvent e when policy.Keeps(StateParts.SoundboardSounds):
                // Those that changed, and no others.
                foreach (SoundboardSound sound in e.SoundboardSounds.Where(sound => sound.SoundId.Value != 0))
                {
                    _writer.Set(guild, sound.SoundId.Value, sound, Codecs.SoundboardSound, out _);
                }

                break;
            case GuildSoundboardSoundCreateEvent e when policy.Keeps(StateParts.SoundboardSounds):
                Set(guild, e.Sound.SoundId.Value, e.Sound, Codecs.SoundboardSound, e);
                break;
            case GuildSoundboardSoundUpdateEvent e when policy.Keeps(StateParts.SoundboardSounds):
                Set(guild, e.Sound.SoundId.Value, e.Sound, Codecs.SoundboardSound, e);
                break;
            case GuildSoundboardSoundDeleteEvent e:
                Remove(guild, e.SoundId.Value, Codecs.SoundboardSound, e);
                break;
            case GuildScheduledEventCreateEvent e:
                SetScheduledEvent(guild, e.ScheduledEvent, e);
                break;
            case GuildScheduledEventUpdateEvent e:
                SetScheduledEvent(guild, e.ScheduledEvent, e);
                break;
            case GuildScheduledEventDeleteEvent e:
                Remove(guild, e.ScheduledEvent.Id.Value, Codecs.ScheduledEvent, e);
                break;
            case StageInstanceCreateEvent e when policy.Keeps(StateParts.StageInstances):
                Set(guild, e.StageInstance.Id.Value, e.StageInstance, Codecs.StageInstance, e);
                break;
            case StageInstanceUpdateEvent e when policy.Keeps(StateParts.StageInstances):
                Set(guild, e.StageInstance.Id.Value, e.StageInstance, Codecs.StageInstance, e);
                break;
            case StageInstanceDeleteEvent e:
                Remove(guild, e.StageInstance.Id.Value, Codecs.StageInstance, e);
                break;
        }

        if (gatewayEvent is GuildRoleCreateEvent or GuildRoleUpdateEvent or GuildRoleDeleteEvent or GuildUpdateEvent)
        {
            guild.OnRolesChanged();
        }
    }

    private void SetScheduledEvent(StoredGuild guild, GuildScheduledEvent scheduled, GatewayEvent gatewayEvent)
    {
        if (scheduled.Status is ScheduledEventStatus.Completed or ScheduledEventStatus.Canceled)
        {
            // It is over. A guild that is told anew does not list it, and no GUILD_SCHEDULED_EVENT_DELETE follows.
            Remove(guild, scheduled.Id.Value, Codecs.ScheduledEvent, gatewayEvent);
        }
        else if (policy.Keeps(StateParts.ScheduledEvents))
        {
            Set(guild, scheduled.Id.Value, scheduled, Codecs.ScheduledEvent, gatewayEvent);
        }
    }

    private void OnGuildUpdate(StoredGuild guild, GuildUpdateEvent e)
    {
        if (GuildReading.Read(guild) is not { } known)
        {
            return;
        }

        e.Before = new BeforeValue<Guild>(known);
        Guild changed = e.ApplyTo(known);
        _writer.Set(guild, guild.Id.Value, changed, Codecs.Guild, out _);
        Replace(guild, changed.Roles, static role => role.Id.Value, Codecs.Role);
        if (policy.Keeps(StateParts.Emojis))
        {
            Replace(guild, changed.Emojis, static emoji => emoji.Id?.Value ?? 0, Codecs.Emoji);
        }

        if (policy.Keeps(StateParts.Stickers))
        {
            Replace(guild, changed.Stickers, static sticker => sticker.Id.Value, Codecs.Sticker);
        }
    }

    /// <summary>All entities of a kind are these now.</summary>
    private void Replace<T>(StoredGuild guild, IReadOnlyList<T> items, Func<T, ulong> getId, EntityCodec<T> codec)
        where T : class
    {
        HashSet<ulong> listed = [.. items.Select(getId)];
        List<ulong> gone = [];
        foreach (Entry entry in guild.Structure.All(codec.Kind))
        {
            if (!listed.Contains(entry.Id))
            {
                gone.Add(entry.Id);
            }
        }

        foreach (ulong id in gone)
        {
            guild.Structure.Remove(id, codec.Kind, out _);
        }

        foreach (T item in items)
        {
            if (getId(item) is var id and not 0)
            {
                _writer.Set(guild, id, item, codec, out _);
            }
        }
    }
}
