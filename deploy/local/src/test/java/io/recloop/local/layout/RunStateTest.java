package io.recloop.local.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() {
        var dataDir = new DataDir(folder.resolve("data dir")).create();
        var me = ProcessIdentity.of(ProcessHandle.current());
        var state = new RunState(
                me,
                Phase.READY,
                null,
                NOW,
                PortBlock.DEFAULT,
                List.of(new ComponentState("alert", Phase.BACKING_OFF, null, 8083, 3, "was killed", null, NOW)));

        state.writeTo(dataDir);

        assertThat(RunState.in(dataDir)).contains(state);
        assertThat(state.isSupervised()).isTrue();
    }

    @Test
    void isEmptyWhereNothingHasRun() {
        assertThat(RunState.in(new DataDir(folder))).isEmpty();
    }

    @Test
    void aDamagedFileIsSaidToBeDamaged() throws Exception {
        var dataDir = new DataDir(folder);
        Files.writeString(dataDir.runState(), "{\"supervisor\":");

        assertThatThrownBy(() -> RunState.in(dataDir))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aNumberThatBelongsToAnotherProcessNowIsNotAlive() {
        var me = ProcessIdentity.of(ProcessHandle.current());

        assertThat(me.alive()).isPresent();
        assertThat(new ProcessIdentity(me.pid(), me.startedAtMillis() - 60_000).alive())
                .isEmpty();
    }

    @Test
    void aKilledProcessThatNobodyWaitedForIsNotAlive() throws Exception {
        var shell = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try (var said = shell.inputReader()) {
            var child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            var identity = ProcessIdentity.of(child);
            assertThat(identity.alive()).isPresent();

            child.destroyForcibly();

            org.awaitility.Awaitility.await().until(() -> identity.alive().isEmpty());
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void theDataFolderIsItsOwnersAloneAndThePasswordStays() throws Exception {
        var dataDir = new DataDir(folder.resolve("private")).create();

        assertThat(Files.getPosixFilePermissions(dataDir.path()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(dataDir.postgresPassword()).hasSize(48).isEqualTo(dataDir.postgresPassword());
        assertThat(Files.getPosixFilePermissions(dataDir.keys().resolve("postgres-password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
