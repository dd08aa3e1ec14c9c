using Discord.Gateway.Binary;
using Discord.Gateway.Models;
using Discord.Gateway.Tests.Models;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Entities are stored in few bytes, parts of them can be read alone, and properties stored elsewhere can be omitted.</summary>
public sealed class EntityFormTests
{
    private static readonly Id<User> UserId = 80351110224678912;
    private static readonly Id<Role> First = 41771983423143936, Second = 41771983423143937;

    private static readonly GuildMember Member = new()
    {
        User = new User { Id = UserId, Username = "nelly_the_cat", GlobalName = "Nelly", Avatar = new ImageHash("8342729096ea3675442027381ff50dfe"), PublicFlags = (UserFlags)64 },
        Roles = new[] { First, Second },
        JoinedAt = new DateTimeOffset(2021, 5, 5, 12, 34, 56, 789, TimeSpan.Zero),
        Flags = GuildMemberFlags.CompletedOnboarding,
    };

    private static readonly Channel General = new()
    {
        Id = 41771983423143938,
        GuildId = First.As<Guild>(),
        Type = ChannelType.GuildText,
        Name = "general",
        Position = 6,
        ParentId = 41771983423143939,
        LastMessageId = 155117677105512449,
        RateLimitPerUser = TimeSpan.Zero,
        PermissionOverwrites = new Overwrite[]
        {
            new() { Id = First.As<EntityTag>(), Allow = Permissions.ViewChannel, Deny = Permissions.SendMessages },
            new() { Id = UserId.As<EntityTag>(), Type = OverwriteType.Member, Allow = Permissions.Administrator },
        },
    };

    private readonly IdList _ids = new();
    private readonly EntityWriter _writer;

    public EntityFormTests()
    {
        _writer = new EntityWriter { Ids = _ids, KeepsKeys = false };
    }

    /// <summary>If this fails after a change of how values are written, raise BinaryVersionWriter.Encoding, so that older snapshots are refused.</summary>
    [Fact]
    public void The_bytes_of_a_version_never_change()
    {
        _writer.EntityId = UserId.Value;
        Member.WriteBinary(_writer);
        AssertWritten("45040200011a80000d6e656c6c795f7468655f636174054e656c6c79008342729096ea3675442027381ff50dfe40d4e4b7b7a61702");

        _writer.Clear();
        _writer.EntityId = General.Id.Value;
        General.WriteBinary(_writer, Channel.Bits.GuildId);
        AssertWritten("c624000000020d00800880100702010803060767656e6572616c0100429ab416270200");
    }

    [Fact]
    public void A_member_with_a_user_takes_fewer_than_sixty_bytes()
    {
        _writer.EntityId = UserId.Value;
        Member.WriteBinary(_writer);

        Assert.InRange(_writer.Written.Length, 1, 59);
        var reader = new EntityReader(_writer.Written, _ids, UserId.Value);
        Assert.Equal(Member, GuildMember.ReadBinary(ref reader));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void A_channel_with_two_overwrites_takes_fewer_than_fifty_bytes()
    {
        _writer.EntityId = General.Id.Value;
        General.WriteBinary(_writer, Channel.Bits.GuildId);

        Assert.InRange(_writer.Written.Length, 1, 49);
        var reader = new EntityReader(_writer.Written, _ids, General.Id.Value);
        Assert.Equal(General with { GuildId = null }, Channel.ReadBinary(ref reader));
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void Writing_into_a_buffer_that_has_grown_allocates_nothing()
    {
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _writer.Clear();
            Member.WriteBinary(_writer);
            General.WriteBinary(_writer);
            if (i > 0)
            {
                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            }
        }
    }

    [Fact]
    public void The_roles_of_a_member_are_read_without_the_member()
    {
        Member.WriteBinary(_writer);

        var reader = new EntityReader(_writer.Written, _ids);
        Assert.NotEqual(0UL, reader.ReadBits(GuildMember.Bits.BitmapLength) & GuildMember.Bits.Roles);
        Assert.Equal((2, First.Value, Second.Value), (reader.ReadCount(), reader.ReadRecurringId(), reader.ReadRecurringId()));
    }

    [Fact]
    public void Type_overwrites_and_parent_of_a_channel_are_read_without_the_channel()
    {
        General.WriteBinary(_writer);

        var reader = new EntityReader(_writer.Written, _ids);
        ulong bits = reader.ReadBits(Channel.Bits.BitmapLength);
        Assert.Equal(Channel.Bits.PermissionOverwrites | Channel.Bits.ParentId, bits & (Channel.Bits.Type | Channel.Bits.PermissionOverwrites | Channel.Bits.ParentId));
        Assert.Equal(2, reader.ReadCount());
        Assert.Equal(Overwrite.Bits.Id | Overwrite.Bits.Allow | Overwrite.Bits.Deny, reader.ReadBits(Overwrite.Bits.BitmapLength));
        Assert.Equal((First.Value, Permissions.ViewChannel, Permissions.SendMessages), (reader.ReadRecurringId(), (Permissions)reader.ReadVarint(), (Permissions)reader.ReadVarint()));
        Assert.Equal(Overwrite.Bits.Id | Overwrite.Bits.Type | Overwrite.Bits.Allow, reader.ReadBits(Overwrite.Bits.BitmapLength));
        Assert.Equal((UserId.Value, OverwriteType.Member, Permissions.Administrator), (reader.ReadRecurringId(), (OverwriteType)reader.ReadVarint(), (Permissions)reader.ReadVarint()));
        Assert.Equal(General.ParentId!.Value.Value, reader.ReadRecurringId());
    }

    [Fact]
    public void Permissions_of_a_role_and_the_owner_of_a_guild_come_first()
    {
        new Role { Id = First, Name = "x", Permissions = Permissions.Administrator }.WriteBinary(_writer);
        var role = new EntityReader(_writer.Written, _ids);
        Assert.NotEqual(0UL, role.ReadBits(Role.Bits.BitmapLength) & Role.Bits.Permissions);
        Assert.Equal(Permissions.Administrator, (Permissions)role.ReadVarint());

        _writer.Clear();
        new Guild { Id = First.As<Guild>(), Name = "x", OwnerId = UserId }.WriteBinary(_writer);
        var guild = new EntityReader(_writer.Written, _ids);
        Assert.NotEqual(0UL, guild.ReadBits(Guild.Bits.BitmapLength) & Guild.Bits.OwnerId);
        Assert.Equal(UserId.Value, guild.ReadId());
    }

    [Fact]
    public void Omitted_properties_are_read_as_in_a_new_record()
    {
        var guild = new Guild { Id = 1, Name = "x", Roles = [new Role { Id = First }], Emojis = [new Emoji { Id = 3 }], Stickers = [new Sticker { Id = 4 }] };

        guild.WriteBinary(_writer, Guild.Bits.Roles | Guild.Bits.Emojis | Guild.Bits.Stickers);

        var reader = new EntityReader(_writer.Written, _ids);
        Assert.Equal(new Guild { Id = 1, Name = "x" }, Guild.ReadBinary(ref reader));
        Assert.Equal([1UL], _ids.Ids.ToArray());
    }

    [Fact]
    public void The_id_of_the_entity_is_omitted_in_nested_records_too()
    {
        var state = new VoiceState { UserId = UserId, Member = Member, SessionId = "s", ChannelId = 9 };
        byte[] whole = Write(0, state.WriteBinary);
        byte[] kept = Write(UserId.Value, state.WriteBinary);

        Assert.Equal(16, whole.Length - kept.Length);
        var reader = new EntityReader(kept, _ids, UserId.Value);
        Assert.Equal(state, VoiceState.ReadBinary(ref reader));

        var emoji = new Emoji { Id = 8, User = new User { Id = UserId } };
        reader = new EntityReader(Write(8, (writer, _) => emoji.WriteBinary(writer)), _ids, 8);
        Assert.Equal(emoji, Emoji.ReadBinary(ref reader));
    }

    [Fact]
    public void An_id_of_zero_is_not_mistaken_for_the_id_of_the_entity()
    {
        _writer.EntityId = UserId.Value;
        new User().WriteBinary(_writer);

        var reader = new EntityReader(_writer.Written, _ids, UserId.Value);
        Assert.Equal(default, User.ReadBinary(ref reader).Id);
    }

    [Fact]
    public void Equal_members_have_equal_bytes_if_keys_are_not_kept()
    {
        GuildMember whole = JsonAssert.Read<GuildMember>("""{"roles":["1"],"nick":null,"flags":0,"mute":false}""");
        GuildMember partial = JsonAssert.Read<GuildMember>("""{"roles":["1"]}""");

        whole.WriteBinary(_writer);
        byte[] first = _writer.Written.ToArray();
        _writer.Clear();
        partial.WriteBinary(_writer);

        Assert.Equal(first, _writer.Written.ToArray());
    }

    private void AssertWritten(string expected)
    {
        string written = Convert.ToHexStringLower(_writer.Written);
        Assert.True(written == expected, $"It is now {written}.");
    }

    private byte[] Write(ulong entityId, Action<EntityWriter, ulong> write)
    {
        _writer.Clear();
        _writer.EntityId = entityId;
        write(_writer, 0);
        return _writer.Written.ToArray();
    }
}
