package io.recloop.alert.delivery;

import io.recloop.alert.routing.ChannelConfig;
import io.recloop.alert.routing.ChannelType;
import io.recloop.alert.routing.Routes;
import java.time.Duration;

/// How fast a channel is written to, and who gets what it cannot be given.
///
/// @param rate messages per second; infinite for no limit
record ChannelLimits(double rate, int burst, int concurrency, String fallback, Duration fallbackAfter) {
    static final ChannelLimits OF_LOG =
            new ChannelLimits(Double.POSITIVE_INFINITY, 1, 8, Routes.LOG, Duration.ofDays(365));

    /// @throws IllegalArgumentException naming the setting that is wrong
    static ChannelLimits of(String name, ChannelConfig config) {
        var given = config.limits();
        double rate = given.rate().orElse(defaultRate(config.type()));
        if (!(rate > 0) || given.burst() < 1 || given.concurrency() < 1) {
            throw new IllegalArgumentException(
                    "recloop.alert.channels.%s: rate, burst and concurrency must be above 0".formatted(name));
        }
        return new ChannelLimits(rate, given.burst(), given.concurrency(), given.fallback(), given.fallbackAfter());
    }

    /// Slack and Telegram take about one message a second for a conversation; a Teams workflow fewer than
    /// four.
    private static double defaultRate(ChannelType type) {
        return switch (type) {
            case SLACK, TEAMS, TELEGRAM -> 1;
            case LOG, WEBHOOK, ALERTMANAGER, MAIL, PAGERDUTY -> Double.POSITIVE_INFINITY;
        };
    }
}
