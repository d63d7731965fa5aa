package io.recloop.local.cli;

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
/// [#MIXIN] and with [TakeOver] as its preprocessor.
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
            var line = List.copyOf(arguments.reversed());
            mode.arguments =
                    OfflineLine.isMeant(command.name(), line) ? OfflineLine.handedOver(command.name(), line) : null;
            if (mode.isMeant()) {
                arguments.clear();
            }
            return mode.isMeant();
        }
    }
}
