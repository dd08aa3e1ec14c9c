using Microsoft.Extensions.Hosting;
using MyBot;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddBot();
await builder.Build().RunAsync();
