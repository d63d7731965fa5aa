package io.recloop.alert.channels;

import io.recloop.alert.AlertTables;
import io.recloop.alert.http.AddressPolicy;
import io.recloop.alert.http.BoundedHttp;
import io.recloop.alert.messages.MessageTemplates;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Channels with a clock of the test's own, whose receivers may be on this machine.
public final class TestChannels {
    private TestChannels() {}

    public static ChannelFactory factory(Clock clock) {
        return factory(clock, new AddressPolicy(List.of("127.0.0.0/8"), List.of()));
    }

    /// As it is without configuration.
    public static ChannelFactory publicOnly(Clock clock) {
        return factory(clock, new AddressPolicy(List.of(), List.of()));
    }

    public static String signature(String secret, String id, long timestamp, String body) {
        return new WebhookSignature(secret).of(id, timestamp, body);
    }

    private static ChannelFactory factory(Clock clock, AddressPolicy policy) {
        var vertx = AlertTables.bean(Vertx.class);
        return new ChannelFactory(
                new BoundedHttp(vertx, policy),
                new MessageTemplates(Optional.empty()),
                AlertTables.bean(ChannelMemory.class),
                vertx,
                clock);
    }
}
