package io.recloop.local.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The folder that the launcher lies in, and what is built there.
public final class Checkout {

    private Checkout() {}

    /// The system property `recloop.root`, which the launcher sets; else the nearest folder upwards that has a
    /// launcher.
    ///
    /// @throws LocalFailure when there is none
    public static Path root() {
        var given = System.getProperty("recloop.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("recloop")) && Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new LocalFailure("cannot tell where Recloop's checkout is: start with its ./recloop");
    }

    /// @throws LocalFailure naming the services that are not built
    public static void requireBuilt(Path root) {
        var missing = Arrays.stream(Service.values())
                .filter(service -> !Files.exists(service.jar(root)))
                .map(Service::module)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new LocalFailure("not built: " + missing + "; run `mvn package -DskipTests` in " + root);
        }
    }
}
