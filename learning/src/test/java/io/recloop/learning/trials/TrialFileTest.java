package io.recloop.learning.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.tuning.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {
    private static final Trial FIRST = new Trial(
            1, 1, 0, false, Map.of("regularization", 0.1 + 0.2), Trial.Status.DONE, 1.0 / 3, 0.01, 8, 0.5, null);
    private static final Trial SECOND =
            new Trial(2, 1, 1, true, Map.of("regularization", 1e-300), Trial.Status.FAILED, 0, 0, 0, 2, "not finite");

    @TempDir
    private Path folder;

    @Test
    void keepsEveryBitOfATrial() {
        var file = new TrialFile(folder.resolve("trials.jsonl"));
        assertThat(file.read()).isEmpty();
        file.append(FIRST);
        file.append(SECOND);
        assertThat(new TrialFile(folder.resolve("trials.jsonl")).read()).containsExactly(FIRST, SECOND);
    }

    @Test
    void forgetsTheLineThatAKilledProcessLeftHalfWritten() throws IOException {
        var path = folder.resolve("trials.jsonl");
        var file = new TrialFile(path);
        file.append(FIRST);
        Files.writeString(path, "{\"number\":2,\"cand", StandardOpenOption.APPEND);
        assertThat(file.read()).containsExactly(FIRST);
        file.append(SECOND);
        assertThat(file.read()).containsExactly(FIRST, SECOND);
    }

    @Test
    void namesTheLineThatIsNoTrial() throws IOException {
        var path = folder.resolve("trials.jsonl");
        Files.writeString(path, "[]\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrialFile(path).read())
                .withMessageContaining("line 1")
                .withMessageContaining("trials.jsonl");
    }

    @Test
    void saysSoWhereTheDiskDoesNotTakeIt() {
        var file = new TrialFile(folder.resolve("absent").resolve("trials.jsonl"));
        assertThatThrownBy(() -> file.append(FIRST)).isInstanceOf(UncheckedIOException.class);
    }
}
