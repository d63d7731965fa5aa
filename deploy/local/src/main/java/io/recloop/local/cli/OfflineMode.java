package io.recloop.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// A command's other half, which needs no stack. It parses its own options, so that they are declared once: where a
/// command line asks for it, the whole line is handed over. A command takes part with a mixin of this class named
/// {@link #MIXIN} and with {@link TakeOver} as its preprocessor.
@Command
public final class OfflineMode {
    static final String MIXIN = "offline";

    private @Nullable List<String> arguments;

    boolean isMeant() {
        return arguments != null;
    }

    /// The line for the other half: the command and all that was said to it. Empty where it is not meant.
    List<String> handedOver() {
        return arguments == null ? List.of() : arguments;
    }

    /// @return the exit code
    int run() {
        return OfflineProgram.run(handedOver());
    }

    /// Hands over a command line with `--offline`, with `--bundle`, or of a benchmark on files.
    static final class TakeOver implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, @Nullable ArgSpec argument, Map<String, Object> info) {
            var mode = (OfflineMode)
                    Objects.requireNonNull(command.mixins().get(MIXIN), MIXIN).userObject();
            boolean isMeant = command.userObject() instanceof BenchCommand
                    ? !arguments.isEmpty() && BenchCommand.isOnFiles(arguments.peek())
                    : arguments.stream().anyMatch(TakeOver::asksForIt);
            mode.arguments = isMeant ? handedOver(command.name(), arguments) : null;
            if (mode.isMeant()) {
                arguments.clear();
            }
            return mode.isMeant();
        }

        /// @param stacked the next one last
        private static List<String> handedOver(String command, List<String> stacked) {
            var line = new ArrayList<>(stacked.reversed());
            line.addFirst(command);
            // `--offline --help` asks for help and does not name a file.
            if (line.contains("--help") || line.contains("-h")) {
                line.removeIf(TakeOver::asksForIt);
            }
            return List.copyOf(line);
        }

        private static boolean asksForIt(String argument) {
            return argument.matches("--(offline|bundle)(=.*)?");
        }
    }
}
