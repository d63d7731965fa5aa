package io.recloop.learning.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A BERT-like ONNX model with the tokenizer that belongs to it. Nothing is ever downloaded. Thread-safe.
final class TokenizedModel implements AutoCloseable {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    static {
        // Without it the tokenizer's library looks for a build for this machine's graphics card on the network.
        if (System.getProperty("RUST_FLAVOR") == null) {
            System.setProperty("RUST_FLAVOR", "cpu");
        }
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
    }

    private final Path model;
    private final Path tokenizerFile;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String output;

    /// @param output the name that is taken where the model has it; otherwise its first output
    /// @throws EncoderException where a file is missing, or is not what it should be
    TokenizedModel(Path model, Path tokenizerFile, int maxLength, String output) {
        this.model = model;
        this.tokenizerFile = tokenizerFile;
        require(model, "model");
        require(tokenizerFile, "tokenizer");
        this.tokenizer = tokenizer(maxLength);
        try {
            this.environment = OrtEnvironment.getEnvironment();
            this.session = environment.createSession(model.toString(), new OrtSession.SessionOptions());
            this.output = checked(output);
        } catch (OrtException e) {
            tokenizer.close();
            throw new EncoderException("%s is no ONNX model that can be run: %s".formatted(model, e.getMessage()), e);
        } catch (EncoderException e) {
            tokenizer.close();
            throw e;
        }
    }

    /// What the model says of some texts.
    ///
    /// @param values row-major
    /// @param shape  `texts, dimensions` or `texts, tokens, dimensions`
    static final class Output {
        final float[] values;
        final long[] shape;

        Output(float[] values, long[] shape) {
            this.values = values;
            this.shape = shape;
        }
    }

    long[] tokens(String text) {
        return tokenizer.encode(text).getIds();
    }

    /// @param texts tokens of each, padded here to the longest
    Output run(List<long[]> texts) {
        int longest = texts.stream().mapToInt(ids -> ids.length).max().orElse(0);
        var ids = new long[texts.size()][longest];
        var mask = new long[texts.size()][longest];
        for (int text = 0; text < texts.size(); text++) {
            int length = texts.get(text).length;
            System.arraycopy(texts.get(text), 0, ids[text], 0, length);
            java.util.Arrays.fill(mask[text], 0, length, 1);
        }
        Map<String, long[][]> inputs = Map.of(IDS, ids, MASK, mask, TYPES, new long[texts.size()][longest]);
        var tensors = new HashMap<String, OnnxTensor>();
        try {
            for (var name : session.getInputNames()) {
                tensors.put(name, OnnxTensor.createTensor(environment, inputs.get(name)));
            }
            try (var results = session.run(tensors, Set.of(output))) {
                var tensor = (OnnxTensor) results.get(0);
                var values = new float[tensor.getFloatBuffer().remaining()];
                tensor.getFloatBuffer().get(values);
                return new Output(values, tensor.getInfo().getShape());
            }
        } catch (OrtException e) {
            throw new EncoderException(
                    "the model %s cannot take what the tokenizer %s gives; do they belong together? %s"
                            .formatted(model, tokenizerFile, e.getMessage()),
                    e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /// SHA-256 of both files, hex.
    String hash() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var file : List.of(model, tokenizerFile)) {
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException e) {
            throw new EncoderException("%s or %s cannot be read: %s".formatted(model, tokenizerFile, e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new EncoderException("%s cannot be closed: %s".formatted(model, e.getMessage()), e);
        }
    }

    private HuggingFaceTokenizer tokenizer(int maxLength) {
        try (var in = Files.newInputStream(tokenizerFile)) {
            return HuggingFaceTokenizer.newInstance(
                    in,
                    Map.of(
                            "padding",
                            "false",
                            "truncation",
                            "true",
                            "maxLength",
                            String.valueOf(maxLength),
                            "modelMaxLength",
                            String.valueOf(maxLength)));
        } catch (IOException | RuntimeException e) {
            throw new EncoderException(
                    "%s is no tokenizer.json that can be read: %s".formatted(tokenizerFile, e.getMessage()), e);
        }
    }

    private String checked(String wanted) throws OrtException {
        var inputs = session.getInputNames();
        if (!inputs.containsAll(Set.of(IDS, MASK)) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
            throw refused("takes %s; an encoder of texts takes input_ids, attention_mask and, maybe, token_type_ids"
                    .formatted(inputs));
        }
        var outputs = session.getOutputInfo();
        var name = outputs.containsKey(wanted)
                ? wanted
                : outputs.keySet().iterator().next();
        var info = outputs.get(name);
        if (info == null || !(info.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw refused("gives no numbers of 32 bits as " + name);
        }
        return name;
    }

    private EncoderException refused(String why) throws OrtException {
        session.close();
        return new EncoderException("the model %s %s".formatted(model, why));
    }

    private static void require(Path file, String what) {
        if (!Files.isRegularFile(file)) {
            throw new EncoderException("there is no %s file %s".formatted(what, file));
        }
    }
}
