using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>A member and a channel in the binary form, as a state of guilds stores them.</summary>
public class BinaryBenchmarks
{
    private const string MemberJson = """
        {"user":{"id":"80351110224678912","username":"nelly_the_cat","discriminator":"0","global_name":"Nelly","avatar":"8342729096ea3675442027381ff50dfe","public_flags":64,
        "avatar_decoration_data":null,"collectibles":null,"primary_guild":null},"nick":null,"avatar":null,"banner":null,"roles":["41771983423143936","41771983423143937",
        "41771983423143938"],"joined_at":"2021-05-05T12:34:56.789000+00:00","premium_since":null,"deaf":false,"mute":false,"flags":2,"pending":false,
        "communication_disabled_until":null}
        """;

    private const string ChannelJson = """
        {"id":"41771983423143938","guild_id":"41771983423143936","type":0,"name":"general","topic":null,"position":6,"nsfw":false,"parent_id":"41771983423143939",
        "last_message_id":"155117677105512449","rate_limit_per_user":0,"flags":0,"permission_overwrites":[{"id":"41771983423143936","type":0,"allow":"1024","deny":"2048"},
        {"id":"80351110224678912","type":1,"allow":"8","deny":"0"}]}
        """;

    private static readonly GuildMember Member = JsonSerializer.Deserialize<GuildMember>(MemberJson)!;
    private static readonly Channel Channel = JsonSerializer.Deserialize<Channel>(ChannelJson)!;

    private readonly IdList _ids = new();
    private readonly EntityWriter _writer;
    private readonly byte[] _member;
    private readonly byte[] _channel;

    public BinaryBenchmarks()
    {
        _writer = new EntityWriter { Ids = _ids, KeepsKeys = false };
        WriteMember();
        _member = _writer.Written.ToArray();
        WriteChannel();
        _channel = _writer.Written.ToArray();
    }

    /// <summary>Prints the lengths, which the figures belong to.</summary>
    [GlobalSetup]
    public void PrintLengths() => Console.WriteLine($"// A member takes {_member.Length} bytes, a channel {_channel.Length}.");

    [Benchmark]
    public int WriteMember()
    {
        _writer.Clear();
        _writer.EntityId = Member.User!.Id.Value;
        Member.WriteBinary(_writer);
        return _writer.Written.Length;
    }

    [Benchmark]
    public GuildMember ReadMember()
    {
        var reader = new EntityReader(_member, _ids, Member.User!.Id.Value);
        return GuildMember.ReadBinary(ref reader);
    }

    /// <summary>The roles alone, as computing permissions needs them.</summary>
    [Benchmark]
    public ulong ReadRoles()
    {
        var reader = new EntityReader(_member, _ids, Member.User!.Id.Value);
        ulong sum = reader.ReadBits(GuildMember.Bits.BitmapLength);
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            sum += reader.ReadRecurringId();
        }

        return sum;
    }

    [Benchmark]
    public int WriteChannel()
    {
        _writer.Clear();
        _writer.EntityId = Channel.Id.Value;
        Channel.WriteBinary(_writer, Channel.Bits.GuildId);
        return _writer.Written.Length;
    }

    [Benchmark]
    public Channel ReadChannel()
    {
        var reader = new EntityReader(_channel, _ids, Channel.Id.Value);
        return Channel.ReadBinary(ref reader);
    }
}
