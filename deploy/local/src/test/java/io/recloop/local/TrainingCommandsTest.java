package io.recloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.recloop.contracts.events.EventCodec;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that ask the training service, and what they print of its answers.
class TrainingCommandsTest {

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
    void eachCommandAsksForItsPipelineWithWhatWasGiven() {
        running();
        var asked = new LinkedHashMap<List<String>, List<String>>();
        asked.put(
                List.of("train", "--model", "both", "--warmstart", "--skip-eval", "--force"),
                List.of("model-training", "\"model\":\"both\"", "warmStart", "skipEval", "force"));
        asked.put(List.of("train", "--auto-select"), List.of("model-training", "\"autoSelect\":\"true\""));
        asked.put(List.of("refresh"), List.of("data-refresh", "\"parameters\":{}"));
        asked.put(
                List.of("refresh", "--force", "--force-full", "--dry-run", "--skip-merge"),
                List.of("data-refresh", "force", "forceFull", "dryRun", "skipMerge"));
        asked.put(
                List.of(
                        "tune",
                        "--model",
                        "bpr",
                        "--budget",
                        "15m",
                        "--trials",
                        "9",
                        "--set",
                        "factors=64",
                        "--no-train"),
                List.of(
                        "hyperparameter-tuning",
                        "\"budget\":\"PT15M\"",
                        "\"trials\":\"9\"",
                        "\"factors\":\"64\"",
                        "\"train\":\"false\""));
        asked.put(List.of("evaluate", "--model-id", "m-1"), List.of("model-evaluation", "\"modelId\":\"m-1\""));
        asked.put(List.of("embeddings", "--force"), List.of("item-embeddings", "force"));
        for (var one : asked.entrySet()) {
            requests.clear();
            answers.clear();
            answers.add("{\"runId\":\"run-1\"}");
            var line = new ArrayList<>(one.getKey());
            line.addAll(List.of("--no-wait", "--data-dir", dir()));

            assertThat(recloop(line.toArray(String[]::new))).as(line.toString()).isZero();

            assertThat(requests.peek()).startsWith("POST /v1/runs ").contains(one.getValue());
            assertThat(out.toString().strip()).isEqualTo("run-1");
        }
    }

    @Test
    void aTuningShowsItsBestTrials() {
        running();
        answers.add("{\"runId\":\"run-1\"}");
        answers.add("""
                {"runId":"run-1","pipeline":"hyperparameter-tuning","status":"SUCCEEDED","reason":"als 0.2: trial 2","result":{"als":"0.2"},
                 "trials":[{"number":1,"full":true,"settings":{"factors":64},"status":"DONE","ndcg":0.1,"standardError":0.01,"seconds":2},
                  {"number":2,"full":true,"settings":{"factors":64,"regularization":0.0123},"status":"DONE","ndcg":0.2,"standardError":0.01,"seconds":3}]}""");

        assertThat(recloop("tune", "--no-train", "--data-dir", dir())).isZero();

        assertThat(out.toString())
                .contains(
                        "2 trials, 2 of them in full", "factors=64, regularization=0.01230", "done: als 0.2: trial 2");
        assertThat(out.toString().indexOf("0.2000")).isLessThan(out.toString().indexOf("0.1000"));
    }

    @Test
    void anEvaluationPrintsItsTable() {
        running();
        answers.add("{\"runId\":\"run-1\"}");
        answers.add("""
                {"runId":"run-1","pipeline":"model-evaluation","status":"SUCCEEDED","modelId":"m-1","reason":"measured",
                 "result":{"table":"metric   m-1   popularity\\nndcg@10  0.05  0.02\\n"}}""");

        assertThat(recloop("evaluate", "--data-dir", dir())).isZero();

        assertThat(out.toString()).contains("ndcg@10  0.05  0.02\n").contains("done: measured");
    }

    @Test
    void oneModelIsAPageForPeopleAndADocumentForPrograms() throws Exception {
        running();
        answers.add("""
                {"modelId":"m-1","algorithm":"als","status":"SUPERSEDED","reason":"better","createdAt":"2026-11-21T10:00:00Z",
                 "lineage":{"runId":"run-1","datasetVersion":"ds-1","codeVersion":"0.1","tuningTrial":"t/als-7"},
                 "metrics":{"candidate":{"ndcg@10":0.0512},"popularity":{"ndcg@10":0.0256}},
                 "improvement":{"againstPopularity":{"ndcg@10":1.0}},"parameters":{"factors":64,"regularization":0.004},
                 "gate":{"verdict":"PASSED","summary":"better","results":[]},"generations":[3],
                 "audit":[{"at":"2026-11-21T10:00:00Z","who":"ann","what":"announced as generation 3","why":"better"}]}""");

        assertThat(recloop("models", "show", "m-1", "--data-dir", dir())).isZero();
        assertThat(out.toString())
                .contains("t/als-7", "+100.0 %", "factors=64, regularization=0.004000")
                .contains("ann: announced as generation 3 (better)");

        assertThat(recloop("models", "show", "m-1", "--json", "--data-dir", dir()))
                .isZero();
        assertThat(EventCodec.JSON.readTree(out.toString()).path("modelId").asText())
                .isEqualTo("m-1");
    }

    @Test
    void twoModelsAreSetSideBySide() {
        running();
        answers.add("""
                {"a":{"modelId":"m-1","status":"SUPERSEDED","algorithm":"als","datasetVersion":"ds-1"},
                 "b":{"modelId":"m-2","status":"PUBLISHED","algorithm":"bpr","datasetVersion":"ds-2"},"sameDataset":false,
                 "note":"they were judged on different datasets","metrics":[{"name":"ndcg@10","a":0.05,"b":0.06,"difference":0.01}],
                 "parameters":[{"name":"learningRate","b":0.1}]}""");

        assertThat(recloop("models", "compare", "m-1", "m-2", "--data-dir", dir()))
                .isZero();

        assertThat(requests.peek()).startsWith("GET /v1/models/compare?a=m-1&b=m-2");
        assertThat(out.toString()).contains("m-1", "m-2", "+0.0100", "different datasets", "learningRate");
        assertThat(recloop("models", "compare", "m-1", "../x", "--data-dir", dir()))
                .isEqualTo(2);
    }

    private String dir() {
        return dataDir.path().toString();
    }

    /// The test itself plays the supervisor.
    private void running() {
        new RunState(
                        ProcessIdentity.of(ProcessHandle.current()),
                        Phase.READY,
                        null,
                        Instant.now(),
                        new PortBlock(training.getAddress().getPort() - 1, 24_500, 24_510),
                        List.of())
                .writeTo(dataDir);
    }

    private int recloop(String... arguments) {
        out.getBuffer().setLength(0);
        return Recloop.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
