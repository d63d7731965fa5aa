package io.recloop.alert.silences;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The silences of a tenant that hold at one moment: asked for once, used for many label sets. Immutable.
public final class ActiveSilences {
    private final List<Silence> silences;

    ActiveSilences(List<Silence> silences) {
        this.silences = List.copyOf(silences);
    }

    /// @return the ids of those that all matchers of match, in ascending order as Alertmanager writes them
    public List<UUID> hitting(Map<String, String> labels) {
        return silences.stream()
                .filter(silence -> silence.hits(labels))
                .map(Silence::id)
                .toList();
    }
}
