package io.recloop.alert.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.contracts.events.Severity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteTreeTest {
    private static final Hook HOOK = Hook.at("http://127.0.0.1/hook");
    private static final Map<String, String> TREE =
            """
            route.root.group-wait 30s
            route.payments.matchers team="payments"
            route.payments.channels chat
            route.payments.group-by alertname,tenant
            route.pages.parent payments
            route.pages.matchers severity=~"error|critical"
            route.pages.channels log,pager
            route.pages.repeat-interval 4h
            route.audit.order 1
            route.audit.continue true
            route.audit.channels none
            """.lines().map(line -> line.split(" ")).collect(Collectors.toMap(line -> line[0], line -> line[1]));

    @Test
    void withoutATreeTheSeverityDecidesAndEachIncidentIsItsOwnGroup() {
        var route = tree(Map.of()).match(Map.of(), Severity.INFO);

        assertThat(route).singleElement().satisfies(only -> {
            assertThat(only.key()).isEqualTo("root");
            assertThat(only.channels()).containsExactly("log", "chat");
            assertThat(only.groupsNothing()).isTrue();
            assertThat(only.groupWait()).isZero();
            assertThat(only.repeatInterval()).isZero();
        });
    }

    @Test
    void theDeepestRouteThatMatchesIsTheResultAndInheritsWhatItDoesNotSay() {
        var found = tree(TREE).match(Map.of("team", "payments", "severity", "critical"), Severity.CRITICAL);

        assertThat(found).extracting(Route::key).containsExactly("root/audit", "root/payments/pages");
        assertThat(found.getFirst().channels()).isEmpty();
        var pages = found.getLast();
        assertThat(pages.channels()).containsExactly("log", "pager");
        assertThat(pages.groupBy()).containsExactly("alertname", "tenant");
        assertThat(pages.groupWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(pages.repeatInterval()).isEqualTo(Duration.ofHours(4));
        assertThat(pages.groupLabels(Map.of("alertname", "A", "team", "payments")))
                .containsExactly(Map.entry("alertname", "A"));
    }

    @Test
    void aRouteThatMatchesWithoutGoingOnEndsTheSearch() {
        var both = new HashMap<>(TREE);
        both.put("route.audit.continue", "false");

        assertThat(tree(both).match(Map.of("team", "payments"), Severity.INFO))
                .extracting(Route::key)
                .containsExactly("root/audit");
    }

    @Test
    void anUnknownChannelOrParentAndABadMatcherStopTheStart() {
        assertThatThrownBy(() -> tree(Map.of("route.a.channels", "nowhere")))
                .hasMessage("recloop.alert.route.a.channels names nowhere, which is not a channel");
        assertThatThrownBy(() -> tree(Map.of("route.a.parent", "b", "route.b.parent", "a")))
                .hasMessageContaining("does not lead to the root");
        assertThatThrownBy(() -> tree(Map.of("route.a.matchers", "team")))
                .hasMessageContaining("recloop.alert.route.a.matchers: bad matcher format: team");
    }

    private static RouteTree tree(Map<String, String> settings) {
        var keys = new HashMap<String, String>();
        settings.forEach((key, value) -> keys.put("recloop.alert." + key, value));
        var config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(RouteTreeConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(keys, "test", 500))
                .build()
                .getConfigMapping(RouteTreeConfig.class);
        var routes =
                new Routes(new FixedRouting(Map.of(), Map.of("chat", HOOK, "pager", HOOK.from(Severity.CRITICAL))));
        return new RouteTree(config, routes);
    }
}
