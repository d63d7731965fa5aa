package io.recloop.monitor.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;

/// Rows on their way into a table by PostgreSQL's binary COPY: the cheapest way to write many.
///
/// Layout: <https://www.postgresql.org/docs/current/sql-copy.html>, "Binary Format". Big-endian; each
/// value is its length and its bytes.
public final class CopiedRows {
    private static final byte[] HEAD = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final int columns;
    private byte[] bytes;
    private int size;

    /// @param columns of each row
    /// @param rows    about how many there will be
    public CopiedRows(int columns, int rows) {
        this.columns = columns;
        this.bytes = new byte[HEAD.length + rows * columns * 16 + 64];
        System.arraycopy(HEAD, 0, bytes, 0, HEAD.length);
        this.size = HEAD.length;
    }

    /// Begins a row; all its values must follow in the order of the columns.
    public CopiedRows row() {
        putShort(columns);
        return this;
    }

    public CopiedRows text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public CopiedRows bytes(byte[] value) {
        putInt(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    public CopiedRows bigint(long value) {
        putInt(Long.BYTES);
        putInt((int) (value >>> 32));
        putInt((int) value);
        return this;
    }

    public CopiedRows bool(boolean value) {
        putInt(1);
        reserve(1);
        bytes[size++] = (byte) (value ? 1 : 0);
        return this;
    }

    /// @param into table and columns, as `copy` wants them: `fact (tenant, bucket)`
    /// @return how many rows there were
    public long copy(Connection connection, String into) throws SQLException {
        putShort(-1);
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + into + " from stdin (format binary)",
                            ByteStreamWriter.of(ByteBuffer.wrap(bytes, 0, size)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void putShort(int value) {
        reserve(Short.BYTES);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    private void putInt(int value) {
        reserve(Integer.BYTES);
        bytes[size++] = (byte) (value >>> 24);
        bytes[size++] = (byte) (value >>> 16);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
