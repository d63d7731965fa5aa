package io.recloop.local;

import com.sun.net.httpserver.HttpServer;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An alert service that answers what a test says and remembers what it was asked.
abstract class AlertServiceStub {
    static final String ID = "0b5c7a3e-5f0e-4a57-9c53-2f0a1f0a1f0a";

    static final String INCIDENT = """
            {"id":"%s","severity":"error","status":"open","openedAt":"2026-11-30T10:00:00Z","rule":"DiskFull",
             "summary":"full\\n\\u001b[2J","source":"prometheus","occurrences":2,"labels":{"host":"db1"},
             "acknowledgement":{"by":"lan","note":"n","at":"2026-11-30T10:00:00Z"}}""".formatted(ID);

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private DataDir dataDir;
    private HttpServer alert;
    volatile String answer = "{}";
    volatile int status = 200;

    @BeforeEach
    void startServer() throws Exception {
        dataDir = new DataDir(folder.resolve("data")).create();
        alert = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        alert.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        alert.start();
        // The test itself plays the supervisor.
        new RunState(
                        ProcessIdentity.of(ProcessHandle.current()),
                        Phase.READY,
                        null,
                        Instant.now(),
                        new PortBlock(alert.getAddress().getPort() - Service.ALERT.ordinal(), 24_500, 24_510),
                        List.of())
                .writeTo(dataDir);
    }

    @AfterEach
    void stopServer() {
        alert.stop(0);
    }

    int recloop(String... arguments) {
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
