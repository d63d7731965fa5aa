package io.recloop.alert.silences;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.silences.Silence.Span;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The silences of every tenant. Each question is one query, in the caller's transaction where there is one, so that
/// a silence holds for the first decision after it was made, on every replica. Thread-safe.
@Singleton
public final class Silences {
    private static final int MOST_KEPT = 10_000;

    private final SilenceRepository rows;
    private final Clock clock;
    /// Expressions are compiled once for each version of a silence.
    private final Map<UUID, Silence> compiled = new ConcurrentHashMap<>();

    Silences(SilenceRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /// @return the ids of the silences that hold for these labels at that moment; none where they are not silenced
    public List<UUID> hitting(String tenant, Map<String, String> labels, Instant at) {
        return active(tenant, at).hitting(labels);
    }

    /// For many label sets at once.
    public ActiveSilences active(String tenant, Instant at) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> new ActiveSilences(rows.activeAt(tenant, at).stream()
                        .map(this::compiled)
                        .sorted(Comparator.comparing(silence -> silence.id().toString()))
                        .toList()));
    }

    private Silence compiled(SilenceRow row) {
        var known = compiled.get(row.id);
        if (known != null && known.updatedAt().equals(row.updatedAt)) {
            return known;
        }
        if (compiled.size() >= MOST_KEPT) {
            compiled.clear();
        }
        var read = row.silence();
        compiled.put(row.id, read);
        return read;
    }

    /// All that are kept, expired ones included.
    public List<Silence> all(String tenant) {
        return QuarkusTransaction.joiningExisting()
                .call(() ->
                        rows.ofTenant(tenant).stream().map(SilenceRow::silence).toList());
    }

    public Optional<Silence> byId(String tenant, UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> rows.byId(tenant, id).map(SilenceRow::silence));
    }

    /// Makes a silence, or changes one as far as Alertmanager lets it be changed: under the same id where the
    /// matchers stay and what has passed is not touched, else the old one ends and a new one begins.
    ///
    /// @param wanted with the id of the one to change, where one is to be changed
    /// @return empty where there is none with this id
    /// @throws InvalidSilenceException when it may not be
    public Optional<Silence> set(String tenant, Optional<UUID> wanted, SilenceDraft draft) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var now = clock.instant();
            draft.check(now);
            if (wanted.isEmpty()) {
                return Optional.of(create(tenant, draft, now));
            }
            return rows.lock(tenant, wanted.get()).map(row -> change(tenant, row, draft, now));
        });
    }

    private Silence change(String tenant, SilenceRow row, SilenceDraft draft, Instant now) {
        var known = row.silence();
        if (draft.mayBecome(known, now)) {
            row.take(draft.silence(known.id(), draft.span(), now));
            return row.silence();
        }
        if (known.state(now) != SilenceState.EXPIRED) {
            row.expire(now);
        }
        return create(tenant, draft, now);
    }

    private Silence create(String tenant, SilenceDraft draft, Instant now) {
        var span = draft.span().startsAt().isBefore(now)
                ? new Span(now, draft.span().endsAt())
                : draft.span();
        var row = new SilenceRow(tenant, draft.silence(UUID.randomUUID(), span, now));
        rows.persistAndFlush(row);
        return row.silence();
    }

    /// Ends one; one that has ended stays as it is.
    ///
    /// @return the silence as it stands now; empty where there is none with this id
    public Optional<Silence> expire(String tenant, UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> rows.lock(tenant, id).map(row -> {
                    var now = clock.instant();
                    if (row.silence().state(now) != SilenceState.EXPIRED) {
                        row.expire(now);
                    }
                    return row.silence();
                }));
    }

    /// @return how many were forgotten
    int forgetEndedBefore(Instant time) {
        return QuarkusTransaction.joiningExisting().call(() -> rows.deleteEndedBefore(time));
    }
}
