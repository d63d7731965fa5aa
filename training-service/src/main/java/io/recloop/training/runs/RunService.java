package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.parameters.Pipelines;
import io.recloop.training.wire.EventLog;
import io.recloop.training.wire.InstanceConfig;
import io.recloop.training.wire.PostgresLease;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Queues runs and has them executed. Thread-safe.
@Singleton
public final class RunService implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Runs runs;
    private final EventLog log;
    private final Clock clock;
    private final RunExecutor executor;
    private final ExecutorIdentity identity;
    private volatile Optional<Thread> thread = Optional.empty();

    @Inject
    RunService(RunExecutor executor, ExecutorIdentity identity, Runs runs, EventLog log, Clock clock) {
        this.executor = executor;
        this.identity = identity;
        this.runs = runs;
        this.log = log;
        this.clock = clock;
    }

    @Singleton
    static final class IdentityBean {
        @Produces
        @Singleton
        ExecutorIdentity identity(InstanceConfig instance, RunsConfig config, DataSource database, Clock clock) {
            return new ExecutorIdentity(
                    instance.instance(),
                    new PostgresLease(database, () -> "training-runs", clock),
                    new WorkFolders(config.workDir()
                            .orElseGet(() -> instance.ownFolder().resolve("work"))));
        }
    }

    public void start() {
        thread = Optional.of(Thread.ofPlatform().name("runs").start(executor));
    }

    /// Notes a request once, however often it is delivered.
    ///
    /// @return false where it was known already
    boolean note(RunRequested request) {
        boolean isNew = runs.note(request);
        if (isNew) {
            executor.wake();
        }
        return isNew;
    }

    /// Who wants a run and why.
    public record RunRequest(
            String tenant, Pipeline pipeline, String by, String reason, Map<String, String> parameters) {}

    /// Returns once the broker has the request.
    ///
    /// @return the id of the run
    /// @throws IllegalArgumentException           where a parameter is not usable
    /// @throws NotAcknowledgedException where the broker is not there; nothing was asked for then,
    ///     or it will be found on the topic
    public String request(RunRequest wanted) {
        Pipelines.check(wanted.pipeline(), wanted.parameters());
        requireStorable("reason", wanted.reason());
        wanted.parameters().forEach(RunService::requireStorable);
        var runId = UUID.randomUUID().toString();
        var request = new RunRequested(
                UUID.randomUUID().toString(),
                wanted.tenant(),
                clock.instant(),
                runId,
                wanted.pipeline(),
                wanted.by(),
                wanted.reason(),
                null,
                null,
                wanted.parameters());
        log.append(Topic.PIPELINE_RUNS, request);
        // It will be heard from the topic too; noted here, who asked can look it up at once.
        boolean unused = note(request);
        return runId;
    }

    /// What the broker has acknowledged must be possible to note: JSON may hold text that PostgreSQL cannot.
    private static void requireStorable(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean pair = Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (character == 0 || (Character.isSurrogate(character) && !pair)) {
                throw new IllegalArgumentException(name + " has a character that cannot be stored");
            }
            if (pair) {
                i++;
            }
        }
    }

    @Override
    public void close() {
        executor.stop();
        thread.ifPresent(running -> {
            running.interrupt();
            try {
                running.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        identity.lease().close();
    }
}
