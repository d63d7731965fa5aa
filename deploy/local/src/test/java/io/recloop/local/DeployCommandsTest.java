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
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that have a model serve, or be tried: the training service decides, the recommender tells how it stands.
class DeployCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private DataDir dataDir;
    private HttpServer recommender;
    private HttpServer training;
    private volatile String state = "{\"tenant\":\"default\",\"mode\":\"no-model-yet\"}";
    private volatile String answer = "{}";
    private volatile int status = 200;

    @BeforeEach
    void startServers() throws IOException {
        dataDir = new DataDir(folder.resolve("my data")).create();
        // The two services are neighbours; the port after one that was free may be taken.
        while (training == null) {
            recommender = server(0);
            try {
                training = server(recommender.getAddress().getPort() + 1);
            } catch (BindException e) {
                recommender.stop(0);
            }
        }
        recommender.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(state.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        training.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        recommender.start();
        training.start();
        // The test itself plays the supervisor.
        new RunState(
                        ProcessIdentity.of(ProcessHandle.current()),
                        Phase.READY,
                        null,
                        Instant.now(),
                        new PortBlock(recommender.getAddress().getPort(), 24_500, 24_510),
                        List.of())
                .writeTo(dataDir);
    }

    @AfterEach
    void stopServers() {
        recommender.stop(0);
        training.stop(0);
    }

    @Test
    void aStoredModelIsDeployedUnderANewGeneration() throws Exception {
        answer = "{\"modelId\":\"m-1\",\"generation\":7}";

        assertThat(recloop("deploy", "m-1", "--reason", "it was better")).isZero();

        assertThat(requests.peek()).startsWith("POST /v1/models/m-1/publish ").contains("\"it was better\"");
        assertThat(out.toString().strip()).isEqualTo("m-1 is announced as generation 7");
        assertThat(recloop("deploy", "m-1", "--json")).isZero();
        assertThat(EventCodec.JSON.readTree(out.toString()).path("generation").asInt())
                .isEqualTo(7);
    }

    @Test
    void aModelIsTriedInTheShadowWithTheShareThatIsAskedForOrAll() throws Exception {
        assertThat(recloop("deploy", "--shadow", "m-2")).isZero();
        assertThat(requests.poll())
                .startsWith("POST /v1/models/m-2/shadow ")
                .contains("\"share\":1.0", "asked for on the command line");
        assertThat(out.toString()).contains("m-2 is to answer 100.0 % of the requests in the shadow");

        answer = "{\"modelId\":\"m-2\",\"share\":0.25}";
        assertThat(recloop("deploy", "--shadow", "m-2", "--share", "0.25", "--json"))
                .isZero();
        assertThat(requests.poll()).contains("\"share\":0.25");
        assertThat(EventCodec.JSON.readTree(out.toString()).path("share").asDouble())
                .isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource({
        "m-1 --share 0.5,--share is for --shadow",
        "m-1 --shadow --share 0,--share must be above 0",
        "m-1 --shadow --share 1.5,--share must be above 0",
        "m-1 --shadow --share NaN,--share must be above 0",
        "../x --shadow,is not a model's id"
    })
    void whatCannotBeMeantIsRefusedBeforeAnybodyIsAsked(String line, String why) {
        assertThat(recloop(("deploy " + line).split(" "))).isEqualTo(2);
        assertThat(err.toString().strip()).contains(why).hasLineCount(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void aRefusalOfTheServiceIsOneLineWithItsReason() {
        status = 409;
        answer = "{\"title\":\"Conflict\",\"detail\":\"m-1 is REFUSED and has no bundle that could serve\"}";

        for (var line : List.of(List.of("deploy", "m-1"), List.of("deploy", "--shadow", "m-1"))) {
            err.getBuffer().setLength(0);
            assertThat(recloop(line.toArray(String[]::new))).isEqualTo(2);
            assertThat(err.toString().strip())
                    .contains("409: m-1 is REFUSED and has no bundle that could serve")
                    .hasLineCount(1);
        }
    }

    @Test
    void theTrialIsToldAndIsAWarningWhereTheModelCannotAnswer() throws Exception {
        assertThat(recloop("shadow")).isZero();
        assertThat(out.toString()).contains("no model is on trial");
        assertThat(recloop("shadow", "--json")).isZero();
        assertThat(EventCodec.JSON.readTree(out.toString()).path("shadow").isNull())
                .isTrue();

        state = "{\"tenant\":\"default\",\"model\":{\"modelId\":\"m-1\"},"
                + "\"shadow\":{\"modelId\":\"m-2\",\"state\":\"comparing\",\"share\":0.25}}";
        assertThat(recloop("shadow")).isZero();
        assertThat(out.toString().strip()).isEqualTo("m-2: comparing, 25.00 % of the requests, beside m-1");
        assertThat(recloop("shadow", "--json")).isZero();
        var document = EventCodec.JSON.readTree(out.toString());
        assertThat(document.path("serving").asText()).isEqualTo("m-1");
        assertThat(document.path("shadow").path("modelId").asText()).isEqualTo("m-2");

        state = state.replace("comparing\"", "no-room\",\"because\":\"the models that serve need the memory\"");
        assertThat(recloop("shadow")).isEqualTo(1);
        assertThat(out.toString()).contains("m-2: no-room", "; the models that serve need the memory");
    }

    @Test
    void aTrialIsStoppedWhicheverModelItIsOf() {
        assertThat(recloop("shadow", "stop")).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("recloop: no model is on trial");
        assertThat(requests).isEmpty();

        state = "{\"tenant\":\"default\",\"shadow\":{\"modelId\":\"m-2\",\"state\":\"comparing\",\"share\":0.25}}";
        assertThat(recloop("shadow", "stop", "--reason", "seen enough")).isZero();
        assertThat(requests.peek()).startsWith("POST /v1/models/m-2/shadow ").contains("\"share\":0.0", "seen enough");
        assertThat(out.toString().strip()).isEqualTo("m-2 is no longer on trial");
    }

    @Test
    void aRecommenderThatIsAwayIsSaidInOneLine() {
        recommender.stop(0);

        assertThat(recloop("shadow")).isEqualTo(2);
        assertThat(err.toString().strip())
                .contains("does not answer", "recloop logs recommender")
                .hasLineCount(1);
    }

    private static HttpServer server(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    private int recloop(String... arguments) {
        out.getBuffer().setLength(0);
        var line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--data-dir", dataDir.path().toString()));
        return Recloop.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}
