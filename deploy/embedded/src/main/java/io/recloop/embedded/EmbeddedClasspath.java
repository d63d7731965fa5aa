package io.recloop.embedded;

import io.recloop.contracts.Topic;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the broker's jars are, seen from whatever process asks.
///
/// A service's test classpath is kept free of the broker, so its jars are looked for beside the classes of this
/// module (`deploy/embedded/target/lib`, or the launcher's own `lib`), then under the system property
/// `recloop.root`, then upwards from the working folder.
final class EmbeddedClasspath {

    private EmbeddedClasspath() {}

    /// @throws IllegalStateException when the broker's jars were not copied yet
    static String forChild() {
        var lib = lib();
        var entries = new LinkedHashSet<String>();
        entries.add(codeSource(EmbeddedClasspath.class)
                .orElse(lib.resolveSibling("classes"))
                .toString());
        codeSource(Topic.class).ifPresent(entry -> entries.add(entry.toString()));
        entries.addAll(jars(lib));
        return String.join(File.pathSeparator, entries);
    }

    /// The folder of the broker's jars.
    ///
    /// @throws IllegalStateException when the broker's jars were not copied yet
    static Path lib() {
        return candidates(codeSource(EmbeddedClasspath.class))
                .filter(EmbeddedClasspath::holdsBroker)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "the broker's jars are not there: build deploy/embedded first"
                                        + " (`mvn -pl deploy/embedded -am process-classes` copies them to deploy/embedded/target/lib)"));
    }

    private static Stream<Path> candidates(Optional<Path> own) {
        var beside = own.stream().flatMap(entry -> Stream.of(entry.resolveSibling("lib"), entry.resolveSibling("")));
        var root = Stream.ofNullable(System.getProperty("recloop.root"))
                .map(Path::of)
                .map(EmbeddedClasspath::libUnder);
        var upwards = Stream.<Path>iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
                .map(EmbeddedClasspath::libUnder);
        return Stream.of(beside, root, upwards).flatMap(s -> s);
    }

    private static Path libUnder(Path root) {
        return root.resolve("deploy/embedded/target/lib");
    }

    private static boolean holdsBroker(Path lib) {
        return Files.isDirectory(lib) && jars(lib).stream().anyMatch(jar -> jar.contains("kafka_2.13-"));
    }

    private static Set<String> jars(Path lib) {
        try (var files = Files.list(lib)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + lib, e);
        }
    }

    /// Empty when the class loader tells no place, as some that transform classes do.
    static Optional<Path> codeSource(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return source == null ? Optional.empty() : Optional.ofNullable(file(source.getLocation()));
    }

    private static @Nullable Path file(@Nullable URL url) {
        try {
            return url == null || !"file".equals(url.getProtocol()) ? null : Path.of(url.toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
