package org.mpssl.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.weights.TorchObjects.StorageId;

/**
 * A checkpoint as torch.save wrote it before PyTorch 1.6: five pickles (a magic number, a version,
 * facts of the system, the value, the keys of the storages), then each storage with its length.
 */
final class TorchLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Object VERSION = 1001L;

    /** What the Java objects of a storage take. */
    private static final int COST = 200;

    private final Source source;
    private final PickleInput in;
    private final TorchObjects objects;
    private final Map<String, Storage> storages = new HashMap<>();

    private TorchLegacy(Source source) {
        this.source = source;
        this.in = new PickleInput(source, 0, source.size());
        this.objects = new TorchObjects(source);
    }

    /** Reads what a file holds. */
    static Contents read(Source source) throws IOException {
        return new TorchLegacy(source).contents();
    }

    private Contents contents() throws IOException {
        if (!MAGIC.equals(next()) || !VERSION.equals(next())) {
            throw source.bad("it does not start with torch.save's magic number and version 1001");
        }
        if (!(next() instanceof Map<?, ?> system)
                || !Boolean.TRUE.equals(system.get("little_endian"))) {
            throw source.refused("its numbers are not little-endian");
        }
        Object value = next();
        if (!(next() instanceof List<?> keys)) {
            throw source.bad("it has no list of its storages");
        }
        long at = in.position();
        for (Object key : keys) {
            // Any other object could contain itself, and a table would ask it for its hash code.
            if (!(key instanceof String name)) {
                throw source.bad("its list of storages has a key that is no text");
            }
            at = place(objects.storages().get(name), at);
        }
        if (at != source.size()) {
            throw source.bad(
                    "%d bytes at its end belong to no storage".formatted(source.size() - at));
        }
        return new StateDict(source, this::storage).of(value);
    }

    private Object next() throws IOException {
        return new Unpickler(source, in, objects).read();
    }

    /** Finds the place of a storage, and returns where the next one is. */
    private long place(StorageId id, long at) throws IOException {
        source.spend(COST, "its list of storages");
        if (id == null) {
            throw source.bad("it has a storage that nothing in it uses");
        }
        String name = Source.shown(id.key());
        long bytes = id.elements() * id.type().bytes();
        if (bytes > source.size() - Long.BYTES - at) {
            throw source.bad("it ends before its storage %s does".formatted(name));
        }
        long elements =
                ByteBuffer.wrap(source.read(at, Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
        if (elements != id.elements()) {
            throw source.bad(
                    "its storage %s has %d elements and should have %d"
                            .formatted(name, elements, id.elements()));
        }
        if (storages.put(id.key(), new Storage(id.key(), at + Long.BYTES, bytes)) != null) {
            throw source.bad("its storage %s is there twice".formatted(name));
        }
        return at + Long.BYTES + bytes;
    }

    private Storage storage(StorageId id) {
        Storage storage = storages.get(id.key());
        if (storage == null) {
            throw source.bad("it lacks its storage " + Source.shown(id.key()));
        }
        return storage;
    }
}
