package org.mpssl.weights;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.mpssl.weights.TorchObjects.StorageId;
import org.mpssl.weights.Unpickler.Tuple;

/**
 * Finds the tensors in what a checkpoint holds: a dictionary of tensors by name, or one that has
 * such a dictionary among other things of a training.
 */
final class StateDict {

    /** Under which of these names trainings keep the weights. */
    private static final List<String> USUAL = List.of("state_dict", "model_state_dict", "model");

    private static final int COST = 64;

    private final Source source;
    private final Function<StorageId, Storage> storages;
    private final List<String> notes = new ArrayList<>();

    /** Whether a dictionary has tensors; one dictionary can be the value of many entries. */
    private final IdentityHashMap<Object, Boolean> looked = new IdentityHashMap<>();

    StateDict(Source source, Function<StorageId, Storage> storages) {
        this.source = source;
        this.storages = storages;
    }

    /** Returns the tensors of a checkpoint's value. */
    Contents of(Object value) {
        if (!(value instanceof Map<?, ?>)) {
            throw source.refused(
                    "it holds no dictionary. Save the state_dict() of the network instead");
        }
        Map<Object, Object> chosen = choose(Unpickler.dictionary(value));
        List<StoredTensor> tensors = new ArrayList<>();
        List<String> others = new ArrayList<>();
        chosen.forEach(
                (name, item) -> {
                    if (item instanceof TorchObjects.Tensor tensor) {
                        tensors.add(tensor(name, tensor));
                    } else {
                        others.add(Source.shown(name.toString()));
                    }
                });
        note("not tensors, and left out", others);
        return new Contents(tensors, Map.of(), notes);
    }

    private Map<Object, Object> choose(Map<Object, Object> top) {
        Map<String, Map<Object, Object>> inside = new LinkedHashMap<>();
        top.forEach(
                (name, item) -> {
                    if (item instanceof Map<?, ?> && hasTensors(Unpickler.dictionary(item))) {
                        inside.put(name.toString(), Unpickler.dictionary(item));
                    }
                });
        Map<String, Map<Object, Object>> usual = new TreeMap<>(inside);
        usual.keySet().retainAll(USUAL);
        if (usual.isEmpty() && hasTensors(top)) {
            return top;
        }
        Map<String, Map<Object, Object>> candidates = usual.isEmpty() ? inside : usual;
        if (candidates.isEmpty()) {
            throw source.refused("it holds no tensors by name");
        }
        if (candidates.size() > 1) {
            throw source.refused(
                    "it holds several sets of tensors: %s. Save the one that you mean by itself"
                            .formatted(shown(candidates.keySet())));
        }
        String key = candidates.keySet().iterator().next();
        notes.add("the tensors are those of its entry '%s'".formatted(Source.shown(key)));
        List<String> others = new ArrayList<>();
        top.keySet().forEach(name -> others.add(name.toString()));
        others.remove(key);
        note("its other entries are left out", others);
        return candidates.get(key);
    }

    private void note(String what, List<String> names) {
        if (!names.isEmpty()) {
            notes.add(what + ": " + shown(names));
        }
    }

    private static String shown(Iterable<String> names) {
        return Source.shown(String.join(", ", names));
    }

    private boolean hasTensors(Map<Object, Object> dictionary) {
        Boolean known = looked.get(dictionary);
        if (known == null) {
            source.spend(COST, "its dictionaries");
            known = holdsTensor(dictionary);
            looked.put(dictionary, known);
        }
        return known;
    }

    private static boolean holdsTensor(Map<Object, Object> dictionary) {
        for (Object item : dictionary.values()) { // not a stream: there can be very many
            if (item instanceof TorchObjects.Tensor) {
                return true;
            }
        }
        return false;
    }

    private StoredTensor tensor(Object name, TorchObjects.Tensor tensor) {
        if (!(name instanceof String text) || !(tensor.offset() instanceof Long offset)) {
            throw source.bad(
                    "its tensor %s has no name or no offset"
                            .formatted(Source.shown(name.toString())));
        }
        return StoredTensor.of(
                source,
                text,
                tensor.storage().type(),
                numbers(text, tensor.sizes()),
                numbers(text, tensor.strides()),
                offset,
                storages.apply(tensor.storage()));
    }

    private List<Long> numbers(String name, Tuple tuple) {
        source.spend(COST, "the list of tensors");
        List<Long> numbers = new ArrayList<>();
        for (Object item : tuple.items()) {
            source.spend(COST, "the list of tensors");
            if (!(item instanceof Long number)) {
                throw source.bad(
                        "%s has a size or stride that is no whole number of 64 bits"
                                .formatted(Source.shown(name)));
            }
            numbers.add(number);
        }
        return numbers;
    }
}
