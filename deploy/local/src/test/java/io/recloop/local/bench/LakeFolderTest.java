package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeFolderTest {
    @TempDir
    Path folder;

    @Test
    void aLakeThatIsNotThereYetCoversAnEmptyTopicAlone() {
        assertThat(covers(0, 0)).isTrue();
        assertThat(covers(1, 0)).isFalse();
    }

    @Test
    void coversWhatTheSegmentsOfThePresentEpochReach() throws Exception {
        segment("epoch-0001", 0, 0, 99);
        segment("epoch-0001", 0, 100, 149);
        segment("epoch-0001", 1, 0, 9);

        assertThat(covers(150, 10)).isTrue();
        assertThat(covers(151, 10)).isFalse();
        assertThat(covers(150, 11)).isFalse();
    }

    @Test
    void countsNeitherAFormerEpochNorAHalfWrittenFile() throws Exception {
        segment("epoch-0001", 0, 0, 99);
        segment("epoch-0002", 0, 0, 9);
        Files.createFile(folder.resolve("interactions/epoch-0002/0").resolve(name(10, 99) + ".part"));

        assertThat(covers(10, 0)).isTrue();
        assertThat(covers(11, 0)).isFalse();
    }

    private boolean covers(long first, long second) {
        return new LakeFolder(folder)
                .covers(Map.of(
                        new TopicPartition("interactions", 0), first, new TopicPartition("interactions", 1), second));
    }

    private void segment(String epoch, int partition, long first, long last) throws Exception {
        var place = folder.resolve("interactions").resolve(epoch).resolve(Integer.toString(partition));
        Files.createDirectories(place);
        Files.createFile(place.resolve(name(first, last)));
        Files.writeString(folder.resolve("interactions/current"), epoch);
    }

    private static String name(long first, long last) {
        return "%020d-%020d.parquet".formatted(first, last);
    }
}
