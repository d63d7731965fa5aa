package io.recloop.alert.posted;

import io.recloop.alert.incidents.Effect;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.kit.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The doors that are not Alertmanager's: all alerts of a request are taken, or none, and the answer says what became
/// of each.
@Singleton
public final class AlertDoor {
    private final PostedAlerts alerts;
    private final PostedAlertConfig config;
    private final DeliverySignal delivery;
    private final Clock clock;

    AlertDoor(PostedAlerts alerts, PostedAlertConfig config, DeliverySignal delivery, Clock clock) {
        this.alerts = alerts;
        this.config = config;
        this.delivery = delivery;
        this.clock = clock;
    }

    /// What became of an alert.
    ///
    /// @param effect   as [Effect] in lower case; `unchanged` for a repetition
    /// @param incident the newest of this alert; absent where it never had one
    public record Taken(
            String fingerprint, String effect, @Nullable UUID incident, Map<String, String> labels) {}

    public record Receipt(List<Taken> alerts) {}

    /// @param source the door, as incidents name their source
    /// @throws ProblemException 400, naming the alert that may not be and why
    public Receipt take(String tenant, String source, List<AlertDraft> drafts) {
        var now = clock.instant();
        var posted = new ArrayList<PostedAlert>();
        for (int at = 0; at < drafts.size(); at++) {
            try {
                posted.add(drafts.get(at).complete(source, config.webhookTimeout(), now));
            } catch (InvalidAlertException e) {
                throw ProblemException.invalid("alerts[%d]: %s".formatted(at, e.getMessage()));
            }
        }
        if (posted.isEmpty()) {
            return new Receipt(List.of());
        }
        var outcomes = alerts.post(tenant, posted);
        delivery.wake();
        var incidents = alerts.incidents(
                tenant,
                outcomes.stream()
                        .map(PostedAlerts.Outcome::fingerprint)
                        .distinct()
                        .toList());
        return new Receipt(outcomes.stream()
                .map(outcome -> new Taken(
                        outcome.fingerprint(),
                        word(outcome.effect()),
                        incidents.get(outcome.fingerprint()),
                        outcome.alert().labels()))
                .toList());
    }

    private static String word(Effect effect) {
        return effect == Effect.DUPLICATE ? "unchanged" : effect.name().toLowerCase(Locale.ROOT);
    }
}
