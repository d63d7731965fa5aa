package io.recloop.alert.alertmanager;

import io.recloop.alert.alertmanager.Receivers.Routed;
import io.recloop.alert.posted.PostedAlert;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An alert that fires now, and who is notified of it.
///
/// @param matched     the labels that routes and silences see
/// @param inhibitedBy fingerprints
record CurrentAlert(
        String fingerprint,
        PostedAlert alert,
        Map<String, String> matched,
        List<UUID> silencedBy,
        List<String> inhibitedBy,
        List<Routed> routed) {

    Map<String, String> labels() {
        return alert.labels();
    }

    boolean isSuppressed() {
        return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
    }

    List<String> receivers() {
        return routed.stream().map(Routed::receiver).distinct().toList();
    }
}
