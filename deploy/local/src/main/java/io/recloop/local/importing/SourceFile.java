package io.recloop.local.importing;

import io.recloop.local.layout.LocalFailure;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/// A text file, plain or gzipped, that knows how much of it was read.
final class SourceFile {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path path;
    private final Charset charset;
    private final AtomicLong consumed = new AtomicLong();

    private SourceFile(Path path, Charset charset) {
        this.path = path;
        this.charset = charset;
    }

    /// Reads the file once to tell its encoding: UTF-8, or Latin-1 where it is not valid UTF-8.
    ///
    /// @throws LocalFailure when it cannot be read, or is empty
    static SourceFile of(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new LocalFailure(Files.exists(path) ? path + " is not a file" : "there is no file " + path);
        }
        try {
            if (Files.size(path) == 0) {
                throw new LocalFailure(path + " is empty");
            }
            return new SourceFile(path, isUtf8(path) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + path + ": " + e);
        }
    }

    Path path() {
        return path;
    }

    Charset charset() {
        return charset;
    }

    long bytes() throws IOException {
        return Files.size(path);
    }

    /// Bytes of the file that the reader opened last has taken; compressed ones where it is compressed.
    long consumed() {
        return consumed.get();
    }

    /// From the beginning, without a byte order mark.
    BufferedReader open() throws IOException {
        consumed.set(0);
        var reader = new BufferedReader(new InputStreamReader(plain(path, consumed), charset), BUFFER);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static InputStream plain(Path path, AtomicLong counter) throws IOException {
        var buffered = new BufferedInputStream(new Counting(Files.newInputStream(path), counter), BUFFER);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    private static boolean isUtf8(Path path) throws IOException {
        var strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var reader = new InputStreamReader(plain(path, new AtomicLong()), strict)) {
            var buffer = new char[BUFFER];
            while (reader.read(buffer) >= 0) {
                // Decoding is the check.
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static final class Counting extends FilterInputStream {
        private final AtomicLong counter;

        Counting(InputStream in, AtomicLong counter) {
            super(in);
            this.counter = counter;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                counter.incrementAndGet();
            }
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) {
                counter.addAndGet(count);
            }
            return count;
        }
    }
}
