package io.recloop.training.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/// A file of one row group:
///
/// | part     | content                                                          |
/// |----------|------------------------------------------------------------------|
/// | 4 bytes  | `PAR1`                                                           |
/// | columns  | one after the other: a dictionary page where it has one, data pages |
/// | footer   | schema, places of the columns, in Thrift's compact protocol      |
/// | 4 bytes  | length of the footer                                             |
/// | 4 bytes  | `PAR1`                                                           |
public final class ParquetFile {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int ZSTD = 6;
    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;
    private static final int RLE = 3;

    private ParquetFile() {}

    /// Writes what was appended to the columns; nothing can be appended afterwards. The file is not forced to the disk.
    ///
    /// @throws IllegalArgumentException where the columns differ in length
    public static void write(Path file, List<? extends Column> columns) throws IOException {
        long rows = columns.getFirst().rows();
        if (columns.stream().anyMatch(column -> column.rows() != rows)) {
            throw new IllegalArgumentException("the columns differ in length");
        }
        columns.forEach(Column::finish);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(MAGIC);
            for (var column : columns) {
                column.pages().writeTo(out);
            }
            var footer = footer(columns, rows);
            out.write(footer);
            var end = new Bytes(2 * Integer.BYTES);
            end.addInt(footer.length);
            end.addAll(MAGIC);
            out.write(end.copy());
        }
    }

    private static byte[] footer(List<? extends Column> columns, long rows) {
        var footer = new Compact();
        footer.begin();
        footer.integer(1, 1);
        footer.list(2, Compact.STRUCT, columns.size() + 1);
        footer.begin();
        footer.text(4, "schema");
        footer.integer(5, columns.size());
        footer.end();
        columns.forEach(column -> schema(footer, column));
        footer.integer(3, rows);
        // A file without rows has no row group.
        footer.list(4, Compact.STRUCT, rows == 0 ? 0 : 1);
        if (rows > 0) {
            rowGroup(footer, columns, rows);
        }
        footer.text(6, "recloop");
        footer.end();
        return footer.toByteArray();
    }

    private static void schema(Compact footer, Column column) {
        footer.begin();
        footer.integer(1, column.physical().code());
        footer.integer(3, column.optional() ? OPTIONAL : REQUIRED);
        footer.text(4, column.name());
        column.describe(footer);
        footer.end();
    }

    private static void rowGroup(Compact footer, List<? extends Column> columns, long rows) {
        footer.begin();
        footer.list(1, Compact.STRUCT, columns.size());
        long place = MAGIC.length;
        long uncompressed = 0;
        for (var column : columns) {
            chunk(footer, column, place);
            place += column.pages().length();
            uncompressed += column.pages().uncompressedLength();
        }
        footer.integer(2, uncompressed);
        footer.integer(3, rows);
        footer.end();
    }

    private static void chunk(Compact footer, Column column, long place) {
        var pages = column.pages();
        footer.begin();
        footer.integer(2, place);
        footer.begin(3);
        footer.integer(1, column.physical().code());
        var encodings = new LinkedHashSet<Integer>(List.of(RLE, Pages.PLAIN));
        if (pages.hasDictionary()) {
            encodings.add(Pages.RLE_DICTIONARY);
        }
        footer.list(2, Compact.INT, encodings.size());
        encodings.forEach(encoding -> footer.element(encoding.intValue()));
        footer.list(3, Compact.BINARY, 1);
        footer.element(column.name().getBytes(StandardCharsets.UTF_8));
        footer.integer(4, ZSTD);
        footer.integer(5, column.rows());
        footer.integer(6, pages.uncompressedLength());
        footer.integer(7, pages.length());
        footer.integer(9, place + pages.dictionaryLength());
        if (pages.hasDictionary()) {
            footer.integer(11, place);
        }
        statistics(footer, column);
        footer.end();
        footer.end();
    }

    private static void statistics(Compact footer, Column column) {
        footer.begin(12);
        footer.integer(3, column.absent());
        var largest = column.largest();
        var smallest = column.smallest();
        if (largest != null && smallest != null) {
            footer.binary(5, largest);
            footer.binary(6, smallest);
        }
        footer.end();
    }
}
