package org.mpssl.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.files.StrictJson;

/** Reads the JSON header of a safetensors file, strictly. */
final class Header {

    static final String METADATA = "__metadata__";

    private static final int LENGTH_BYTES = 8;
    private static final long MAX_HEADER = 100_000_000;
    private static final int METADATA_COST = 200;

    /** Names are not kept for the next file: a crafted one could fill the memory for good. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final Source source;
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private long dataStart;

    private Header(Source source) {
        this.source = source;
    }

    /** Reads what a file holds; the tensors are in the order of their data. */
    static Contents read(Source source) throws IOException {
        Header header = new Header(source);
        String text = header.text();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            header.object(json);
            if (json.nextToken() != null) {
                throw source.bad("there is text after its header's JSON");
            }
        } catch (JsonProcessingException e) {
            throw source.bad("its header is not JSON: " + Source.shown(StrictJson.told(e)));
        }
        header.checkTiling();
        return new Contents(header.tensors, header.metadata, List.of());
    }

    private String text() throws IOException {
        if (source.size() < LENGTH_BYTES) {
            throw source.bad("it is shorter than the 8 bytes that give the header's length");
        }
        long length =
                ByteBuffer.wrap(source.read(0, LENGTH_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        long following = source.size() - LENGTH_BYTES;
        if (length < 2 || length > MAX_HEADER || length > following) {
            throw source.bad(
                    "its header would be %s bytes long and %d bytes follow"
                            .formatted(Long.toUnsignedString(length), following));
        }
        source.spend(3 * length, "its header");
        byte[] utf8 = source.read(LENGTH_BYTES, (int) length);
        if (utf8[0] != '{') {
            throw source.bad("its header does not start with '{'");
        }
        dataStart = LENGTH_BYTES + length;
        return source.text(utf8, "its header");
    }

    private void object(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(METADATA)) {
                readMetadata(json);
            } else {
                readTensor(name, json);
            }
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw source.bad(METADATA + " is no object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw source.bad(METADATA + "." + Source.shown(key) + " is no text");
            }
            source.spend(METADATA_COST, METADATA);
            metadata.put(key, json.getText());
        }
    }

    private void readTensor(String name, JsonParser json) throws IOException {
        String shown = Source.shown(name);
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw source.bad(shown + " is no object with dtype, shape and data_offsets");
        }
        ElementType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "dtype" -> type = type(shown, json);
                case "shape" -> shape = numbers(shown, "shape", json);
                case "data_offsets" -> offsets = numbers(shown, "pair of offsets", json);
                default -> throw source.bad(shown + " has a field " + Source.shown(field));
            }
        }
        if (type == null || shape == null || offsets == null) {
            throw source.bad(shown + " lacks dtype, shape or data_offsets");
        }
        tensors.add(StoredTensor.dense(source, name, type, shape, storage(shown, offsets)));
    }

    private ElementType type(String tensor, JsonParser json) throws IOException {
        String name = json.getText();
        return ElementType.ofSafetensors(name)
                .filter(type -> json.currentToken() == JsonToken.VALUE_STRING)
                .orElseThrow(
                        () ->
                                source.bad(
                                        "%s has dtype %s; known are %s"
                                                .formatted(
                                                        tensor,
                                                        Source.shown(name),
                                                        List.of(ElementType.values()))));
    }

    /** Reads a short list of whole numbers from 0. */
    private List<Long> numbers(String tensor, String what, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw source.bad(tensor + " has no " + what);
        }
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || json.getLongValue() < 0) {
                throw source.bad(tensor + " has a shape or offset that is no whole number");
            }
            source.spend(Long.BYTES * 4, "its header");
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    private Storage storage(String tensor, List<Long> offsets) {
        if (offsets.size() != 2) {
            throw source.bad(tensor + " has no pair of offsets");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin > end || end > source.size() - dataStart) {
            throw source.bad(tensor + " lies outside the file's data");
        }
        return new Storage(begin + ":" + end, dataStart + begin, end - begin);
    }

    /** Makes sure that the tensors follow each other without overlap or gap; empty ones go last. */
    private void checkTiling() {
        tensors.sort(
                Comparator.comparing((StoredTensor tensor) -> tensor.storage().bytes() == 0)
                        .thenComparing(tensor -> tensor.storage().position()));
        long next = dataStart;
        for (StoredTensor tensor : tensors) {
            Storage storage = tensor.storage();
            if (storage.bytes() > 0 && storage.position() != next) {
                throw source.bad(tensor.name() + " overlaps another tensor or leaves a gap");
            }
            next += storage.bytes();
        }
        if (next != source.size()) {
            throw source.bad(
                    "%d bytes at its end belong to no tensor".formatted(source.size() - next));
        }
    }
}
