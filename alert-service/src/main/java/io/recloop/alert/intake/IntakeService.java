package io.recloop.alert.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `alerts` for as long as the service runs.
@Singleton
final class IntakeService {
    private static final String GROUP = "alert-service";

    private final KafkaClients clients;
    private final AlertIntake intake;
    private final Clock clock;
    private volatile @Nullable TopicReader reader;
    private @Nullable DeadLetters deadLetters;

    IntakeService(KafkaClients clients, AlertIntake intake, Clock clock) {
        this.clients = clients;
        this.intake = intake;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        reader = new TopicReader(
                        clients.name(Topic.ALERTS),
                        () -> clients.consumer(GROUP),
                        record -> intake.take(record, deadLetters()),
                        clock)
                .start();
    }

    void stop(@Observes ShutdownEvent event) {
        if (reader != null) {
            reader.close();
        }
        if (deadLetters != null) {
            deadLetters.close();
        }
    }

    Optional<TopicReader.Stall> trouble() {
        var running = reader;
        return running == null ? Optional.empty() : running.trouble();
    }

    /// Made when first needed, by the reader's thread alone: most services never see a bad record.
    private DeadLetters deadLetters() {
        if (deadLetters == null) {
            deadLetters = new DeadLetters(clients, Topic.ALERTS);
        }
        return deadLetters;
    }
}
