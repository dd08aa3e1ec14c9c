using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>The program's options and their values.</summary>
internal sealed class CommandLine
{
    private static readonly GatewaySimulatorOptions Defaults = new();

    private readonly Option<int> _port = new("--port")
    {
        Description = "Port of the gateway, the REST API and /_control; 0 takes a free one.",
        HelpName = "port",
    };

    private readonly Option<int?> _resumePort = new("--resume-port")
    {
        Description = "Port for resumes. Default: the one after --port, or a free one. It may be the same as --port.",
        HelpName = "port",
    };

    private readonly Option<IPAddress> _bind = new("--bind")
    {
        Description = "Address to listen on. /_control needs no password: anyone who can reach the port can use it.",
        HelpName = "address",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = ParseAddress,
    };

    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "The gateway URL to advertise in /gateway and /gateway/bot, for a container or a proxy.",
        HelpName = "ws-url",
        CustomParser = ParseUrl,
    };

    private readonly Option<Uri?> _resumeUrl = new("--resume-url")
    {
        Description = "The resume URL to advertise in READY. Default: --url with the port for resumes.",
        HelpName = "ws-url",
        CustomParser = ParseUrl,
    };

    private readonly Option<bool> _tls = new("--tls")
    {
        Description = "Serve https and wss, with a certificate from an authority created at start.",
    };

    private readonly Option<string> _caFile = new("--ca-file")
    {
        Description = "Where --tls writes the certificate of its authority, for bots to trust.",
        HelpName = "file",
        DefaultValueFactory = _ => "discord-gateway-simulator-ca.pem",
    };

    private readonly Option<string[]> _host = new("--host")
    {
        Description = "A host name or address for which --tls has a certificate. May be given several times.",
        HelpName = "name",
        DefaultValueFactory = _ => ["discord.com", "gateway.discord.gg", "localhost", "127.0.0.1"],
    };

    private readonly Option<string> _token = new("--token")
    {
        Description = "The accepted token. Default: the one in the tool's README.",
        HelpName = "token",
    };

    private readonly Option<string?> _world = new("--world")
    {
        Description = "JSON file of the guilds that the bot is in. Default: one guild with three members.",
        HelpName = "file",
    };

    private readonly Option<string?> _scenario = new("--scenario")
    {
        Description = "JSON file of commands to run at given events or times.",
        HelpName = "file",
    };

    private readonly Option<GatewayIntents> _intents = new("--intents")
    {
        Description = "The intents enabled for the bot, by name with commas between, or as a number; others are answered with close 4014.",
        HelpName = "intents",
        DefaultValueFactory = _ => GatewayIntents.All,
        CustomParser = ParseIntents,
    };

    private readonly Option<double> _heartbeat = new("--heartbeat")
    {
        Description = "Seconds between heartbeats.",
        HelpName = "seconds",
        DefaultValueFactory = _ => Defaults.HeartbeatInterval.TotalSeconds,
    };

    private readonly Option<int> _shards = new("--shards")
    {
        Description = "The number of shards that /gateway/bot recommends.",
        HelpName = "count",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _maxConcurrency = new("--max-concurrency")
    {
        Description = "How many shards may identify within 5 s.",
        HelpName = "count",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<double?> _for = new("--for")
    {
        Description = "Exit after this many seconds. Default: only on SIGINT (Ctrl-C) or SIGTERM.",
        HelpName = "seconds",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print addresses, violations and scenario steps, but no traffic." };

    private readonly RootCommand _root;

    internal CommandLine()
    {
        _root = new RootCommand(
            "A Discord gateway to test bots against. Exit codes: 0, 1 if the bot broke one of Discord's rules, 2 if the arguments or files are wrong.")
        {
            _port, _resumePort, _bind, _url, _resumeUrl, _tls, _caFile, _host, _token, _world, _scenario, _intents, _heartbeat, _shards, _maxConcurrency, _for, _quiet,
        };
        Require(_port, port => port is >= 0 and <= ushort.MaxValue, "is not a port (0 to 65535)");
        Require(_resumePort, port => port is null or (>= 0 and <= ushort.MaxValue), "is not a port (0 to 65535)");
        Require(_heartbeat, seconds => seconds is >= 0.1 and <= 3600, "is not a number of seconds from 0.1 to 3600");
        Require(_shards, count => count is >= 1 and <= 10_000, "is not a count from 1 to 10000");
        Require(_maxConcurrency, count => count is >= 1 and <= 10_000, "is not a count from 1 to 10000");
        Require(_for, seconds => seconds is null or (> 0 and <= 1_000_000), "is not a number of seconds above 0");
        Require(_host, hosts => hosts is not null && hosts.All(host => Uri.CheckHostName(host) != UriHostNameType.Unknown), "is not a host name or address");
        Require(_token, token => !string.IsNullOrWhiteSpace(token), "is empty");
    }

    /// <summary>The settings; null if the program has printed its help or version instead.</summary>
    /// <exception cref="UsageException">An argument is wrong.</exception>
    internal SimulatorSettings? Parse(string[] args, TimeProvider timeProvider, TextWriter output)
    {
        ParseResult result = _root.Parse(args);
        if (result.Errors.Count > 0)
        {
            throw new UsageException(string.Join(Environment.NewLine, result.Errors.Select(error => error.Message)));
        }

        if (result.Action is not null)
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return null;
        }

        int port = result.GetValue(_port);
        return new SimulatorSettings
        {
            Gateway = new GatewaySimulatorOptions
            {
                Token = result.GetValue(_token) ?? Defaults.Token,
                AllowedIntents = result.GetValue(_intents),
                HeartbeatInterval = TimeSpan.FromSeconds(result.GetValue(_heartbeat)),
                RecommendedShards = result.GetValue(_shards),
                MaxConcurrency = result.GetValue(_maxConcurrency),
                TimeProvider = timeProvider,
            },
            BindAddress = result.GetValue(_bind)!,
            Port = port,
            ResumePort = result.GetValue(_resumePort) ?? (port is 0 or ushort.MaxValue ? 0 : port + 1),
            GatewayUri = result.GetValue(_url),
            ResumeUri = result.GetValue(_resumeUrl),
            UsesTls = result.GetValue(_tls),
            CaFile = result.GetValue(_caFile)!,
            Hosts = result.GetValue(_host)!,
            WorldFile = result.GetValue(_world),
            ScenarioFile = result.GetValue(_scenario),
            IsQuiet = result.GetValue(_quiet),
            Duration = result.GetValue(_for) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    private static void Require<T>(Option<T> option, Func<T?, bool> isValid, string problem) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 0)
        {
            return;
        }

        T? value;
        try
        {
            value = result.GetValueOrDefault<T>();
        }
        catch (InvalidOperationException)
        {
            // Not even of the type, which is an error without this one.
            return;
        }

        if (!isValid(value))
        {
            // What was given is named, unless it is a secret.
            result.AddError(option.Name == "--token" ? $"{option.Name} {problem}." : $"{option.Name} {result.Tokens[0].Value} {problem}.");
        }
    });

    private static IPAddress? ParseAddress(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        IPAddress? address = text switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ => IPAddress.TryParse(text, out IPAddress? parsed) ? parsed : null,
        };
        if (address is null)
        {
            result.AddError($"--bind {text} is not an IP address.");
        }

        return address;
    }

    private static Uri? ParseUrl(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeWs || url.Scheme == Uri.UriSchemeWss)
            && url is { Host.Length: > 0, Query: "", Fragment: "" })
        {
            return url;
        }

        result.AddError($"{text} is not a ws:// or wss:// URL without a query.");
        return null;
    }

    private static GatewayIntents ParseIntents(ArgumentResult result)
    {
        GatewayIntents intents = GatewayIntents.None;
        foreach (string name in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Discord writes GUILD_MEMBERS, discord.js GuildMembers, .NET users guild-members.
            string plain = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
            if (Enum.TryParse(plain, ignoreCase: true, out GatewayIntents intent) && (intent & ~GatewayIntents.All) == 0)
            {
                intents |= intent;
            }
            else
            {
                result.AddError($"--intents: {name} is not one of {string.Join(", ", Enum.GetNames<GatewayIntents>())}.");
            }
        }

        return intents;
    }
}
