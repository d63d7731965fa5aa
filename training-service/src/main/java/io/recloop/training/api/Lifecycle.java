package io.recloop.training.api;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.runs.RunService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Starts and stops the threads of the service with the service.
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final LakeIngest ingest;
    private final RunService runs;

    @Inject
    Lifecycle(LakeIngest ingest, RunService runs) {
        this.ingest = ingest;
        this.runs = runs;
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("numerics: %s kernels", Kernels.active());
        ingest.start();
        runs.start();
    }

    void stop(@Observes ShutdownEvent event) {
        // Runs first: one that is under way wants the lake.
        runs.close();
        ingest.close();
    }
}
