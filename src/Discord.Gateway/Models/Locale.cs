using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A language by its code; languages that Discord adds later are kept by code. Discord's documentation: <see href="https://discord.com/developers/docs/reference#locales">Reference › Locales</see>.</summary>
[StringEnum("en-US")]
public readonly partial record struct Locale
{
    /// <summary>id: Indonesian.</summary>
    public static Locale Indonesian { get; } = new("id");

    /// <summary>da: Danish.</summary>
    public static Locale Danish { get; } = new("da");

    /// <summary>de: German.</summary>
    public static Locale German { get; } = new("de");

    /// <summary>en-GB: English, UK.</summary>
    public static Locale EnglishUK { get; } = new("en-GB");

    /// <summary>en-US: English, US.</summary>
    public static Locale EnglishUS { get; } = new("en-US");

    /// <summary>es-ES: Spanish.</summary>
    public static Locale Spanish { get; } = new("es-ES");

    /// <summary>es-419: Spanish, Latin America.</summary>
    public static Locale SpanishLatam { get; } = new("es-419");

    /// <summary>fr: French.</summary>
    public static Locale French { get; } = new("fr");

    /// <summary>hr: Croatian.</summary>
    public static Locale Croatian { get; } = new("hr");

    /// <summary>it: Italian.</summary>
    public static Locale Italian { get; } = new("it");

    /// <summary>lt: Lithuanian.</summary>
    public static Locale Lithuanian { get; } = new("lt");

    /// <summary>hu: Hungarian.</summary>
    public static Locale Hungarian { get; } = new("hu");

    /// <summary>nl: Dutch.</summary>
    public static Locale Dutch { get; } = new("nl");

    /// <summary>no: Norwegian.</summary>
    public static Locale Norwegian { get; } = new("no");

    /// <summary>pl: Polish.</summary>
    public static Locale Polish { get; } = new("pl");

    /// <summary>pt-BR: Portuguese, Brazil.</summary>
    public static Locale Portuguese { get; } = new("pt-BR");

    /// <summary>ro: Romanian, Romania.</summary>
    public static Locale Romanian { get; } = new("ro");

    /// <summary>fi: Finnish.</summary>
    public static Locale Finnish { get; } = new("fi");

    /// <summary>sv-SE: Swedish.</summary>
    public static Locale Swedish { get; } = new("sv-SE");

    /// <summary>vi: Vietnamese.</summary>
    public static Locale Vietnamese { get; } = new("vi");

    /// <summary>tr: Turkish.</summary>
    public static Locale Turkish { get; } = new("tr");

    /// <summary>cs: Czech.</summary>
    public static Locale Czech { get; } = new("cs");

    /// <summary>el: Greek.</summary>
    public static Locale Greek { get; } = new("el");

    /// <summary>bg: Bulgarian.</summary>
    public static Locale Bulgarian { get; } = new("bg");

    /// <summary>ru: Russian.</summary>
    public static Locale Russian { get; } = new("ru");

    /// <summary>uk: Ukrainian.</summary>
    public static Locale Ukrainian { get; } = new("uk");

    /// <summary>hi: Hindi.</summary>
    public static Locale Hindi { get; } = new("hi");

    /// <summary>th: Thai.</summary>
    public static Locale Thai { get; } = new("th");

    /// <summary>zh-CN: Chinese, China.</summary>
    public static Locale ChineseChina { get; } = new("zh-CN");

    /// <summary>ja: Japanese.</summary>
    public static Locale Japanese { get; } = new("ja");

    /// <summary>zh-TW: Chinese, Taiwan.</summary>
    public static Locale ChineseTaiwan { get; } = new("zh-TW");

    /// <summary>ko: Korean.</summary>
    public static Locale Korean { get; } = new("ko");
}
