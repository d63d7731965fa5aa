package io.recloop.alert.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same requests to the real Alertmanager and to this service: valid ones, odd ones and wrong ones. What differs
/// must be listed in the reference with its reason, and what is listed must differ.
@QuarkusTest
@TestProfile(AlertmanagerContractTest.AsTheReal.class)
@QuarkusTestResource(AlertStack.class)
class AlertmanagerContractTest {
    /// A row of the table of differences: step, field, why.
    private static final Pattern LISTED = Pattern.compile("\\| `([a-z0-9-]+)` \\| `([^`]+)` \\| .+ \\|");

    @TempDir
    Path folder;

    public static final class AsTheReal implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("recloop.alert.posted.resolve-timeout", "3m");
        }
    }

    @Test
    void answersAsTheRealOneDoesButForWhatIsListed() throws Exception {
        assumeTrue(
                RealAlertmanager.installed().isPresent(),
                "prometheus-alertmanager is not installed; .ci/run installs it");
        var differences = new TreeMap<String, String>();
        try (var alertmanager = RealAlertmanager.start(folder)) {
            var real = new ContractSide(alertmanager.url(), "");
            var ours = new ContractSide(
                    URI.create("http://127.0.0.1:" + RestAssured.port),
                    ConfigProvider.getConfig().getValue("test.token.contract", String.class));
            for (var step : ContractStep.all()) {
                var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
                ContractDifferences.between(step, real.send(step, now), ours.send(step, now))
                        .forEach((field, values) -> differences.put(step.name() + " " + field, values));
            }
        }
        assertThat(differences.keySet())
                .as(() -> "real | ours\n"
                        + String.join(
                                "\n",
                                differences.entrySet().stream()
                                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                                        .toList()))
                .containsExactlyInAnyOrderElementsOf(listed());
    }

    private static java.util.Set<String> listed() throws java.io.IOException {
        var page = Path.of(System.getProperty("recloop.root"), "docs/reference/alertmanager-api.md");
        var listed = new java.util.TreeSet<String>();
        LISTED.matcher(Files.readString(page)).results().forEach(row -> {
            for (var field : row.group(2).split(", ")) {
                listed.add(row.group(1) + " " + field);
            }
        });
        return listed;
    }

    @Test
    void theContractCoversWhatWasObserved() {
        assertThat(ContractStep.all()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(ContractStep.all()).extracting(ContractStep::name).doesNotHaveDuplicates();
    }
}
