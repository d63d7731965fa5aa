package io.recloop.alert.alertmanager;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.alert.AlertStack;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prometheus and amtool of the distribution, from a rule that fires to an incident that is resolved.
@QuarkusTest
@QuarkusTestResource(AlertStack.class)
class PrometheusTest {
    @TempDir
    Path folder;

    private volatile int burning;
    private HttpServer measured;
    private Process prometheus;
    private String token;

    @BeforeEach
    void start() throws Exception {
        var program = RealAlertmanager.program("prometheus");
        assumeTrue(
                program.isPresent() && RealAlertmanager.program("amtool").isPresent(),
                "prometheus and prometheus-alertmanager are not installed; .ci/run installs them");
        token = ConfigProvider.getConfig().getValue("test.token.prometheus", String.class);
        measured = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        measured.createContext("/metrics", exchange -> {
            var body = "# TYPE burning gauge\nburning{room=\"a\"} %d\nburning{room=\"b\"} %d\n"
                    .formatted(burning, burning)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        measured.start();
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                - name: fire
                  interval: 500ms
                  rules:
                  - alert: Fire
                    expr: burning > 0
                    labels:
                      severity: page
                    annotations:
                      summary: 'room {{ $labels.room }} burns with {{ $value }}'
                """);
        Files.writeString(folder.resolve("token"), token);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 500ms
                  scrape_timeout: 400ms
                  external_labels:
                    cluster: test
                rule_files: [rules.yml]
                scrape_configs:
                - job_name: house
                  static_configs:
                  - targets: ['127.0.0.1:%d']
                alerting:
                  alertmanagers:
                  - authorization:
                      type: Bearer
                      credentials_file: token
                    static_configs:
                    - targets: ['127.0.0.1:%d']
                """.formatted(
                        measured.getAddress().getPort(), RestAssured.port));
        prometheus = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + RealAlertmanager.freePort(),
                        "--rules.alert.resend-delay=1s")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (prometheus != null) {
            prometheus.destroy();
            prometheus.waitFor();
        }
        if (measured != null) {
            measured.stop(0);
        }
    }

    @Test
    void aRuleFiresArrivesGroupsIsSilencedExpiresAndResolves() throws Exception {
        burning = 1;
        eventually(() -> {
            assertThat(alerts("/api/v2/alerts").getList("labels.room")).containsExactlyInAnyOrder("a", "b");
            assertThat(alerts("/api/v2/alerts").getList("status.state")).containsOnly("active");
        });
        assertThat(alerts("/api/v2/alerts").getList("labels.cluster")).containsOnly("test");
        assertThat(alerts("/api/v2/alerts/groups").getList("labels.alertname")).containsOnly("Fire");
        assertThat(incidents("open").getList("incidents.severity")).containsOnly("critical");
        assertThat(incidents("open").getList("incidents.summary"))
                .containsExactlyInAnyOrder("room a burns with 1", "room b burns with 1");

        var id = amtool("silence", "add", "Fire", "room=a", "--comment=drill", "--author=lan", "--duration=10m");
        eventually(() -> assertThat(alerts("/api/v2/alerts?filter=room%3Da").getList("status.state"))
                .containsExactly("suppressed"));
        assertThat(alerts("/api/v2/alerts?filter=room%3Db").getList("status.state"))
                .containsExactly("active");
        amtool("silence", "expire", id);
        eventually(() ->
                assertThat(alerts("/api/v2/alerts").getList("status.state")).containsOnly("active"));

        burning = 0;
        eventually(() ->
                assertThat(alerts("/api/v2/alerts").getList("fingerprint")).isEmpty());
        assertThat(incidents("open").getList("incidents.id")).isEmpty();
        assertThat(incidents("resolved").getList("incidents.rule")).containsExactly("Fire", "Fire");

        burning = 1;
        eventually(
                () -> assertThat(incidents("open").getList("incidents.episode")).containsExactly(2, 2));
        prometheus.destroy();
        prometheus.waitFor();
        // Four times the larger of evaluation interval and resend delay, and nothing is open for ever.
        eventually(() -> assertThat(incidents("open").getList("incidents.id")).isEmpty());
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(assertion);
    }

    private JsonPath alerts(String path) {
        return get(path);
    }

    private JsonPath incidents(String status) {
        return get("/v1/incidents?status=" + status);
    }

    private JsonPath get(String path) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String amtool(String... arguments) throws Exception {
        var http =
                Files.writeString(folder.resolve("amtool.yml"), "authorization:\n  credentials: %s\n".formatted(token));
        var command = Programs.command(
                List.of(
                        RealAlertmanager.program("amtool").orElseThrow().toString(),
                        "--alertmanager.url=http://127.0.0.1:" + RestAssured.port,
                        "--http.config.file=" + http),
                arguments);
        var output = Programs.run(command);
        assertThat(output.exit()).as(output.toString()).isZero();
        return output.out().strip();
    }
}
