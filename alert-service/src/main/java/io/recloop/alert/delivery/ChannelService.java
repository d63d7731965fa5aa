package io.recloop.alert.delivery;

import io.recloop.alert.delivery.ChannelStatus.Waiting;
import io.recloop.alert.messages.Message;
import io.recloop.alert.messages.MessageTemplates;
import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.Backlog;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Channels, for people who look at them and try them. Thread-safe.
@Singleton
public class ChannelService {
    private final DeliveryTargets targets;
    private final DeliveryDispatcher dispatcher;
    private final DeliveryQueue queue;
    private final MessageTemplates templates;
    private final Clock clock;

    ChannelService(
            DeliveryTargets targets,
            DeliveryDispatcher dispatcher,
            DeliveryQueue queue,
            MessageTemplates templates,
            Clock clock) {
        this.targets = targets;
        this.dispatcher = dispatcher;
        this.queue = queue;
        this.templates = templates;
        this.clock = clock;
    }

    public Set<String> names() {
        return targets.byName().keySet();
    }

    public ChannelStatus.All list() {
        var backlog = queue.backlog().stream().collect(Collectors.toMap(Backlog::channel, each -> each));
        return new ChannelStatus.All(targets.byName().values().stream()
                .map(target -> status(target, Optional.ofNullable(backlog.get(target.name()))))
                .toList());
    }

    private ChannelStatus status(DeliveryTarget target, Optional<Backlog> waiting) {
        var pump = dispatcher.pumps().get(target.name());
        var state = pump == null ? CircuitBreaker.State.CLOSED : pump.breakerState();
        return new ChannelStatus(
                target.name(),
                target.type().name().toLowerCase(Locale.ROOT),
                state.name().toLowerCase(Locale.ROOT),
                target.limits().fallback(),
                waiting.map(found -> new Waiting(found.pending(), found.fresh(), found.oldest()))
                        .orElse(Waiting.NOTHING),
                queue.lastDelivered(target.name()).orElse(null));
    }

    /// Sends a message at once, past the queue.
    ///
    /// @param type    `incident.test` or `incident.canary`
    /// @return empty where there is no such channel
    public Optional<TestResult> send(String channel, String type, String summary) {
        return Optional.ofNullable(targets.byName().get(channel)).map(target -> {
            var startedAt = clock.instant();
            var sample = SampleNotification.of(type, Severity.INFO, channel, summary, startedAt);
            var result = target.channel().send(sample);
            long took = Duration.between(startedAt, clock.instant()).toMillis();
            return new TestResult(
                    channel, result.code().toLowerCase(Locale.ROOT), result.status(), error(result), took);
        });
    }

    /// @return empty where there is no such channel
    /// @throws IllegalArgumentException when the language is unknown
    public Optional<Message> preview(String channel, String type, Severity severity, Reader reader) {
        return Optional.ofNullable(targets.byName().get(channel)).map(target -> {
            var sample =
                    SampleNotification.of(type, severity, channel, "This is a preview of a message", clock.instant());
            return templates.writer(channel, reader.language(), reader.zone()).write(NotificationDocument.of(sample));
        });
    }

    public record Reader(String language, ZoneId zone) {}

    private static @Nullable String error(AttemptResult result) {
        return switch (result) {
            case Delivered delivered -> null;
            case Retry retry -> retry.error();
            case Refused refused -> refused.error();
            case Unknown unknown -> unknown.error();
        };
    }
}
