package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Where fetched bundles lie while they are mapped: a folder of this process, held by a lock that ends with it however
/// it ends. Folders of processes that are gone are removed at the start, so half a fetch is never used and never stays.
@Singleton
final class WorkFolder {
    private static final Logger LOG = Logger.getLogger(WorkFolder.class);
    private static final String PREFIX = "recloop-bundles-";
    private static final String LOCK = "lock";

    private final Path parent;
    private @Nullable Path own;
    private @Nullable FileChannel lock;

    @Inject
    WorkFolder(ModelConfig config) {
        this(config.workDir().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))));
    }

    WorkFolder(Path parent) {
        this.parent = parent;
    }

    /// An empty folder for one bundle.
    synchronized Path next() throws IOException {
        if (own == null || !Files.isDirectory(own)) {
            own = open();
        }
        return Files.createTempDirectory(own, "bundle-");
    }

    private Path open() throws IOException {
        Files.createDirectories(parent);
        removeAbandoned();
        var folder = Files.createTempDirectory(parent, PREFIX);
        closeLock();
        lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        // Held until the channel or the process ends.
        if (lock.tryLock() == null) {
            throw new IOException("the work folder cannot be locked");
        }
        return folder;
    }

    private void removeAbandoned() throws IOException {
        try (var siblings = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path sibling : siblings) {
                if (isAbandoned(sibling)) {
                    LOG.infof("folder=%s was left behind by a process that is gone: removed", sibling);
                    delete(sibling);
                }
            }
        }
    }

    /// A folder without a lock may be of a process that is about to make one: it is left alone.
    private static boolean isAbandoned(Path folder) {
        var file = folder.resolve(LOCK);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var acquired = channel.tryLock()) {
            return acquired != null;
        } catch (IOException | OverlappingFileLockException e) {
            LOG.debugf("folder=%s error=%s: left alone", folder, e);
            return false;
        }
    }

    /// Nothing happens to memory that is still mapped: a system that cannot remove such files leaves them for the
    /// next start.
    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf("folder=%s error=%s: left behind", folder, e);
        }
    }

    synchronized void stop(@Observes ShutdownEvent ended) throws IOException {
        var folder = own;
        if (folder != null) {
            own = null;
            closeLock();
            delete(folder);
        }
    }

    private void closeLock() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
