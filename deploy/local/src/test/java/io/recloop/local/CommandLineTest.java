package io.recloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.ComponentState;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.ProcessIdentity;
import io.recloop.local.layout.RunState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private static final String SUCCEEDED = """
            {"runId":"run-1","pipeline":"model-training","status":"SUCCEEDED","stage":"publish","fraction":1.0,"message":"done",
             "startedAt":"2026-11-21T10:00:00Z","finishedAt":"2026-11-21T10:00:12.500Z","modelId":"m-1","reason":"every gate passed","result":{"generation":"1","modelId":"m-1"},
             "metrics":{"candidate":{"ndcg@10":0.0512,"recall@10":0.1},"popularity":{"ndcg@10":0.0209,"recall@10":0.04}},
             "gate":{"verdict":"PASSED","summary":"better","results":[{"gate":"beats-popularity","verdict":"PASSED","measured":0.0512,"allowed":0.0209,"explanation":"ndcg@10"}]}}""";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer training;
    private DataDir dataDir;

    @BeforeEach
    void startServer() throws IOException {
        dataDir = new DataDir(folder.resolve("my data")).create();
        training = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        training.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = answers.size() > 1 ? answers.poll() : answers.peek();
            int status = answer.contains("\"title\"") ? 400 : 200;
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        training.start();
    }

    @AfterEach
    void stopServer() {
        training.stop(0);
    }

    @Test
    void everyCommandHasItsHelp() {
        assertThat(recloop("--help")).isZero();
        var overview = out.toString();
        for (var command : List.of(
                "up",
                "down",
                "status",
                "logs",
                "token",
                "import",
                "refresh",
                "embeddings",
                "train",
                "tune",
                "evaluate",
                "models",
                "deploy",
                "shadow")) {
            assertThat(overview).contains("\n  " + command);
            assertThat(recloop(command, "--help")).as(command).isZero();
            assertThat(out.toString()).contains("Usage: recloop " + command);
        }
    }

    @Test
    void aMistakeIsOneLineAndExitCode2() {
        assertThat(recloop("up", "--sideways")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("recloop: Unknown option: '--sideways'")
                .doesNotContain("\tat ");
        assertThat(recloop()).isEqualTo(2);
    }

    @Test
    void aTokenSaysItsRoleTenantAndTime() throws Exception {
        assertThat(recloop(
                        "token",
                        "--role",
                        "operator,client",
                        "--tenant",
                        "shop-a",
                        "--ttl",
                        "30m",
                        "--data-dir",
                        dir()))
                .isZero();

        var claims = claims(out.toString().strip());
        assertThat(claims.get("groups")).extracting(JsonNode::asText).containsExactly("client", "operator");
        assertThat(claims.get("tenant").asText()).isEqualTo("shop-a");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(1800);
        assertThat(dataDir.keys().resolve("public-key.pem")).exists();
    }

    @Test
    void aTokenNeedsARoleThatExistsAndATimeThatPasses() {
        assertThat(recloop("token", "--role", "emperor", "--data-dir", dir())).isEqualTo(2);
        assertThat(err.toString()).contains("CLIENT, OPERATOR, ADMIN");
        assertThat(recloop("token", "--role", "client", "--ttl", "soon", "--data-dir", dir()))
                .isEqualTo(2);
        assertThat(recloop("token", "--role", "client", "--ttl", "0s", "--data-dir", dir()))
                .isEqualTo(2);
    }

    @Test
    void statusOfNothingIsExitCode2AndOneDocument() throws Exception {
        assertThat(recloop("status", "--json", "--data-dir", dir())).isEqualTo(2);

        var document = EventCodec.JSON.readTree(out.toString());
        assertThat(document.get("running").asBoolean()).isFalse();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void statusSeesThatAProcessIsGoneWhateverTheStateFileSays() throws Exception {
        var gone = new ProcessIdentity(ProcessHandle.current().pid(), 1_000);
        running(List.of(new ComponentState("broker", Phase.READY, gone, 1, 0, null, 5L, Instant.now())));

        assertThat(recloop("status", "--json", "--data-dir", dir())).isEqualTo(1);

        var broker = EventCodec.JSON.readTree(out.toString()).get("components").get(0);
        assertThat(broker.get("ready").asBoolean()).isFalse();
        assertThat(broker.has("pid")).isFalse();
    }

    @Test
    void downOfNothingSaysSo() {
        assertThat(recloop("down", "--data-dir", dir())).isZero();
        assertThat(out.toString()).contains("nothing is running");
    }

    @Test
    void aSecondUpSaysThatTheStackRuns() throws Exception {
        running(List.of());

        assertThat(recloop("up", "--data-dir", dir())).isZero();

        assertThat(out.toString())
                .contains(
                        "already running as process " + ProcessHandle.current().pid());
    }

    @Test
    void commandsThatNeedAStackSayHowToStartOne() {
        for (var command : List.of(
                List.of("train"),
                List.of("models"),
                List.of("deploy", "m-1"),
                List.of("shadow"),
                List.of("shadow", "stop"),
                List.of("import", "x.csv"))) {
            err.getBuffer().setLength(0);
            var line = new ArrayList<>(command);
            line.addAll(List.of("--data-dir", dir()));

            assertThat(recloop(line.toArray(String[]::new))).isEqualTo(2);

            assertThat(err.toString().strip())
                    .contains("no stack is running")
                    .contains("./recloop up")
                    .hasLineCount(1);
        }
    }

    @Test
    void logsShowTheEndOfAComponentsLog() throws Exception {
        Files.writeString(dataDir.log("training"), "one\ntwo\nthree\n");

        assertThat(recloop("logs", "training-service", "-n", "2", "--data-dir", dir()))
                .isZero();
        assertThat(out.toString()).isEqualTo("two%nthree%n".formatted());

        assertThat(recloop("logs", "kitchen", "--data-dir", dir())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no component 'kitchen'");
    }

    @Test
    void trainFollowsTheRunAndPrintsWhoWasBetter() throws Exception {
        running(List.of());
        answers.add("{\"runId\":\"run-1\"}");
        answers.add(
                "{\"runId\":\"run-1\",\"status\":\"RUNNING\",\"stage\":\"train\",\"fraction\":0.5,\"message\":\"iteration 4\"}");
        answers.add(SUCCEEDED);

        assertThat(recloop("train", "--set", "factors=32", "--data-dir", dir())).isZero();

        assertThat(requests.peek()).startsWith("POST /v1/runs ").contains("\"factors\":\"32\"");
        assertThat(err.toString()).contains("iteration 4");
        assertThat(out.toString())
                .contains("candidate", "popularity", "0.0512", "0.0209", "beats-popularity")
                .contains("published m-1 after 12.5 s: every gate passed");
    }

    @Test
    void trainEndsWithTheRunsOutcomeAsExitCode() throws Exception {
        running(List.of());
        answers.add("{\"runId\":\"run-1\"}");
        answers.add(SUCCEEDED.replace("SUCCEEDED", "REFUSED"));
        assertThat(recloop("train", "--json", "--data-dir", dir())).isEqualTo(1);
        assertThat(EventCodec.JSON.readTree(out.toString()).get("status").asText())
                .isEqualTo("REFUSED");

        answers.clear();
        answers.add("{\"runId\":\"run-2\"}");
        answers.add("{\"runId\":\"run-2\",\"status\":\"FAILED\",\"reason\":\"no disk\"}");
        assertThat(recloop("train", "--data-dir", dir())).isEqualTo(2);
        assertThat(out.toString()).contains("failed: no disk");
    }

    @Test
    void trainRepeatsTheServicesWordsWhenItRefuses() throws Exception {
        running(List.of());
        answers.add("{\"title\":\"Not valid\",\"detail\":\"unknown parameter flavour\"}");

        assertThat(recloop("train", "--set", "flavour=mint", "--data-dir", dir()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("unknown parameter flavour").hasLineCount(1);
    }

    @Test
    void modelsListsTheRegistry() throws Exception {
        running(List.of());
        answers.add("""
                {"models":[{"modelId":"m-1","algorithm":"als","status":"PUBLISHED","createdAt":"2026-11-21T10:00:00Z",
                 "metrics":{"candidate":{"ndcg@10":0.0512},"popularity":{"ndcg@10":0.0209}},"generations":[3,1]}]}""");

        assertThat(recloop("models", "--data-dir", dir())).isZero();
        assertThat(out.toString()).contains("m-1", "PUBLISHED", "0.0512", "0.0209");

        assertThat(recloop("models", "show", "../secret", "--data-dir", dir())).isEqualTo(2);
    }

    private String dir() {
        return dataDir.path().toString();
    }

    /// The test itself plays the supervisor.
    private void running(List<ComponentState> components) {
        new RunState(
                        ProcessIdentity.of(ProcessHandle.current()),
                        Phase.READY,
                        null,
                        Instant.now(),
                        new PortBlock(training.getAddress().getPort() - 1, 24_500, 24_510),
                        components)
                .writeTo(dataDir);
    }

    private int recloop(String... arguments) {
        out.getBuffer().setLength(0);
        return Recloop.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static JsonNode claims(String token) throws IOException {
        return EventCodec.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
