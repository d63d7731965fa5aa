package io.recloop.training.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pages of one column, compressed as soon as each is full: what waits in memory is what will be on the disk.
final class Pages {
    static final int PLAIN = 0;
    private static final int RLE = 3;
    static final int RLE_DICTIONARY = 8;

    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    /// The fastest: what is compressed is ids, which a higher level hardly makes smaller.
    private static final int LEVEL = 1;

    /// A page with its header, and what it would be without compression.
    private static final class Page {
        private final byte[] header;
        private final byte[] body;
        private final int uncompressed;

        Page(byte[] header, byte[] body, int uncompressed) {
            this.header = header;
            this.body = body;
            this.uncompressed = uncompressed;
        }

        long length() {
            return (long) header.length + body.length;
        }

        long uncompressedLength() {
            return (long) header.length + uncompressed;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(header);
            out.write(body);
        }
    }

    private final List<Page> data = new ArrayList<>();
    private @Nullable Page dictionary;

    void data(Bytes body, int rows, int encoding) {
        data.add(page(body, DATA_PAGE, header -> {
            header.begin(5);
            header.integer(1, rows);
            header.integer(2, encoding);
            header.integer(3, RLE);
            header.integer(4, RLE);
            header.end();
        }));
    }

    void dictionary(Bytes body, int entries) {
        dictionary = page(body, DICTIONARY_PAGE, header -> {
            header.begin(7);
            header.integer(1, entries);
            header.integer(2, PLAIN);
            header.end();
        });
    }

    private interface Details {
        void write(Compact header);
    }

    private static Page page(Bytes body, int type, Details details) {
        var compressed = new byte[Math.toIntExact(Zstd.compressBound(body.size()))];
        long length = Zstd.compressByteArray(compressed, 0, compressed.length, body.array(), 0, body.size(), LEVEL);
        if (Zstd.isError(length)) {
            throw new IllegalStateException("zstd: " + Zstd.getErrorName(length));
        }
        var header = new Compact();
        header.begin();
        header.integer(1, type);
        header.integer(2, body.size());
        header.integer(3, (int) length);
        details.write(header);
        header.end();
        return new Page(header.toByteArray(), Arrays.copyOf(compressed, (int) length), body.size());
    }

    boolean hasDictionary() {
        return dictionary != null;
    }

    long dictionaryLength() {
        return dictionary == null ? 0 : dictionary.length();
    }

    long length() {
        return dictionaryLength() + data.stream().mapToLong(Page::length).sum();
    }

    long uncompressedLength() {
        return (dictionary == null ? 0 : dictionary.uncompressedLength())
                + data.stream().mapToLong(Page::uncompressedLength).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        if (dictionary != null) {
            dictionary.writeTo(out);
        }
        for (var page : data) {
            page.writeTo(out);
        }
    }
}
