package io.recloop.training.publication;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.BundleTooNewException;
import io.recloop.contracts.bundle.BundleTooOldException;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.learning.evaluation.Verdict;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.Quality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// Bundles that are in the store and not in the registry, because their run was killed in between or
/// because the registry was restored from a backup. Deleting them could take away what serves; so the whole
/// ones get a row, from which an operator may publish them, and the rest is logged.
final class OrphanBundles {
    private static final Logger LOG = Logger.getLogger(OrphanBundles.class);
    private static final String FOLDER = "models";
    /// Of what looks broken, nothing is deleted: a mount that comes and goes makes a good bundle look like it.
    private static final String QUARANTINE = "quarantine";

    private static final String WHO = "training-service";
    private static final String WHY =
            "found in the store without a row in the registry: its run was killed before it could note it";

    private final ArtifactStore store;
    private final Models models;

    OrphanBundles(ArtifactStore store, Models models) {
        this.store = store;
        this.models = models;
    }

    void adopt() {
        try {
            for (var id : store.list(FOLDER)) {
                if (!models.isKnown(id)) {
                    adoptOrWarn(id);
                }
            }
        } catch (IOException e) {
            LOG.warnf("the store could not be searched for bundles without a row: %s", e.getMessage());
        }
    }

    private void adoptOrWarn(String id) {
        try {
            adopt(id);
        } catch (IOException e) {
            LOG.warnf("%s/%s has no row and could not be read now: %s", FOLDER, id, e.getMessage());
        }
    }

    private void adopt(String id) throws IOException {
        var folder = Files.createTempDirectory("recloop-orphan-");
        try {
            var bundle = folder.resolve("bundle");
            store.fetch(FOLDER + "/" + id, bundle);
            var manifest = BundleReader.read(bundle, null).manifest();
            if (!manifest.modelId().equals(id)) {
                LOG.warnf("the bundle in %s/%s calls itself %s: it is left alone", FOLDER, id, manifest.modelId());
                return;
            }
            models.add(model(manifest, sha256(bundle.resolve("manifest.json"))), "adopted from the store");
            LOG.infof("model %s was in the store and not in the registry: it has a row now", id);
        } catch (BundleTooNewException e) {
            LOG.warnf("%s/%s is of a later version and left alone: %s", FOLDER, id, e.getMessage());
        } catch (BundleTooOldException e) {
            LOG.warnf("%s/%s is of an earlier version and left alone: %s", FOLDER, id, e.getMessage());
        } catch (BundleRefusedException e) {
            LOG.warnf("%s/%s cannot be read well and is put into %s: %s", FOLDER, id, QUARANTINE, e.getMessage());
            store.move(FOLDER + "/" + id, QUARANTINE + "/" + id);
        } finally {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static Model model(Manifest manifest, String sha256) {
        return new Model(
                manifest.modelId(),
                manifest.tenant(),
                Model.Status.ADOPTED,
                manifest.algorithm(),
                "unknown",
                manifest.datasetVersion(),
                manifest.dataThrough(),
                manifest.parentModelId(),
                manifest.codeVersion(),
                null,
                manifest.parameters(),
                new Quality(values(manifest.metrics()), values(manifest.baseline()), null),
                new Judgement(
                        Verdict.NOT_ENOUGH_EVIDENCE,
                        "what the gate said is not known",
                        "the slice is not known",
                        false,
                        false,
                        List.of()),
                FOLDER + "/" + manifest.modelId(),
                sha256,
                manifest.createdAt(),
                WHO,
                WHY);
    }

    private static Map<String, Double> values(Map<String, Manifest.Metric> metrics) {
        var values = new TreeMap<String, Double>();
        metrics.forEach((name, metric) -> values.put(name, metric.value()));
        return values;
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
