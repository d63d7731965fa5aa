package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BprParametersTest {
    private static final BprParameters SAMPLE = new BprParameters(0.01, 0.5, 4, 42);

    @TempDir
    Path folder;

    @Test
    void areReadBackFromAManifest() throws Exception {
        assertThat(BprParameters.of(manifest(SAMPLE.toMap()))).isEqualTo(SAMPLE);
    }

    @Test
    void aMissingOneMakesTheBundleCorrupt() throws Exception {
        var manifest = manifest(Map.of("userRegularization", 0.01));
        assertThatThrownBy(() -> BprParameters.of(manifest))
                .isInstanceOf(CorruptBundleException.class)
                .hasMessage("the manifest's parameters cannot be used: popularityExponent is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "userRegularization, -1, userRegularization is out of its range: -1.0",
        "popularityExponent, 2, popularityExponent is out of its range: 2.0",
        "candidates, 0, candidates is out of its range: 0.0",
        "candidates, 1.5, 'candidates must be a whole number, was 1.5'",
        "candidates, 1e300, 'candidates must be a whole number, was 1.0E300'",
        "seed, -1, seed is out of its range: -1.0"
    })
    void anImpossibleOneMakesTheBundleCorrupt(String name, double value, String message) throws Exception {
        var parameters = new TreeMap<>(SAMPLE.toMap());
        parameters.put(name, value);
        var manifest = manifest(parameters);
        assertThatThrownBy(() -> BprParameters.of(manifest))
                .isInstanceOf(CorruptBundleException.class)
                .hasMessageEndingWith(message);
    }

    private Manifest manifest(Map<String, Double> parameters) throws Exception {
        var d = Samples.description();
        BundleWriter.write(
                folder,
                new BundleWriter.Description(
                        d.modelId(),
                        d.tenant(),
                        "bpr",
                        d.createdAt(),
                        parameters,
                        d.metrics(),
                        d.baseline(),
                        d.datasetVersion(),
                        null,
                        d.offsets(),
                        d.dataThrough(),
                        d.codeVersion()),
                Samples.content());
        return BundleReader.readManifest(folder, null);
    }
}
