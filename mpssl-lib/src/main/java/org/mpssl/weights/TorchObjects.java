package org.mpssl.weights;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.weights.Unpickler.Tuple;

/**
 * The few things of Python's and PyTorch's that a file of tensors may name, and what they stand for
 * here. Whatever else a file names is refused by its name.
 */
final class TorchObjects {

    private static final String STORAGES = "torch.";

    /** What a file may call. */
    private enum Callable {
        ORDERED_DICT("collections.OrderedDict"),
        SIZE("torch.Size"),
        TENSOR("torch._utils._rebuild_tensor"),
        TENSOR_2("torch._utils._rebuild_tensor_v2"),
        PARAMETER("torch._utils._rebuild_parameter"),
        PARAMETER_CLASS("torch.nn.parameter.Parameter");

        private final String global;

        Callable(String global) {
            this.global = global;
        }
    }

    /**
     * A storage that a pickle names; the container knows where it is.
     *
     * @param key its name
     * @param type what its elements are
     * @param elements how many there are
     */
    record StorageId(String key, ElementType type, long elements) {}

    /**
     * A tensor as a pickle describes it, unchecked.
     *
     * @param storage where its elements are
     * @param offset the place of the first
     * @param sizes its shape
     * @param strides its strides
     */
    record Tensor(StorageId storage, Object offset, Tuple sizes, Tuple strides) {}

    private final Source source;
    private final Map<String, StorageId> storages = new HashMap<>();

    TorchObjects(Source source) {
        this.source = source;
    }

    /** Returns the storages that were named, by their keys. */
    Map<String, StorageId> storages() {
        return storages;
    }

    /** Returns what a name stands for. */
    Object global(String name) {
        source.spend(4L * name.length(), "its pickled part");
        for (Callable callable : Callable.values()) {
            if (callable.global.equals(name)) {
                return callable;
            }
        }
        if (name.startsWith(STORAGES) && name.endsWith("Storage")) {
            return ElementType.ofTorchStorage(name.substring(STORAGES.length()))
                    .orElseThrow(
                            () ->
                                    source.refused(
                                            "it has tensors of %s; %s can be read"
                                                    .formatted(
                                                            name, List.of(ElementType.values()))));
        }
        throw source.refused(
                """
                it asks for %s, and to give that to a file could mean to run a program of the \
                file's. If you trust the file, load it in PyTorch and save its state_dict() alone"""
                        .formatted(name));
    }

    /** Returns the value of a call that a pickle asks for. */
    Object call(Object callable, List<Object> arguments, boolean onClass) {
        if (!(callable instanceof Callable known)
                || (onClass && known != Callable.PARAMETER_CLASS)) {
            throw source.refused("it calls what is no function");
        }
        int count = arguments.size();
        boolean right =
                switch (known) {
                    case ORDERED_DICT -> count <= 1;
                    case SIZE -> count == 1 && arguments.get(0) instanceof Tuple;
                    case TENSOR -> count == 4 && isTensor(arguments);
                    case TENSOR_2 -> count >= 6 && count <= 7 && isTensor(arguments);
                    case PARAMETER, PARAMETER_CLASS ->
                            count >= 1 && count <= 3 && arguments.get(0) instanceof Tensor;
                };
        if (!right || (count == 7 && hasEntries(arguments.get(6)))) {
            throw source.refused("it calls %s in an unusual way".formatted(known.global));
        }
        return switch (known) {
            case ORDERED_DICT -> dictionary(count == 0 ? List.of() : arguments.get(0));
            case SIZE, PARAMETER, PARAMETER_CLASS -> arguments.get(0);
            case TENSOR, TENSOR_2 ->
                    new Tensor(
                            (StorageId) arguments.get(0),
                            arguments.get(1),
                            (Tuple) arguments.get(2),
                            (Tuple) arguments.get(3));
        };
    }

    private static boolean isTensor(List<Object> arguments) {
        return arguments.get(0) instanceof StorageId
                && arguments.get(2) instanceof Tuple
                && arguments.get(3) instanceof Tuple;
    }

    /** A tensor's last argument would mark it as one to be conjugated or negated. */
    private static boolean hasEntries(Object flags) {
        return flags != null && !(flags instanceof Map<?, ?> map && map.isEmpty());
    }

    /** Python 2 gives the entries of an ordered dictionary as a list of pairs. */
    private Map<Object, Object> dictionary(Object entries) {
        Map<Object, Object> dictionary = new LinkedHashMap<>();
        if (!(entries instanceof List<?> list)) {
            throw source.bad("it makes a dictionary of what is no list");
        }
        for (Object entry : list) {
            if (!(entry instanceof List<?> pair) || pair.size() != 2) {
                throw source.bad("it makes a dictionary of what are no pairs");
            }
            put(dictionary, pair.get(0), pair.get(1));
        }
        return dictionary;
    }

    /** Sets an entry that was not there before. */
    void put(Map<Object, Object> dictionary, Object key, Object value) {
        source.spend(64, "its pickled part");
        if (!(key instanceof String) && !(key instanceof Long)) {
            throw source.refused("a dictionary has a key that is neither text nor number");
        }
        if (dictionary.containsKey(key)) {
            throw source.bad(
                    "a dictionary has two entries '%s'".formatted(Source.shown(key.toString())));
        }
        dictionary.put(key, value);
    }

    /**
     * Returns a storage. Its id is ('storage', class, key, device, number of elements); old files
     * have a sixth item for a storage that is part of another one.
     */
    StorageId storage(Object id) {
        if (!(id instanceof Tuple tuple)
                || tuple.items().size() < 5
                || tuple.items().size() > 6
                || !"storage".equals(tuple.items().get(0))
                || !(tuple.items().get(1) instanceof ElementType type)
                || !(tuple.items().get(2) instanceof String key)
                || !(tuple.items().get(4) instanceof Long elements)) {
            throw source.refused("it refers to an object outside itself that is no storage");
        }
        if (tuple.items().size() == 6 && tuple.items().get(5) != null) {
            throw source.refused("its storage %s is part of another".formatted(Source.shown(key)));
        }
        StorageId storage = new StorageId(key, type, elements);
        StorageId before = storages.putIfAbsent(key, storage);
        if (elements < 0
                || elements > Long.MAX_VALUE / type.bytes()
                || (before != null && !before.equals(storage))) {
            throw source.bad(
                    "it says two things of its storage %s, or what cannot be"
                            .formatted(Source.shown(key)));
        }
        return before == null ? storage : before;
    }
}
