package io.recloop.learning.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes ONNX models of a node or two in protobuf by hand; field numbers are those of onnx.proto.
final class TinyOnnx {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TinyOnnx() {}

    /// The mean of the rows of the tokens: `ReduceMean(Gather(table, input_ids))`.
    static byte[] classifier(float[][] table) {
        var mean = new TinyOnnx()
                .text(1, "rows")
                .text(2, "logits")
                .text(4, "ReduceMean")
                .bytes(5, new TinyOnnx().text(1, "axes").number(20, 7).number(8, 1))
                .bytes(5, new TinyOnnx().text(1, "keepdims").number(20, 2).number(3, 0));
        var graph = new TinyOnnx()
                .bytes(
                        1,
                        new TinyOnnx()
                                .text(1, "table")
                                .text(1, "input_ids")
                                .text(2, "rows")
                                .text(4, "Gather"))
                .bytes(1, mean)
                .text(2, "tiny")
                .bytes(5, tensor(table))
                .bytes(11, value("input_ids", INT64, 2))
                .bytes(11, value("attention_mask", INT64, 2))
                .bytes(12, value("logits", FLOAT, 2));
        return model(graph);
    }

    /// `Gather(table, input_ids)`.
    ///
    /// @param inputs names; the first is what is looked up
    /// @param table  one row for each token
    static byte[] lookup(List<String> inputs, float[][] table, String output) {
        var graph = new TinyOnnx()
                .bytes(
                        1,
                        new TinyOnnx()
                                .text(1, "table")
                                .text(1, inputs.getFirst())
                                .text(2, output)
                                .text(4, "Gather"))
                .text(2, "tiny")
                .bytes(5, tensor(table));
        inputs.forEach(name -> graph.bytes(11, value(name, INT64, 2)));
        graph.bytes(12, value(output, FLOAT, 3));
        return model(graph);
    }

    private static byte[] model(TinyOnnx graph) {
        return new TinyOnnx()
                .number(1, 8)
                .bytes(7, graph)
                .bytes(8, new TinyOnnx().text(1, "").number(2, 13))
                .out
                .toByteArray();
    }

    private static TinyOnnx tensor(float[][] rows) {
        var raw = ByteBuffer.allocate(rows.length * rows[0].length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (var row : rows) {
            for (float value : row) {
                raw.putFloat(value);
            }
        }
        return new TinyOnnx()
                .number(1, rows.length)
                .number(1, rows[0].length)
                .number(2, FLOAT)
                .text(8, "table")
                .bytes(9, raw.array());
    }

    private static TinyOnnx value(String name, int type, int rank) {
        var shape = new TinyOnnx();
        for (int d = 0; d < rank; d++) {
            shape.bytes(1, new TinyOnnx().text(2, name + d));
        }
        return new TinyOnnx()
                .text(1, name)
                .bytes(2, new TinyOnnx().bytes(1, new TinyOnnx().number(1, type).bytes(2, shape)));
    }

    private TinyOnnx number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private TinyOnnx text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private TinyOnnx bytes(int field, TinyOnnx message) {
        return bytes(field, message.out.toByteArray());
    }

    private TinyOnnx bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long left = value;
        for (; left > 0x7f; left >>>= 7) {
            out.write((int) (left & 0x7f | 0x80));
        }
        out.write((int) left);
    }
}
