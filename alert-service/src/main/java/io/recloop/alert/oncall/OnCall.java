package io.recloop.alert.oncall;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who is on call, with the overrides that people make.
@Singleton
public class OnCall implements PanacheRepositoryBase<OverrideRow, UUID> {
    /// How a receiver names a rotation.
    public static final String PREFIX = "oncall:";

    private static final Duration STEP = Duration.ofMinutes(15);

    private final Rotations rotations;

    OnCall(Rotations rotations) {
        this.rotations = rotations;
    }

    public record Override(UUID id, String rotation, String person, Instant startsAt, Instant endsAt, String author) {}

    /// A time in which nobody is on call.
    public record Gap(Instant from, Instant until, String because) {}

    public Rotations rotations() {
        return rotations;
    }

    /// Of overrides that overlap the one that was made to begin last counts.
    ///
    /// @throws IllegalArgumentException when there is no such rotation
    @Transactional
    public Turn at(String tenant, String rotation, Instant at) {
        return turn(rotation, at, overrides(tenant, rotation, at));
    }

    private Turn turn(String rotation, Instant at, List<Override> overrides) {
        return rotations.at(
                rotation,
                at,
                overrides.stream()
                        .filter(override -> !at.isBefore(override.startsAt()) && at.isBefore(override.endsAt()))
                        .reduce((earlier, later) -> later)
                        .map(Override::person));
    }

    /// By the quarter of an hour.
    @Transactional
    public List<Gap> gaps(String tenant, String rotation, Instant from, Instant until) {
        var overrides = overrides(tenant, rotation, from);
        var gaps = new ArrayList<Gap>();
        for (var at = from; at.isBefore(until); at = at.plus(STEP)) {
            var turn = turn(rotation, at, overrides);
            if (!turn.isGap()) {
                continue;
            }
            var last = gaps.isEmpty() ? null : gaps.getLast();
            if (last != null && last.until().equals(at) && last.because().equals(turn.because())) {
                gaps.set(gaps.size() - 1, new Gap(last.from(), at.plus(STEP), last.because()));
            } else {
                gaps.add(new Gap(at, at.plus(STEP), turn.because()));
            }
        }
        return gaps;
    }

    /// Those that have not ended.
    @Transactional
    public List<Override> overrides(String tenant, String rotation, Instant now) {
        return find("tenant = ?1 and rotation = ?2 and endsAt > ?3 order by startsAt, id", tenant, rotation, now)
                .stream()
                .map(OverrideRow::view)
                .toList();
    }

    @Transactional
    public Override override(String tenant, Override wanted) {
        var row = new OverrideRow();
        row.id = UUID.randomUUID();
        row.tenant = tenant;
        row.rotation = wanted.rotation();
        row.person = wanted.person();
        row.startsAt = wanted.startsAt().truncatedTo(ChronoUnit.MICROS);
        row.endsAt = wanted.endsAt().truncatedTo(ChronoUnit.MICROS);
        row.author = wanted.author();
        persist(row);
        return row.view();
    }

    @Transactional
    public boolean remove(String tenant, UUID id) {
        return delete("tenant = ?1 and id = ?2", tenant, id) == 1;
    }

    /// Channels for receivers of which some may be rotations.
    @Transactional
    public List<Turn> turns(String tenant, List<String> receivers, Instant at) {
        return receivers.stream()
                .filter(receiver -> receiver.startsWith(PREFIX))
                .map(receiver -> at(tenant, receiver.substring(PREFIX.length()), at))
                .toList();
    }

    public Optional<String> unknown(List<String> receivers) {
        return receivers.stream()
                .filter(receiver -> receiver.startsWith(PREFIX))
                .filter(receiver -> !rotations.names().contains(receiver.substring(PREFIX.length())))
                .findFirst();
    }
}
