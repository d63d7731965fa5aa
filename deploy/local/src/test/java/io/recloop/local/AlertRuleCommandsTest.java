package io.recloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.ProcessIdentity;
import io.recloop.local.layout.RunState;
import io.recloop.local.layout.Service;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the commands of alert rules ask of the monitor, and what they print.
class AlertRuleCommandsTest {
    private static final String RULE = """
            {"name":"high_latency","severity":"warning","labels":{"team":"a\\u001b[2J"},"runbook":"r","metric":"latency_p95",
             "segment":"","window":"PT5M","minimum":50,"comparison":">","threshold":200,"resolveThreshold":160,
             "for":"PT5M","version":3,"changed":{"by":"lan","at":"2026-11-30T10:00:00Z"},
             "status":{"state":"pending","since":"2026-11-30T10:00:00Z","because":"latency_p95 is 250"}}""";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private DataDir dataDir;
    private HttpServer monitor;

    @BeforeEach
    void startServer() throws Exception {
        dataDir = new DataDir(folder.resolve("data")).create();
        monitor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        monitor.createContext("/", exchange -> {
            var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(asked + " " + exchange.getRequestHeaders().getFirst("If-Match") + " " + body);
            exchange.sendResponseHeaders(asked.startsWith("DELETE") ? 204 : 200, asked.startsWith("DELETE") ? -1 : 0);
            if (!asked.startsWith("DELETE")) {
                exchange.getResponseBody()
                        .write(answers.getOrDefault(asked, "{}").getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        monitor.start();
        // The test itself plays the supervisor.
        new RunState(
                        ProcessIdentity.of(ProcessHandle.current()),
                        Phase.READY,
                        null,
                        Instant.now(),
                        new PortBlock(monitor.getAddress().getPort() - Service.MONITOR.ordinal(), 24_500, 24_510),
                        List.of())
                .writeTo(dataDir);
    }

    @AfterEach
    void stopServer() {
        monitor.stop(0);
    }

    @BeforeEach
    void answerWithOneRule() {
        answers.put("GET /v1/alert-rules", "{\"rules\":[" + RULE + "]}");
        answers.put("PUT /v1/alert-rules/high_latency", RULE);
    }

    @Test
    void rulesAreListedWithTheirState() throws Exception {
        assertThat(recloop("alert-rules", "list")).isZero();

        assertThat(out.toString().strip())
                .isEqualTo("high_latency              pending   warning   latency_p95 > 200 over PT5M for PT5M");
        assertThat(recloop("alert-rules", "list", "--json")).isZero();
        assertThat(EventCodec.JSON.readTree(out.toString()).path("rules").size())
                .isEqualTo(1);
    }

    @Test
    void aRuleIsShownWithTheReasonOfItsStateAndWithoutControlCharacters() {
        assertThat(recloop("alert-rules", "show", "high_latency")).isZero();

        assertThat(out.toString())
                .contains("since 2026-11-30T10:00:00Z: latency_p95 is 250", "3 by lan", "resolves at  160")
                .doesNotContain("\u001b");
        assertThat(recloop("alert-rules", "show", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no alert rule none").hasLineCount(1);
    }

    @Test
    void settingChangesWhatIsGivenAndKeepsTheRestUnderTheVersionThatWasRead() throws Exception {
        assertThat(recloop("alert-rules", "set", "high_latency", "--threshold", "150", "--for", "1m"))
                .isZero();

        var put = requests.stream()
                .filter(one -> one.startsWith("PUT"))
                .findFirst()
                .orElseThrow();
        assertThat(put).startsWith("PUT /v1/alert-rules/high_latency \"3\" ");
        var body = EventCodec.JSON.readTree(put.substring(put.indexOf('{')));
        assertThat(body.path("threshold").asDouble()).isEqualTo(150);
        assertThat(body.path("for").asText()).isEqualTo("1m");
        assertThat(body.path("metric").asText()).isEqualTo("latency_p95");
        assertThat(body.has("resolveThreshold")).isFalse();
        assertThat(body.has("version")).isFalse();
    }

    @Test
    void aNewRuleIsSetWithoutAVersion() {
        assertThat(recloop(
                        "alert-rules", "set", "slow", "--metric", "latency_p50", "--threshold", "90", "-l", "team=a"))
                .isZero();

        assertThat(requests)
                .last()
                .asString()
                .startsWith("PUT /v1/alert-rules/slow null ")
                .contains("\"labels\":{\"team\":\"a\"}");
    }

    @Test
    void aRuleIsDeletedUnderTheVersionThatWasRead() {
        assertThat(recloop("alert-rules", "delete", "high_latency")).isZero();

        assertThat(requests).last().asString().startsWith("DELETE /v1/alert-rules/high_latency \"3\"");
        assertThat(out.toString().strip()).isEqualTo("deleted high_latency");
    }

    @Test
    void whatGivenMetricsWouldTriggerIsTheExitCode() {
        answers.put("POST /v1/alert-rules/check", "{\"triggered\":[]}");
        assertThat(recloop("alert-rules", "check", "latency_p95=100")).isZero();

        answers.put("POST /v1/alert-rules/check", """
                {"triggered":[{"rule":"high_latency","severity":"warning","condition":"latency_p95 > 200","value":250,
                 "after":"PT5M"}]}""");
        assertThat(recloop("alert-rules", "check", "latency_p95=250")).isEqualTo(1);
        assertThat(out.toString()).contains("latency_p95 > 200 is 250, for PT5M");
        assertThat(requests).last().asString().contains("{\"metrics\":{\"latency_p95\":250.0}}");
    }

    @Test
    void aBacktestOfAChangedRuleSavesNothing() {
        answers.put("POST /v1/alert-rules/high_latency/backtest?step=PT5M", """
                {"episodes":[{"from":"2026-11-30T10:00:00Z","to":null}],"summary":"would have fired once, open 3 h"}""");

        assertThat(recloop("alert-rules", "backtest", "high_latency", "--threshold", "150", "--step", "PT5M"))
                .isZero();

        assertThat(out.toString()).contains("2026-11-30T10:00:00Z  to  now", "would have fired once, open 3 h");
        assertThat(requests).noneMatch(one -> one.startsWith("PUT"));
    }

    private int recloop(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--data-dir", dataDir.path().toString()));
        return Recloop.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}
