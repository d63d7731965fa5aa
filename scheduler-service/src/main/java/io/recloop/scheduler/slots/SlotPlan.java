package io.recloop.scheduler.slots;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What becomes of the slots that fell due since the last look. Pure.
///
/// @param slots what was due, oldest first
/// @param until everything up to here has been decided on
/// @param more  whether there are later ones
record SlotPlan(List<Planned> slots, Instant until, boolean more) {

    record Planned(Instant at, SlotState state, String reason) {}

    /// @param by who paused
    record Pause(Instant since, String by) {}

    /// @param tolerance how late the newest slot may still run
    record Rules(Duration tolerance, Optional<Pause> pause, int limit) {}

    /// @param schedule gives the first instant strictly after another
    static SlotPlan of(Instant after, Instant now, Function<Instant, Optional<Instant>> schedule, Rules rules) {
        var due = new ArrayList<Instant>();
        var next = schedule.apply(after);
        while (next.isPresent() && !next.get().isAfter(now) && due.size() < rules.limit()) {
            due.add(next.get());
            next = schedule.apply(next.get());
        }
        boolean more = next.isPresent() && !next.get().isAfter(now);
        var planned = new ArrayList<Planned>();
        for (int i = 0; i < due.size(); i++) {
            boolean newest = i == due.size() - 1 && !more;
            planned.add(decide(due.get(i), newest, now, rules));
        }
        return new SlotPlan(planned, more ? due.getLast() : now, more);
    }

    private static Planned decide(Instant slot, boolean newest, Instant now, Rules rules) {
        if (rules.pause().filter(pause -> !slot.isBefore(pause.since())).isPresent()) {
            return new Planned(
                    slot, SlotState.SKIPPED, "paused by " + rules.pause().get().by());
        }
        if (!newest) {
            return new Planned(slot, SlotState.MISSED, "nobody was there in time, and a later slot was due too");
        }
        if (slot.isBefore(now.minus(rules.tolerance()))) {
            return new Planned(
                    slot, SlotState.MISSED, "nobody was there within %s of its time".formatted(rules.tolerance()));
        }
        return new Planned(slot, SlotState.PENDING, "");
    }
}
