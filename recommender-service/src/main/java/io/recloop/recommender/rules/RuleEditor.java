package io.recloop.recommender.rules;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RuleEvent;
import io.recloop.contracts.events.RuleRemoved;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.feedback.AcknowledgedSender;
import io.recloop.recommender.problems.Problems;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes rules by writing to the topic and reading back what was written: when a change is answered, it holds here,
/// and no other replica's change was overwritten.
///
/// All replicas read the topic in the same order and pass over an event whose version is not higher than what they
/// have. So of two changes of the same version the first one written wins everywhere; the loser learns it when it
/// reads its own event, and writes the winner once more, because compaction would keep the last record, the loser's.
@Singleton
final class RuleEditor {
    private final Rules rules;
    private final RuleRequestReader reading;
    private final AcknowledgedSender sending;
    private final RuleConfig config;
    private final Clock clock;
    private final Map<String, ReentrantLock> editing = new ConcurrentHashMap<>();

    RuleEditor(Rules rules, RuleRequestReader reading, AcknowledgedSender sending, RuleConfig config, Clock clock) {
        this.rules = rules;
        this.reading = reading;
        this.sending = sending;
        this.config = config;
        this.clock = clock;
    }

    RuleSaved create(String tenant, RuleDraft draft, String editedBy) {
        var id = draft.id() == null ? UUID.randomUUID().toString() : RuleRequestReader.id(draft.id());
        return alone(tenant, () -> {
            if (rules.rule(tenant, id).isPresent()) {
                throw Problems.ruleConflict("A rule with this id exists; change it with PUT");
            }
            if (rules.all(tenant).size() >= config.most()) {
                throw Problems.ruleConflict(
                        "There are %d rules already, the most that are allowed".formatted(config.most()));
            }
            return write(reading.rule(tenant, id, next(tenant, id), draft, editedBy));
        });
    }

    /// @param ifMatch the header; must have the version that is to be replaced
    RuleSaved replace(String tenant, String id, @Nullable String ifMatch, RuleDraft draft, String editedBy) {
        if (draft.id() != null && !draft.id().equals(id)) {
            throw ProblemException.invalid("id contradicts the path; leave it out");
        }
        return alone(tenant, () -> {
            requireVersion(tenant, id, ifMatch);
            return write(reading.rule(tenant, id, next(tenant, id), draft, editedBy));
        });
    }

    void remove(String tenant, String id, @Nullable String ifMatch, String editedBy) {
        alone(tenant, () -> {
            requireVersion(tenant, id, ifMatch);
            return write(new RuleRemoved(
                    UUID.randomUUID().toString(),
                    tenant,
                    clock.instant(),
                    id,
                    next(tenant, id),
                    RuleRequestReader.editor(editedBy)));
        });
    }

    private void requireVersion(String tenant, String id, @Nullable String ifMatch) {
        var known = rules.rule(tenant, id).orElseThrow(() -> Problems.unknownRule("There is no rule with this id"));
        if (ifMatch == null) {
            throw Problems.preconditionRequired(
                    "Send the ETag of the rule as you read it in If-Match, so that nobody's change is lost");
        }
        if (!ifMatch.strip().equals("\"" + known.version() + "\"")) {
            throw Problems.ruleChanged("It has version %d now; read it again".formatted(known.version()));
        }
    }

    private long next(String tenant, String id) {
        return rules.lastWord(tenant, id).map(RuleEvent::version).orElse(0L) + 1;
    }

    private <E extends RuleEvent> E write(E event) {
        var readBack = rules.expect(event.eventId());
        try {
            sending.send(Topic.RULES, List.of(event));
            if (!readBack.get(sending.limit().toNanos(), TimeUnit.NANOSECONDS)) {
                rules.lastWord(event.tenant(), event.rule())
                        .ifPresent(winner -> sending.send(Topic.RULES, List.of(winner)));
                throw Problems.ruleChanged("Another change was written first; read the rule again");
            }
            return event;
        } catch (ExecutionException | TimeoutException e) {
            throw notReadBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReadBack();
        } finally {
            rules.expectNoLonger(event.eventId());
        }
    }

    private static ProblemException notReadBack() {
        return ProblemException.notAcknowledged(
                "The rule was written and not read back in time; look at it before you send it again");
    }

    private <T> T alone(String tenant, Supplier<T> change) {
        var lock = editing.computeIfAbsent(tenant, name -> new ReentrantLock());
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
