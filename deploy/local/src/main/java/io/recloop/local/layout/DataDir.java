package io.recloop.local.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The folder in which a stack keeps everything.
public record DataDir(Path path) {

    public DataDir {
        path = path.toAbsolutePath().normalize();
    }

    public Path keys() {
        return path.resolve("keys");
    }

    public Path broker() {
        return path.resolve("kafka");
    }

    public Path postgres() {
        return path.resolve("postgres").resolve("data");
    }

    public Path postgresSoftware() {
        return path.resolve("postgres").resolve("software");
    }

    /// Datasets and model bundles.
    public Path store() {
        return path.resolve("store");
    }

    public Path lake() {
        return path.resolve("lake");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /// Where a component writes what an operator wants to read.
    public Path log(String component) {
        return switch (component) {
            case "broker" -> broker().resolve("broker.log");
            case "postgres" -> postgres().resolveSibling("postgres.log");
            default -> logs().resolve(component + ".log");
        };
    }

    public Path runState() {
        return path.resolve("run.json");
    }

    /// Held by the supervisor for as long as it lives.
    public Path lock() {
        return path.resolve("supervisor.lock");
    }

    /// Creates the folders; the data folder itself is the owner's alone, because it holds keys and a password.
    public DataDir create() {
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            for (var folder : new Path[] {
                keys(), broker(), store(), lake(), logs(), postgres().resolveSibling("")
            }) {
                Files.createDirectories(folder);
            }
            return this;
        } catch (IOException e) {
            throw new LocalFailure("cannot use the data folder " + path + ": " + e);
        }
    }

    /// The database's password, drawn once.
    public String postgresPassword() {
        var file = keys().resolve("postgres-password");
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + file, e);
        }
    }
}
