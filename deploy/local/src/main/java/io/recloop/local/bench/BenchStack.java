package io.recloop.local.bench;

import io.recloop.local.cli.DetachedStart;
import io.recloop.local.cli.ResidentMemory;
import io.recloop.local.client.Role;
import io.recloop.local.client.RunningStack;
import io.recloop.local.client.ServiceClient;
import io.recloop.local.layout.Checkout;
import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.PortBlock;
import io.recloop.local.layout.PortCheck;
import io.recloop.local.layout.ProcessIdentity;
import io.recloop.local.layout.RunState;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The stack that is measured: one that runs, or one of its own in a folder that is deleted in the end, also on Ctrl-C.
final class BenchStack implements AutoCloseable {
    private static final long STOP_SECONDS = 60;
    private static final int FIRST_PORT = 21_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORTS = 8;

    private final DataDir dataDir;
    private final boolean own;
    private final Path scratch;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BenchStack(DataDir dataDir, boolean own, Path scratch) {
        this.dataDir = dataDir;
        this.own = own;
        this.scratch = scratch;
    }

    /// @param told hears what the supervisor says
    /// @throws LocalFailure where there is no stack to measure
    static BenchStack open(BenchOptions options, PrintWriter told) throws InterruptedException {
        Path scratch;
        try {
            scratch = Files.createTempDirectory("recloop-bench-");
        } catch (IOException e) {
            throw new LocalFailure("cannot make a temporary folder: " + e.getMessage());
        }
        var given = options.dataDir();
        var stack =
                new BenchStack(new DataDir(given == null ? scratch.resolve("stack") : given), given == null, scratch);
        // On Ctrl-C nothing is left behind.
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "bench-end"));
        boolean open = false;
        try {
            if (stack.own) {
                stack.start(options.portsFrom(), told);
            }
            RunningStack.on(stack.dataDir);
            open = true;
            return stack;
        } finally {
            if (!open) {
                stack.close();
            }
        }
    }

    private void start(@Nullable Integer portsFrom, PrintWriter told) throws InterruptedException {
        var root = Checkout.root();
        Checkout.requireBuilt(root);
        int first = portsFrom == null ? freeBlock() : portsFrom;
        PortCheck.requireFree(PortBlock.from(first));
        dataDir.create();
        new DetachedStart(root, dataDir, first).run(told);
    }

    /// Below those that the system gives to connections.
    private static int freeBlock() {
        int blocks = (LAST_PORT - FIRST_PORT) / PORTS;
        int begin = Math.floorMod(ProcessHandle.current().pid(), blocks);
        return IntStream.range(0, blocks)
                .map(block -> FIRST_PORT + PORTS * ((begin + block) % blocks))
                .filter(BenchStack::isFree)
                .findFirst()
                .orElseThrow(() -> new LocalFailure("no eight ports in a row are free; say which with --ports-from"));
    }

    private static boolean isFree(int first) {
        try {
            PortCheck.requireFree(PortBlock.from(first));
            return true;
        } catch (LocalFailure e) {
            return false;
        }
    }

    URI recommender() {
        return RunningStack.on(dataDir).url(Service.RECOMMENDER);
    }

    String bootstrapServers() {
        return RunningStack.on(dataDir).bootstrapServers();
    }

    String token(Role role, String tenant) {
        return RunningStack.on(dataDir).token(role, tenant);
    }

    ServiceClient recommenderOf(String tenant) {
        return new ServiceClient(Service.RECOMMENDER.label(), recommender(), token(Role.OPERATOR, tenant));
    }

    /// For scripts and bundles on their way; deleted in the end.
    Path scratch() {
        return scratch;
    }

    Path store() {
        return dataDir.store();
    }

    Path lake() {
        return dataDir.lake();
    }

    /// Empty while it does not run.
    Optional<ProcessHandle> serviceProcess(Service service) {
        return process(service.label()).flatMap(ProcessIdentity::alive);
    }

    /// Bytes that the recommender holds; 0 where the system does not tell.
    long residentBytes() {
        return process(Service.RECOMMENDER.label())
                .flatMap(ProcessIdentity::alive)
                .map(ResidentMemory::bytes)
                .orElse(0L);
    }

    /// How often the supervisor has had to start the recommender again.
    int restarts() {
        return RunState.in(dataDir).stream()
                .flatMap(state -> state.components().stream())
                .filter(component -> component.name().equals(Service.RECOMMENDER.label()))
                .mapToInt(component -> component.restarts())
                .sum();
    }

    /// Empty while it does not run.
    Optional<ProcessHandle> brokerProcess() {
        return process("broker").flatMap(ProcessIdentity::alive);
    }

    private Optional<ProcessIdentity> process(String name) {
        return RunState.in(dataDir).stream()
                .flatMap(state -> state.components().stream())
                .filter(component -> component.name().equals(name))
                .map(component -> component.process())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /// Stops the stack where it is its own, and deletes what was written.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (own) {
            RunState.in(dataDir).flatMap(state -> state.supervisor().alive()).ifPresent(supervisor -> end(supervisor));
        }
        try {
            delete(scratch);
        } catch (IOException | UncheckedIOException e) {
            throw new LocalFailure("cannot delete " + scratch + ": " + e.getMessage());
        }
    }

    private static void end(ProcessHandle supervisor) {
        supervisor.destroy();
        try {
            supervisor.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LocalFailure(
                    "the stack (process %d) did not stop in %d s".formatted(supervisor.pid(), STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (var paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (var path : all) {
            Files.deleteIfExists(path);
        }
    }
}
