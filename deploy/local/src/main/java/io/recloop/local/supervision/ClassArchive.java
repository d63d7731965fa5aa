package io.recloop.local.supervision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The classes of one service as its JVM has loaded, parsed and verified them: written when it ends, mapped by each
/// later start, which then needs less time and memory. The file's name follows from the build, the JVM and its
/// options, so that one that does not fit is never given to a JVM. Called by one thread at a time.
final class ClassArchive {

    private static final List<String> QUIET = List.of("-Xlog:cds*=off", "-Xlog:aot*=off");

    private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);

    /// A JVM that was asked to end says 143; one that ended by itself, 0. Any other end may have cut the file.
    private static final List<Integer> WELL = List.of(0, 143);

    private static final Predicate<String> OF_THE_OPERATOR =
            Pattern.compile("-Xshare:|Archive|AOT").asPredicate();

    private final Path application;
    private final String prefix;
    private final List<String> jvmOptions;
    private @Nullable Path archive;
    private @Nullable Path beingWritten;

    /// @param application the folder of the service's jars; the archive is kept beside it
    ClassArchive(Path application, List<String> jvmOptions) {
        this.application = application;
        this.prefix = application.getFileName() + "-";
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /// Options for the next start of the service: to use the archive, or to write it where there is none yet.
    /// None where the operator's own options are about archives, or where nothing can be written.
    List<String> options() {
        beingWritten = null;
        if (jvmOptions.stream().anyMatch(OF_THE_OPERATOR)) {
            return List.of();
        }
        Path file;
        try {
            file = application.resolveSibling(prefix + key() + ".jsa");
        } catch (IOException e) {
            return List.of();
        }
        archive = file;
        if (Files.exists(file)) {
            return withQuiet("-XX:SharedArchiveFile=" + file);
        }
        if (Files.exists(tooSlow(file)) || !Files.isWritable(application.resolveSibling("."))) {
            return List.of();
        }
        // Another stack of the same build may be writing too.
        var written = application.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        beingWritten = written;
        return withQuiet("-XX:ArchiveClassesAtExit=" + written);
    }

    /// How much longer than usual the process may take to end. Measured on two busy cores: up to 20 s.
    Duration timeToWrite() {
        return beingWritten == null ? Duration.ZERO : WRITE_LIMIT;
    }

    /// What a start with [#options()] has written is kept if it is whole, and takes the place of older archives.
    void ended(int exitCode) {
        var written = beingWritten;
        var kept = archive;
        if (written == null || kept == null) {
            return;
        }
        beingWritten = null;
        try {
            if (!Files.exists(written)) {
                return;
            }
            if (!WELL.contains(exitCode)) {
                Files.delete(written);
                // A machine that is too slow for it is not asked again at each stop.
                Files.createFile(tooSlow(kept));
                return;
            }
            Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE);
            deleteOthers(kept);
        } catch (IOException e) {
            // The next start is slow once more; nothing else depends on it.
        }
    }

    private static Path tooSlow(Path file) {
        return file.resolveSibling(file.getFileName() + ".not-written");
    }

    private void deleteOthers(Path kept) throws IOException {
        try (var others = Files.newDirectoryStream(kept.resolveSibling("."), prefix + "*.jsa*")) {
            for (var other : others) {
                if (!other.getFileName().equals(kept.getFileName())) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    /// The JVM compares each jar's size and time with what it archived; so does this name.
    private String key() throws IOException {
        try (var jars = Files.walk(application)) {
            var digest = MessageDigest.getInstance("SHA-256");
            take(digest, System.getProperty("java.vm.version"));
            jvmOptions.forEach(option -> take(digest, option));
            for (var jar : jars.filter(Files::isRegularFile).sorted().toList()) {
                take(digest, jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void take(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> withQuiet(String option) {
        return List.of(option, QUIET.getFirst(), QUIET.getLast());
    }
}
