package org.mpssl.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;
import org.mpssl.files.StrictJson;

/** Specs as JSON, with errors that name the field. */
final class SpecJson {

    private static final JsonMapper JSON =
            StrictJson.mapper()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();

    private SpecJson() {}

    static RunSpec read(Path file) {
        JsonNode given;
        try {
            given = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new UserError("%s is not JSON: %s".formatted(file, StrictJson.told(e)), e);
        } catch (CharacterCodingException e) {
            throw new UserError("%s is not JSON: it is not UTF-8 text".formatted(file), e);
        } catch (IOException e) {
            throw new UserError(
                    "the spec %s cannot be read: is it there, and a file?".formatted(file), e);
        }
        if (!given.isObject() || !given.path("method").isTextual()) {
            throw new UserError(
                    "%s must be a JSON object that names a method, one of %s"
                            .formatted(file, Methods.NAMES));
        }
        ObjectNode tree = JSON.valueToTree(RunSpec.mini(method(given), 0));
        given.properties().forEach(field -> set(tree, field.getKey(), field.getValue()));
        return parse(tree);
    }

    private static String method(JsonNode given) {
        String method = given.path("method").asText();
        new SpecCheck().oneOf("method", method, Methods.NAMES).throwIfAny();
        return method;
    }

    static RunSpec with(RunSpec spec, String field, Object value) {
        ObjectNode tree = JSON.valueToTree(spec);
        set(tree, field, JSON.valueToTree(value));
        return parse(tree);
    }

    private static void set(ObjectNode tree, String field, JsonNode value) {
        if (!tree.has(field)) {
            List<String> known = new ArrayList<>();
            tree.fieldNames().forEachRemaining(known::add);
            throw new UserError(
                    "a run's spec has no field '%s'; its fields are %s".formatted(field, known));
        }
        boolean hole = value.isNull();
        for (JsonNode element : value) {
            hole |= element.isNull();
        }
        if (hole) {
            throw impossible(field, value, null);
        }
        tree.set(field, value);
    }

    private static RunSpec parse(ObjectNode tree) {
        try {
            return JSON.treeToValue(tree, RunSpec.class);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof UserError inner) {
                throw inner;
            }
            String field = e.getPath().isEmpty() ? "?" : e.getPath().get(0).getFieldName();
            throw impossible(field, tree.path(field), e);
        } catch (JsonProcessingException e) {
            throw new UserError("the run's spec cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static UserError impossible(String field, JsonNode value, Exception cause) {
        String wanted =
                Arrays.stream(RunSpec.class.getRecordComponents())
                        .filter(component -> component.getName().equals(field))
                        .map(component -> words(component.getGenericType()))
                        .collect(Collectors.joining());
        return new UserError(
                "the field '%s' of the run's spec cannot be %s: it must be %s"
                        .formatted(field, value, wanted),
                cause);
    }

    private static String words(Type type) {
        return switch (type.getTypeName()) {
            case "int" -> "a whole number below 2147483648";
            case "long" -> "a whole number";
            case "double" -> "a number";
            case "java.lang.String" -> "a text";
            case "java.util.List<java.lang.Integer>" -> "a list of whole numbers";
            default -> "a list of numbers";
        };
    }

    /** Returns indented JSON with a newline at its end. */
    static String pretty(Object value) {
        return StrictJson.pretty(JSON, value);
    }

    static <T> T parse(String json, Class<T> type) throws JsonProcessingException {
        return JSON.readValue(json, type);
    }

    static String hash(RunSpec spec) {
        try {
            String canonical = JSON.writeValueAsString(JSON.convertValue(spec, Map.class));
            return Sha256.of(canonical.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
