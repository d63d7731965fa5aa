package io.recloop.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.alert.AlertStack;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.alert.routing.ChannelType;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/// With the framework, which gives a webhook the guard that ends its exchange in time.
@QuarkusTest
@QuarkusTestResource(AlertStack.class)
class ChannelTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @Test
    void aWebhookThatDoesNotBeginWithHttpStopsTheStart() {
        assertThatThrownBy(() -> Channel.of("x", Hook.at("file:///etc/passwd"), CLOCK))
                .hasMessage("recloop.alert.channels.x.url must begin with http");
    }

    @Test
    void aWebhookWithoutAnUrlStopsTheStart() {
        var nowhere = Hook.of(ChannelType.WEBHOOK);

        assertThatThrownBy(() -> Channel.of("x", nowhere, CLOCK)).hasMessageContaining("recloop.alert.channels.x.url");
    }

    @Test
    void everyTypeMakesAChannelOfItsName() {
        for (var type : ChannelType.values()) {
            var hook = Hook.of(type).set("url", "http://127.0.0.1/hook");

            assertThat(Channel.of("chat", hook, CLOCK).name()).isEqualTo("chat");
        }
    }
}
