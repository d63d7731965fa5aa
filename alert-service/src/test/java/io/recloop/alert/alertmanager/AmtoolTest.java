package io.recloop.alert.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.alertmanager.Programs.Output;
import io.recloop.contracts.events.EventCodec;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// amtool of the distribution against the real Alertmanager and against this service: what it prints and how it ends.
@QuarkusTest
@TestProfile(AmtoolTest.WithRoutes.class)
@QuarkusTestResource(AlertStack.class)
class AmtoolTest {
    @TempDir
    Path folder;

    private RealAlertmanager alertmanager;
    private List<String> real;
    private List<String> ours;

    public static final class WithRoutes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "recloop.alert.posted.resolve-timeout", "3m",
                    "recloop.alert.channels.oncall.type", "log",
                    "recloop.alert.channels.oncall.min-severity", "critical",
                    "recloop.alert.channels.payments.type", "log",
                    "recloop.alert.channels.payments.min-severity", "critical",
                    "recloop.alert.route.payments.matchers", "team=\"payments\"",
                    "recloop.alert.route.payments.channels", "payments,oncall");
        }
    }

    @BeforeEach
    void startBoth() throws Exception {
        var amtool = RealAlertmanager.program("amtool");
        assumeTrue(
                RealAlertmanager.installed().isPresent() && amtool.isPresent(),
                "prometheus-alertmanager is not installed; .ci/run installs it");
        alertmanager = RealAlertmanager.start(folder);
        var http = Files.writeString(folder.resolve("http.yml"), """
                authorization:
                  type: Bearer
                  credentials: %s
                """.formatted(
                        ConfigProvider.getConfig().getValue("test.token.amtool", String.class)));
        real = amtool(amtool.orElseThrow(), alertmanager.url());
        ours = Programs.command(
                amtool(amtool.orElseThrow(), URI.create("http://127.0.0.1:" + RestAssured.port)),
                "--http.config.file=" + http);
        // What another test left.
        var left = Programs.run(Programs.command(ours, "silence", "query", "-q"))
                .out()
                .lines()
                .toList();
        if (!left.isEmpty()) {
            run(
                    ours,
                    Programs.command(List.of("silence", "expire"), left.toArray(String[]::new))
                            .toArray(String[]::new));
        }
    }

    private static List<String> amtool(Path program, URI url) {
        return List.of(program.toString(), "--alertmanager.url=" + url);
    }

    @AfterEach
    void stop() {
        if (alertmanager != null) {
            alertmanager.close();
        }
    }

    @Test
    void printsWhatItPrintsAgainstTheRealOne() throws Exception {
        same("alert", "query");
        same("silence", "query", "-q");
        same("alert", "add", "Disk", "job=node", "instance=a", "--annotation=summary=full");
        same("alert", "add", "Net", "job=node", "severity=critical", "--annotation=summary=slow");
        same("alert", "add", "--annotation=summary=nothing");
        same("alert", "query", "Disk");
        same("alert", "query", "-o", "extended", "job=node", "alertname=~D.*");
        same("alert", "query", "-o", "simple", "alertname!=Disk");
        same("alert", "query", "bad-name=x");
        same("alert", "query", "-r", "log");

        same("silence", "add", "Disk");
        same("silence", "add", "--comment=known", "--author=lan", "--duration=1h");
        var inReal = same("silence", "add", "Disk", "--comment=known", "--author=lan", "--duration=1h")
                .getFirst();
        var inOurs = lastOurs.out().strip();
        same("alert", "query", "Disk");
        same("alert", "query", "-s", "-o", "simple");
        same("silence", "query");
        same("silence", "query", "-o", "extended", "alertname=Disk");
        same("silence", "query", "nothing=x");
        same("silence", "query", "--created-by=lan", "-q");
        var update =
                Programs.run(Programs.command(ours, "silence", "update", "--comment=longer", "--duration=2h", inOurs));
        assertThat(update.exit()).isZero();

        assertThat(Programs.run(Programs.command(real, "silence", "expire", inReal))
                        .exit())
                .isEqualTo(Programs.run(Programs.command(ours, "silence", "expire", inOurs))
                        .exit())
                .isZero();
        same("silence", "query");
        same("silence", "query", "--expired", "-q", "alertname=Disk");
        same("alert", "query", "Disk");
        same("silence", "expire");
        same("silence", "expire", "nonsense");
        same("silence", "add", "Disk", "--comment=known", "--author=lan", "--duration=never");
    }

    @Test
    void exportsWhatItImports() throws Exception {
        run(ours, "silence", "add", "Imported", "--comment=known", "--author=lan", "--duration=1h");
        var exported = Files.writeString(
                folder.resolve("silences.json"),
                run(ours, "silence", "query", "-o", "json", "Imported").out());

        run(ours, "silence", "import", "--force", exported.toString());

        assertThat(json(run(ours, "silence", "query", "-o", "json", "Imported")))
                .hasSize(2);
    }

    @Test
    void readsOurRoutesAsTheRealOneReadsThem() throws Exception {
        var status = json(run(ours, "config", "show", "-o", "json"));
        var yaml = Files.writeString(
                folder.resolve("exported.yml"),
                status.path("config").path("original").textValue());
        assertThat(run(ours, "check-config", yaml.toString()).exit()).isZero();
        try (var alike = RealAlertmanager.start(folder.resolve("alike"), yaml)) {
            real = amtool(RealAlertmanager.program("amtool").orElseThrow(), alike.url());
            for (var labels : List.of(
                    "severity=info", "severity=warning", "severity=P0", "severity=page", "team=payments", "x=y")) {
                same("config", "routes", "test", labels);
            }
            same("config", "routes", "test", "--verify.receivers=payments,oncall", "team=payments");
            same("config", "routes", "test", "--verify.receivers=log", "team=payments");
            same("config", "routes", "show");
        }
        assertThat(run(ours, "config", "routes", "test", "team=payments").out().strip())
                .isEqualTo("payments,oncall");
        assertThat(run(ours, "config", "routes", "test", "severity=critical")
                        .out()
                        .strip())
                .isEqualTo("log,oncall,payments");
        assertThat(run(ours, "config", "routes", "test", "severity=whatever")
                        .out()
                        .strip())
                .isEqualTo("log");
    }

    private Output lastOurs;

    /// @return what the real one printed, and ours
    private List<String> same(String... arguments) throws Exception {
        var inReal = Programs.run(Programs.command(real, arguments));
        lastOurs = Programs.run(Programs.command(ours, arguments));
        assertThat(lastOurs.comparable())
                .as("amtool %s", String.join(" ", arguments))
                .isEqualTo(inReal.comparable());
        return List.of(inReal.out().strip(), lastOurs.out().strip());
    }

    private static Output run(List<String> amtool, String... arguments) throws Exception {
        var output = Programs.run(Programs.command(amtool, arguments));
        assertThat(output.exit()).as(output.toString()).isZero();
        return output;
    }

    private static JsonNode json(Output output) throws Exception {
        return EventCodec.JSON.readTree(output.out());
    }
}
