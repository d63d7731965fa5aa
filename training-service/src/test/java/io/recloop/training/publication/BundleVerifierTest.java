package io.recloop.training.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.FolderStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifierTest {
    @TempDir
    Path folder;

    private FolderStore store;
    private String sha256;

    @BeforeEach
    void storeABundle() throws Exception {
        store = new FolderStore(folder.resolve("store"));
        var bundle = folder.resolve("written");
        sha256 = BundleWriter.write(bundle, SmallBundle.description("als-good"), SmallBundle.content());
        store.put("models/als-good", bundle);
    }

    @Test
    void aGoodBundleIsVerifiedAndNothingIsLeftBehind() {
        var work = folder.resolve("verification");

        assertThatCode(() -> new BundleVerifier(store, work).verify("als-good", sha256))
                .doesNotThrowAnyException();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void aFlippedByteIsFoundAndNothingIsLeftBehind() {
        var work = folder.resolve("verification");

        assertThatThrownBy(() -> new BundleVerifier(new FlippingStore(store), work).verify("als-good", sha256))
                .isInstanceOf(NotVerifiedException.class)
                .hasMessageContaining("item_factors.npy has another hash");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void oneBundleIsVerifiedAtATime() throws Exception {
        var crowded = new CrowdedStore(store);
        var verifier = new BundleVerifier(crowded, folder.resolve("verification"));
        Callable<String> verification = () -> {
            verifier.verify("als-good", sha256);
            return "verified";
        };

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var one : threads.invokeAll(Collections.nCopies(4, verification))) {
                assertThat(one.get()).isEqualTo("verified");
            }
        }

        assertThat(crowded.mostAtOnce()).isEqualTo(1);
    }
}
