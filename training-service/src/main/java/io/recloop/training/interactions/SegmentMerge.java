package io.recloop.training.interactions;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/// Keeps the number of segments small. A crash between the merged file and the removal of its parts is harmless: what
/// a live segment covers is not read, and is removed the next time. Who reads meanwhile takes a new snapshot.
record SegmentMerge(LakeConfig config) {
    /// Once there are enough of them.
    void run(PartitionFolder folder, SegmentBuffer<?> buffer) throws IOException, SQLException {
        run(folder, buffer, config.mergeAt());
    }

    /// However few there are.
    void all(PartitionFolder folder, SegmentBuffer<?> buffer) throws IOException, SQLException {
        run(folder, buffer, 2);
    }

    private void run(PartitionFolder folder, SegmentBuffer<?> buffer, int least) throws IOException, SQLException {
        var contents = folder.contents();
        var small = smallOnesAtTheEnd(contents.live());
        if (small.size() >= least) {
            buffer.merge(small, folder);
            contents = folder.contents();
        }
        for (var merged : contents.merged()) {
            Files.deleteIfExists(merged.file());
        }
    }

    private List<Segment> smallOnesAtTheEnd(List<Segment> live) {
        int from = live.size();
        while (from > 0 && live.get(from - 1).span() < config.mergeBelow()) {
            from--;
        }
        return live.subList(from, live.size());
    }
}
