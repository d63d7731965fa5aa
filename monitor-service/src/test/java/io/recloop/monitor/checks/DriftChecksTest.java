package io.recloop.monitor.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A check that nobody can look up is no help: documents, dashboard and rules are held against the list.
class DriftChecksTest {
    private static String text(String file) throws IOException {
        return Files.readString(Path.of(System.getProperty("recloop.root")).resolve(file));
    }

    @Test
    void theListIsWhatTheInterfacePermitsInItsOrder() {
        assertThat(CheckSetup.all().names()).containsExactly("rating", "popularity", "volume", "actions", "ctr");
    }

    @Test
    void aCheckThatIsNoBeanIsNamedAtTheStart() {
        var config = Configured.as(DriftConfig.class, Map.of());
        var one = new VolumeCheck(Configured.as(VolumeCheck.Floor.class, Map.of()), config);

        assertThatThrownBy(() -> new DriftChecks(List.of(one), config)).hasMessageContaining("RatingCheck");
    }

    @Test
    void eachCheckHasASectionInTheRunbooksAndARowInTheirTable() throws IOException {
        var runbooks = text("docs/operations/runbooks.md");

        for (var check : CheckSetup.all()) {
            assertThat(runbooks)
                    .contains("\n## " + check.alertRule() + "\n")
                    .contains("[`%1$s`](#%1$s)".formatted(check.alertRule()));
        }
    }

    @Test
    void eachCheckHasItsFloorInTheHowTo() throws IOException {
        var howTo = text("docs/how-to/run-jobs-and-react.md");

        for (var check : CheckSetup.all()) {
            var prefix = check.name().equals("ctr") ? "recloop.monitor.ctr" : "recloop.monitor.drift." + check.name();
            assertThat(howTo)
                    .containsPattern("`" + prefix
                            + "\\.floor`.*%.2f".formatted(check.floors().effect()));
        }
    }

    @Test
    void eachCheckHasAPanelOnTheDashboard() throws IOException {
        var dashboard = text("deploy/observability/grafana/loop.json");

        for (var check : CheckSetup.all()) {
            for (var metric : List.of("effect", "noise_floor", "effect_floor")) {
                assertThat(dashboard)
                        .contains("recloop_monitor_drift_%s{check=\\\"%s\\\"}".formatted(metric, check.name()));
            }
        }
    }
}
