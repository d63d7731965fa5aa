package io.recloop.local.bench;

import io.recloop.contracts.Topic;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/// How far the segments of `interactions` reach, by their names.
record LakeFolder(Path lake) {
    private static final Pattern SEGMENT = Pattern.compile("\\d{20}-(\\d{20})\\.parquet");

    /// Whether the present epoch has everything before these offsets.
    boolean covers(Map<TopicPartition, Long> ends) {
        var topic = lake.resolve(Topic.INTERACTIONS.topicName());
        try {
            var current = topic.resolve("current");
            if (!Files.exists(current)) {
                return ends.values().stream().allMatch(end -> end == 0);
            }
            var epoch = topic.resolve(Files.readString(current));
            for (var end : ends.entrySet()) {
                if (next(epoch.resolve(Integer.toString(end.getKey().partition()))) < end.getValue()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new LocalFailure("cannot look at the lake in " + topic + ": " + e.getMessage());
        }
    }

    private static long next(Path partition) throws IOException {
        if (!Files.isDirectory(partition)) {
            return 0;
        }
        try (var files = Files.list(partition)) {
            return files.map(file -> SEGMENT.matcher(String.valueOf(file.getFileName())))
                    .filter(name -> name.matches())
                    .mapToLong(name -> Long.parseLong(name.group(1)) + 1)
                    .max()
                    .orElse(0);
        }
    }
}
