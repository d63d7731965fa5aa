package io.recloop.training.runs.snapshots;

import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.runs.context.RunContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Reads into the lake what is on the topics when a run asks.
@Singleton
public final class LakeCatchUp {
    private final LakeIngest ingest;
    private final LakeConfig config;

    @Inject
    public LakeCatchUp(LakeIngest ingest, LakeConfig config) {
        this.ingest = ingest;
        this.config = config;
    }

    void run(RunContext context) throws IOException, InterruptedException {
        context.reporter().stage("ingest", "reading what is on the topics into the lake");
        ingest.catchUp(config.catchUp());
    }
}
