package io.recloop.local.layout;

import java.util.Optional;

/// A process that cannot be mistaken for a later one that got the same number.
///
/// @param startedAtMillis as the system tells it; 0 where it does not
public record ProcessIdentity(long pid, long startedAtMillis) {

    /// A process's start is counted from the machine's, which moves a little when its clock is set.
    private static final long START_TOLERANCE_MILLIS = 2_000;

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(),
                process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L));
    }

    /// Empty when it has ended, also when its number now belongs to another process.
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                // One that was killed and that nobody has waited for yet still has a number, but no command.
                .filter(process -> process.info().command().isPresent())
                .filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        return Math.abs(of(process).startedAtMillis - startedAtMillis) <= START_TOLERANCE_MILLIS;
    }
}
