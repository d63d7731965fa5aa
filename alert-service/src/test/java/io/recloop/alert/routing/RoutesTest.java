package io.recloop.alert.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.alert.FixedRouting;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.contracts.events.Severity;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Hook HOOK = Hook.at("http://127.0.0.1/hook");

    @Test
    void withoutConfigurationEverythingGoesToTheLog() {
        var routes = new Routes(FixedRouting.with(Map.of()));

        assertThat(Severity.values())
                .allSatisfy(severity -> assertThat(routes.channelsFor(severity)).containsExactly("log"));
    }

    @Test
    void aWebhookHearsWhatIsSevereEnough() {
        var routes = new Routes(FixedRouting.with(Map.of("oncall", HOOK.from(Severity.CRITICAL), "chat", HOOK)));

        assertThat(routes.channelsFor(Severity.WARNING)).containsExactly("log", "chat");
        assertThat(routes.channelsFor(Severity.CRITICAL)).containsExactly("log", "chat", "oncall");
    }

    @Test
    void aConfiguredRouteIsTheWholeRoute() {
        var routes = new Routes(new FixedRouting(Map.of(Severity.CRITICAL, List.of("chat")), Map.of("chat", HOOK)));

        assertThat(routes.channelsFor(Severity.CRITICAL)).containsExactly("chat");
        assertThat(routes.channelsFor(Severity.INFO)).containsExactly("log", "chat");
    }

    @Test
    void aRouteToNowhereStopsTheStart() {
        assertThatThrownBy(() -> new Routes(new FixedRouting(Map.of(Severity.CRITICAL, List.of("pager")), Map.of())))
                .hasMessageContaining("recloop.alert.routes.critical names pager");
        assertThatThrownBy(() -> new Routes(FixedRouting.with(Map.of("log", HOOK))))
                .hasMessageContaining("taken");
    }

    @Test
    void channelsCanBeConfiguredByEnvironmentAlone() {
        assertOncall(config(Map.of(
                "RECLOOP_ALERT_WEBHOOKS_ONCALL_URL", "http://127.0.0.1:9/hook",
                "RECLOOP_ALERT_WEBHOOKS_ONCALL_SECRET", "s3cret",
                "RECLOOP_ALERT_WEBHOOKS_ONCALL_MIN_SEVERITY", "critical",
                "RECLOOP_ALERT_ROUTES_WARNING", "log")));
    }

    @Test
    void aChannelIsConfiguredByItsPresentKeyToo() {
        assertOncall(config(Map.of(
                "RECLOOP_ALERT_CHANNELS_ONCALL_URL", "http://127.0.0.1:9/hook",
                "RECLOOP_ALERT_CHANNELS_ONCALL_SECRET", "s3cret",
                "RECLOOP_ALERT_CHANNELS_ONCALL_MIN_SEVERITY", "critical",
                "RECLOOP_ALERT_ROUTES_WARNING", "log")));
    }

    @Test
    void aChannelUnderBothKeysStopsTheStart() {
        var both = config(Map.of(
                "RECLOOP_ALERT_CHANNELS_ONCALL_URL", "http://127.0.0.1:9/hook",
                "RECLOOP_ALERT_WEBHOOKS_ONCALL_URL", "http://127.0.0.1:9/hook"));

        assertThatThrownBy(() -> ConfiguredChannels.of(both)).hasMessageContaining("remove one");
    }

    @Test
    void channelsMayStillBeConfiguredByTheirOldNames() {
        assertOncall(config(Map.of(
                "ALERT_WEBHOOKS_ONCALL_URL", "http://127.0.0.1:9/hook",
                "ALERT_WEBHOOKS_ONCALL_SECRET", "s3cret",
                "ALERT_WEBHOOKS_ONCALL_MIN_SEVERITY", "critical",
                "ALERT_ROUTES_WARNING", "log")));
    }

    private static void assertOncall(RoutingConfig config) {
        var channels = ConfiguredChannels.of(config);
        assertThat(channels).containsOnlyKeys("oncall");
        var hook = channels.get("oncall");
        assertThat(hook.type()).isEqualTo(ChannelType.WEBHOOK);
        assertThat(hook.target().url())
                .hasValueSatisfying(url -> assertThat(url).hasToString("http://127.0.0.1:9/hook"));
        assertThat(hook.target().secret()).contains("s3cret");
        assertThat(hook.minSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(hook.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.routes()).containsExactly(Map.entry(Severity.WARNING, List.of("log")));
    }

    private static RoutingConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDiscoveredInterceptors()
                .withSources(new EnvConfigSource(environment, 300), new PropertiesConfigSource(Map.of(), "none", 100))
                .withMapping(RoutingConfig.class)
                .build()
                .getConfigMapping(RoutingConfig.class);
    }
}
