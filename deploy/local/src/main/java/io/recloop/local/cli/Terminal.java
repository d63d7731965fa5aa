package io.recloop.local.cli;

/// Whether somebody is watching.
final class Terminal {

    private Terminal() {}

    /// A bar that moves needs a terminal; a file or a pipe gets lines.
    static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
