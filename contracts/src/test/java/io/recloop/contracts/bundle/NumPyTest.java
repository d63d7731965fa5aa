package io.recloop.contracts.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The arrays belong to everybody: NumPy opens ours, and we open NumPy's.
class NumPyTest {
    @BeforeAll
    static void needsNumPy() throws Exception {
        boolean present;
        try {
            present = python("import numpy").exit() == 0;
        } catch (IOException e) {
            present = false;
        }
        if (!present) {
            System.err.println("SKIPPED NumPyTest: there is no python3 with numpy on this machine");
        }
        assumeTrue(present, "there is no python3 with numpy on this machine");
    }

    @Test
    void numPyOpensTheArraysAlsoMappedIntoMemory(@TempDir Path folder) throws Exception {
        BundleWriter.write(folder, Samples.description(), Samples.content());
        var seen = python("""
                import numpy as np, sys
                for name in ('user_factors', 'item_factors', 'seen_indptr', 'seen_indices', 'seen_weights', 'item_popularity'):
                    a = np.load(name + '.npy', mmap_mode='r')
                    print(name, a.dtype, a.shape, a.offset %% 64, a.tolist())
                """.replace("%%", "%"), folder);
        assertThat(seen.exit()).as(seen.output()).isZero();
        assertThat(seen.output().lines())
                .containsExactly(
                        "user_factors float32 (3, 2) 0 [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]",
                        "item_factors float32 (4, 2) 0 [[0.5, -0.5], [1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]",
                        "seen_indptr int64 (4,) 0 [0, 2, 2, 5]",
                        "seen_indices int32 (5,) 0 [0, 3, 0, 1, 2]",
                        "seen_weights float32 (5,) 0 [1.0, 0.0, 1.0, 1.0, 0.5]",
                        "item_popularity float32 (4,) 0 [2.0, 1.0, 1.0, 0.0]");
    }

    @Test
    void weOpenWhatNumPyWrites(@TempDir Path folder) throws Exception {
        var written = python("""
                import numpy as np
                np.save('f.npy', np.array([[1.5, -2.0, 3.0]], dtype='<f4'))
                np.save('l.npy', np.arange(5, dtype='<i8'))
                """, folder);
        assertThat(written.exit()).as(written.output()).isZero();
        try (var arena = Arena.ofConfined()) {
            var floats = NpyFile.map(folder.resolve("f.npy"), arena);
            assertThat(floats.shape()).isEqualTo(List.of(1L, 3L));
            assertThat(floats.floats()).containsExactly(1.5f, -2, 3);
            assertThat(NpyFile.map(folder.resolve("l.npy"), arena).longs()).containsExactly(0, 1, 2, 3, 4);
        }
    }

    private record Result(int exit, String output) {}

    private static Result python(String program, Path... folder) throws Exception {
        var builder = new ProcessBuilder("python3", "-c", program).redirectErrorStream(true);
        if (folder.length > 0) {
            builder.directory(folder[0].toFile());
        }
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
