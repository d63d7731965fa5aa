package io.recloop.alert.alertmanager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs programs of the distribution to their end.
final class Programs {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( UTC|Z)?";
    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private Programs() {}

    record Output(int exit, String out, String err) {
        /// Without what two runs cannot have in common.
        Output comparable() {
            return new Output(exit, plain(out), plain(err));
        }

        private static String plain(String text) {
            return text.replaceAll(ID, "ID").replaceAll(TIME, "TIME").replaceAll("127\\.0\\.0\\.1:\\d+", "HOST");
        }
    }

    static Output run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        var out = process.getInputStream().readAllBytes();
        var err = process.getErrorStream().readAllBytes();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("does not end: " + command);
        }
        return new Output(
                process.exitValue(), new String(out, StandardCharsets.UTF_8), new String(err, StandardCharsets.UTF_8));
    }

    static List<String> command(List<String> first, String... more) {
        var command = new ArrayList<>(first);
        command.addAll(List.of(more));
        return command;
    }
}
