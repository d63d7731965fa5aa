package io.recloop.training.runs.promotion;

import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.ModelId;
import io.recloop.learning.bundle.BundleContent;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.GateSettings;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.Stamp;
import io.recloop.training.runs.judging.Judged;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/// From a verdict to a row in the registry: a refused candidate is noted; one that may serve is stored,
/// read back, noted and announced.
@Singleton
public final class Publishing {
    private static final double LARGEST_NORM = GateSettings.defaults().largestNorm();

    private final Models models;
    private final Publication publication;
    private final Stamp stamp;

    @Inject
    public Publishing(Models models, Publication publication, Stamp stamp) {
        this.models = models;
        this.publication = publication;
        this.stamp = stamp;
    }

    RunOutcome refuse(RunContext context, Judged judged) {
        var run = context.run();
        var reason = reasonOf(judged);
        var model = model(run, judged, modelId(run, judged), Model.Status.REFUSED, Optional.empty(), reason);
        models.add(model, "trained and refused by the gate");
        return new RunOutcome.Refused(model.reason(), model.modelId(), judged.quality(), judged.judgement());
    }

    private static String reasonOf(Judged judged) {
        var deciding = judged.judgement().results().stream()
                .filter(result -> result.verdict() == judged.judgement().verdict())
                .map(result -> "%s: measured %.4f, allowed %.4f (%s)"
                        .formatted(result.gate(), result.measured(), result.allowed(), result.explanation()))
                .findFirst()
                .orElse("");
        return "the gate says %s; %s%s".formatted(judged.judgement().summary(), deciding, and(judged.said()));
    }

    /// @param fitted the recipe on everything
    /// @param data   everything
    RunOutcome publish(RunContext context, Judged judged, Trained fitted, TrainingData data)
            throws IOException, NotVerifiedException, InterruptedException {
        var run = context.run();
        var trained = fitted.model();
        if (!trained.isFinite() || !(trained.largestNorm() <= LARGEST_NORM)) {
            return new RunOutcome.Refused(
                    "the model fitted to everything has numbers that are not finite or not sane, longest row %s, allowed %s"
                            .formatted(trained.largestNorm(), LARGEST_NORM),
                    null,
                    judged.quality(),
                    judged.judgement());
        }
        context.reporter().stage("write", "writing the bundle and reading it back");
        var id = modelId(run, judged);
        var content =
                BundleContent.of(judged.dataset(), data, fitted, judged.recipe().settings());
        // Before it is stored, too: a successor may be writing its own.
        context.requireLease();
        var stored = publication.store(description(run, judged, id), content, context.folder());
        var reason = judged.judgement().forced()
                ? "forced by %s: %s%s"
                        .formatted(run.requestedBy(), judged.judgement().summary(), and(judged.said()))
                : "%s: %s%s".formatted(run.requestReason(), judged.judgement().summary(), and(judged.said()));
        var model = model(run, judged, id, Model.Status.CANDIDATE, Optional.of(stored), reason);
        context.requireLease();
        models.add(model, judged.judgement().forced() ? "trained and forced past the gate" : "trained and stored");
        context.reporter().stage("publish", "announcing " + id);
        context.requireLease();
        var deployment = publication.announce(model, new Models.Cause(run.requestedBy(), reason));
        return new RunOutcome.Published(model, deployment.generation());
    }

    private static String and(String said) {
        return said.isEmpty() ? "" : "; " + said;
    }

    private String modelId(Run run, Judged judged) {
        return ModelId.of(
                judged.recipe().algorithm().code(), stamp.now(), run.runId().hashCode());
    }

    private BundleWriter.Description description(Run run, Judged judged, String id) {
        var dataset = judged.dataset().description();
        return new BundleWriter.Description(
                id,
                run.tenant(),
                judged.recipe().algorithm().code(),
                stamp.now(),
                judged.recipe().settings().toMap(),
                judged.metrics(),
                judged.baseline(),
                dataset.version(),
                judged.incumbent().modelId(),
                dataset.offsets(),
                dataset.dataThrough(),
                stamp.codeVersion());
    }

    private Model model(
            Run run,
            Judged judged,
            String id,
            Model.Status status,
            Optional<Publication.Stored> stored,
            String reason) {
        var dataset = judged.dataset().description();
        return new Model(
                id,
                run.tenant(),
                status,
                judged.recipe().algorithm().code(),
                run.runId(),
                dataset.version(),
                dataset.dataThrough(),
                judged.incumbent().modelId(),
                stamp.codeVersion(),
                judged.recipe().tuningTrial(),
                judged.recipe().settings().toMap(),
                judged.quality(),
                judged.judgement(),
                stored.map(Publication.Stored::uri).orElse(null),
                stored.map(Publication.Stored::manifestSha256).orElse(null),
                stamp.now(),
                run.requestedBy(),
                reason);
    }
}
