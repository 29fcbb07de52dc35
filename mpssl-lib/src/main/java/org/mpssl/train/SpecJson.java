package org.mpssl.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;

/** Specs as JSON, with errors that name the field. */
final class SpecJson {

    private static final JsonMapper JSON =
            StrictJson.mapper()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();

    /** The groups of fields. */
    private static final List<Class<?>> GROUPS =
            Arrays.stream(RunSpec.class.getRecordComponents())
                    .map(RecordComponent::getType)
                    .filter(Class::isRecord)
                    .toList();

    private static final String LOSS = "unsupervisedLoss";

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
        ObjectNode fields = ((ObjectNode) given).deepCopy();
        JsonNode preset = fields.remove("preset");
        ObjectNode tree = tree(preset(preset, given));
        if (isPaper(preset) && isFolder(fields.path("dataset"))) {
            tree.put("split", DataSettings.FRACTIONS);
        }
        fields.properties().forEach(field -> set(tree, field.getKey(), field.getValue()));
        RunSpec spec = parse(tree);
        return isPaper(preset) && !fields.has("steps") ? inEpochs(spec, fields) : spec;
    }

    private static boolean isPaper(JsonNode preset) {
        return preset != null && preset.asText().equals(Presets.PAPER);
    }

    private static boolean isFolder(JsonNode dataset) {
        return dataset.isTextual() && !dataset.asText().equals(DataSettings.SHIPPED_DATASET);
    }

    /** The paper trains for epochs, whose steps are known once the rest of the spec is. */
    private static RunSpec inEpochs(RunSpec spec, ObjectNode given) {
        RunSpec trained = spec.epochs(Presets.PAPER_EPOCHS);
        return given.has("evaluateEvery")
                ? trained.with("evaluateEvery", spec.training().evaluateEvery())
                : trained;
    }

    /** The preset of a method and, if one is named, a loss. */
    private static RunSpec preset(JsonNode preset, JsonNode given) {
        String name = preset == null ? Presets.MINI : preset.asText();
        String method = given.path("method").asText();
        String loss = given.path(LOSS).asText(Presets.usualLoss(method));
        new SpecCheck()
                .oneOf("preset", name, Presets.NAMES)
                .oneOf("method", method, Methods.NAMES)
                .oneOf(LOSS, loss, UnsupervisedSettings.LOSSES)
                .throwIfAny();
        return switch (name) {
            case Presets.PAPER -> Presets.paper(method, loss, 0);
            case Presets.MINI_LARGE -> Presets.miniLarge(method, loss, 0);
            default -> Presets.mini(method, loss, 0);
        };
    }

    static RunSpec with(RunSpec spec, String field, Object value) {
        ObjectNode tree = tree(spec);
        set(tree, field, JSON.valueToTree(value));
        return parse(tree);
    }

    static Object get(RunSpec spec, String field) {
        ObjectNode tree = tree(spec);
        requireField(tree, field);
        return JSON.convertValue(tree.get(field), Object.class);
    }

    /** The fields of all groups beside each other, in the order of the components. */
    static ObjectNode tree(RunSpec spec) {
        ObjectNode flat = JSON.createObjectNode();
        for (RecordComponent component : RunSpec.class.getRecordComponents()) {
            JsonNode value = JSON.valueToTree(read(component, spec));
            if (component.getType().isRecord()) {
                flat.setAll(inOrder((ObjectNode) value, component.getType()));
            } else {
                flat.set(component.getName(), value);
            }
        }
        return flat;
    }

    private static ObjectNode inOrder(ObjectNode group, Class<?> type) {
        ObjectNode ordered = JSON.createObjectNode();
        for (RecordComponent field : type.getRecordComponents()) {
            ordered.set(field.getName(), group.get(field.getName()));
        }
        return ordered;
    }

    private static Object read(RecordComponent component, RunSpec spec) {
        try {
            return component.getAccessor().invoke(spec);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireField(ObjectNode tree, String field) {
        if (!tree.has(field)) {
            throw new UserError(
                    "a run's spec has no field '%s'; its fields are %s"
                            .formatted(field, names(tree)));
        }
    }

    private static void set(ObjectNode tree, String field, JsonNode value) {
        requireField(tree, field);
        boolean hole = value.isNull();
        for (JsonNode element : value) {
            hole |= element.isNull();
        }
        if (hole) {
            throw impossible(field, value, null);
        }
        tree.set(field, value);
    }

    static RunSpec parse(ObjectNode flat) {
        ObjectNode rest = flat.deepCopy();
        DataSettings data = group(rest, DataSettings.class);
        ClassifierSettings classifier = group(rest, ClassifierSettings.class);
        TrainingSettings training = group(rest, TrainingSettings.class);
        ViewSettings views = group(rest, ViewSettings.class);
        UnsupervisedSettings unsupervised = group(rest, UnsupervisedSettings.class);
        SynthesisSettings synthesis = group(rest, SynthesisSettings.class);
        LmoSettings meta = group(rest, LmoSettings.class);
        Identity identity = value(rest, Identity.class);
        return new RunSpec(
                identity.dataset(),
                identity.setUp(),
                identity.method(),
                identity.seed(),
                data,
                classifier,
                training,
                views,
                unsupervised,
                synthesis,
                meta,
                identity.dataType());
    }

    /** The fields that belong to no group. */
    private record Identity(
            String dataset, String setUp, String method, long seed, String dataType) {}

    /** Takes the fields of a group out of a tree. */
    private static <T extends Record> T group(ObjectNode flat, Class<T> type) {
        ObjectNode fields = JSON.createObjectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode value = flat.remove(component.getName());
            if (value != null) {
                fields.set(component.getName(), value);
            }
        }
        return value(fields, type);
    }

    private static <T extends Record> T value(ObjectNode fields, Class<T> type) {
        try {
            return JSON.treeToValue(fields, type);
        } catch (JsonMappingException e) {
            if (e.getPath().isEmpty()) {
                throw new UserError("the run's spec cannot be read: " + e.getOriginalMessage(), e);
            }
            String field = e.getPath().get(0).getFieldName();
            if (!fields.has(field)) {
                throw new UserError("the run's spec has no field '%s'".formatted(field), e);
            }
            throw impossible(field, fields.path(field), e);
        } catch (JsonProcessingException e) {
            throw new UserError("the run's spec cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static UserError impossible(String field, JsonNode value, Exception cause) {
        String wanted =
                Stream.concat(Stream.of(RunSpec.class), GROUPS.stream())
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
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
            case "boolean" -> "true or false";
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

    static List<String> names(ObjectNode tree) {
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
