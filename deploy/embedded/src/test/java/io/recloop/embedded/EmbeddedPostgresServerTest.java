package io.recloop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {

    @TempDir
    Path folder;

    private final int port = Ports.free(1).getFirst();

    @AfterEach
    void stop() {
        server(port).stop();
    }

    @Test
    void keepsDataOverAStopAndAKill() throws Exception {
        var server = server(port).start();
        execute("create table kept (n int)");
        execute("insert into kept values (1)");
        server.stop();
        assertThat(server.isRunning()).isFalse();

        server.start();
        execute("insert into kept values (2)");
        var killed = server.process().orElseThrow();
        assertThat(killed.destroyForcibly()).isTrue();
        killed.onExit().get(10, TimeUnit.SECONDS);
        server.start();

        assertThat(number("select sum(n) from kept")).isEqualTo(3);
    }

    @Test
    void replacesTheServerThatAKilledOwnerLeftRunning() throws Exception {
        var orphan = server(port).start().process().orElseThrow();

        var other = server(Ports.free(1).getFirst()).start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(other.isRunning()).isTrue();
        assertThat(other.process().orElseThrow().pid()).isNotEqualTo(orphan.pid());
    }

    @Test
    void leavesAProcessAloneThatGotTheNumberOfAKilledServer() throws Exception {
        var server = server(port).start();
        server.stop();
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    data().resolve("postmaster.pid"),
                    stranger.pid() + "\n" + data() + "\n" + System.currentTimeMillis() / 1000 + "\n" + port + "\n");

            assertThat(server.isRunning()).isFalse();
            server.stop();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        }
    }

    @Test
    void refusesAFolderOfAnotherRelease() throws Exception {
        server(port).start().stop();
        Files.writeString(data().resolve("PG_VERSION"), "12\n");

        assertThatThrownBy(() -> server(port).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("written by PostgreSQL 12");
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (var taken = new java.net.ServerSocket()) {
            taken.bind(new java.net.InetSocketAddress("127.0.0.1", port));

            assertThatThrownBy(() -> server(port).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void knowsItsArchiveOnEverySystemItRunsOn() {
        assertThat(PostgresBinaries.archiveName("Linux", "amd64")).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.archiveName("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
        assertThat(PostgresBinaries.archiveName("Mac OS X", "x86_64")).isEqualTo("postgres-darwin-x86_64.txz");
        assertThat(PostgresBinaries.archiveName("Mac OS X", "aarch64")).isEqualTo("postgres-darwin-arm_64.txz");
        for (var system : new String[] {"Linux", "Mac OS X"}) {
            for (var cpu : new String[] {"amd64", "aarch64"}) {
                assertThat(getClass().getResource("/" + PostgresBinaries.archiveName(system, cpu)))
                        .isNotNull();
            }
        }
        assertThatThrownBy(() -> PostgresBinaries.archiveName("Windows 11", "amd64"))
                .hasMessageContaining("Linux and macOS");
    }

    private Path data() {
        return folder.resolve("my data");
    }

    private EmbeddedPostgresServer server(int onPort) {
        return new EmbeddedPostgresServer(new EmbeddedPostgresServer.Settings(
                data(), EmbeddedClasspath.lib().resolveSibling("postgres"), onPort, "recloop", "secret", false));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server(port).jdbcUrl(), "recloop", "secret");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
