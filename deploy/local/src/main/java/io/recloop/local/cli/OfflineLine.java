package io.recloop.local.cli;

import io.recloop.local.layout.LocalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A command line for the offline program: one with `--offline` or `--bundle`, or a benchmark on files. It is known
/// without the command line library, so that the program starts before that library and all commands are loaded.
public final class OfflineLine {
    private static final Set<String> BY_OPTION = Set.of("train", "tune", "evaluate");
    private static final String BENCH = "bench";
    private static final Set<String> BENCHES_ON_FILES = Set.of("als", "bpr", "topk", "kernel");

    private OfflineLine() {}

    /// Runs the offline program where the line is for it.
    ///
    /// @return its exit code; empty where the line is for another command
    public static OptionalInt run(List<String> line) {
        if (line.isEmpty()) {
            return OptionalInt.empty();
        }
        var command = line.getFirst();
        var arguments = line.subList(1, line.size());
        boolean isFor = command.equals(BENCH) || BY_OPTION.contains(command);
        if (!isFor || !isMeant(command, arguments)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(OfflineProgram.run(handedOver(command, arguments)));
        } catch (LocalFailure e) {
            System.err.println("recloop: " + e.getMessage());
            return OptionalInt.of(e.exitCode());
        }
    }

    /// @param command one of those that have an offline half
    static boolean isMeant(String command, List<String> arguments) {
        return command.equals(BENCH)
                ? !arguments.isEmpty() && BENCHES_ON_FILES.contains(arguments.getFirst())
                : arguments.stream().anyMatch(OfflineLine::asksForIt);
    }

    static List<String> handedOver(String command, List<String> arguments) {
        var line = new ArrayList<>(arguments);
        line.addFirst(command);
        // `--offline --help` asks for help and does not name a file.
        if (line.contains("--help") || line.contains("-h")) {
            line.removeIf(OfflineLine::asksForIt);
        }
        return List.copyOf(line);
    }

    private static boolean asksForIt(String argument) {
        return argument.matches("--(offline|bundle)(=.*)?");
    }
}
