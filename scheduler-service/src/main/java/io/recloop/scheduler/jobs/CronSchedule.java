package io.recloop.scheduler.jobs;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The instants at which a cron expression falls due in a time zone. Immutable, thread-safe.
///
/// cron-utils is asked within stretches of constant offset only, where local time and instants agree; what
/// happens where the offset changes is decided here, as Vixie cron does:
///
/// - A job at fixed hours (`0 30 2 * * ?`) runs once a day in any case: where its time is skipped it runs at
///   the moment of the change, where its time comes twice it runs the first time.
/// - A job that runs every so often (hours `*` or a step) follows elapsed time: nothing extra, nothing left out.
public final class CronSchedule {
    private static final CronParser PARSER =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    /// More changes of offset than a year of any zone has; beyond, an expression without a next time ends.
    private static final int LONGEST_SEARCH = 400;

    private final String expression;
    private final ZoneId zone;
    private final ExecutionTime times;
    private final boolean fixedHours;

    /// @throws IllegalArgumentException when it is not a cron expression
    public CronSchedule(String expression, ZoneId zone) {
        Cron cron = PARSER.parse(expression).validate();
        this.expression = expression;
        this.zone = zone;
        this.times = ExecutionTime.forCron(cron);
        var hour = cron.retrieveFieldsAsMap().get(CronFieldName.HOUR);
        this.fixedHours =
                hour != null && !(hour.getExpression() instanceof Always) && !(hour.getExpression() instanceof Every);
    }

    public String expression() {
        return expression;
    }

    public ZoneId zone() {
        return zone;
    }

    /// @return the first instant strictly after `after`, empty where there is none
    public Optional<Instant> next(Instant after) {
        var from = after;
        for (int search = 0; search < LONGEST_SEARCH; search++) {
            var offset = zone.getRules().getOffset(from);
            var change = zone.getRules().nextTransition(from);
            var candidate = within(offset, from);
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            if (change == null || candidate.get().isBefore(change.getInstant())) {
                if (isSecondOccurrence(candidate.get(), offset)) {
                    from = candidate.get();
                    continue;
                }
                return candidate;
            }
            if (isSkipped(candidate.get(), change) && fixedHours) {
                return Optional.of(change.getInstant());
            }
            // A nanosecond before the change, in the offset after it, so that the moment of the change counts.
            var atChange = firstFrom(change);
            if (atChange != null) {
                return Optional.of(atChange);
            }
            from = change.getInstant();
        }
        return Optional.empty();
    }

    private Optional<Instant> within(ZoneOffset offset, Instant after) {
        return times.nextExecution(after.atZone(offset)).map(java.time.ZonedDateTime::toInstant);
    }

    private @Nullable Instant firstFrom(ZoneOffsetTransition change) {
        var at = change.getInstant();
        return within(change.getOffsetAfter(), at.minusSeconds(1))
                .filter(at::equals)
                .filter(first -> !isSecondOccurrence(first, change.getOffsetAfter()))
                .orElse(null);
    }

    /// Whether the local time, in the offset before the change, is one that clocks never show.
    private static boolean isSkipped(Instant candidate, ZoneOffsetTransition change) {
        var local = candidate.atOffset(change.getOffsetBefore()).toLocalDateTime();
        return change.isGap() && local.isBefore(change.getDateTimeAfter());
    }

    private boolean isSecondOccurrence(Instant candidate, ZoneOffset offset) {
        if (!fixedHours) {
            return false;
        }
        var valid = zone.getRules().getValidOffsets(candidate.atOffset(offset).toLocalDateTime());
        return valid.size() == 2 && valid.get(1).equals(offset);
    }
}
