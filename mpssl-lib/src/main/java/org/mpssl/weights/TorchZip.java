package org.mpssl.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.mpssl.weights.TorchObjects.StorageId;

/**
 * A checkpoint as torch.save writes it since PyTorch 1.6: a zip archive with a folder, in it the
 * pickle {@code data.pkl} and a file in {@code data/} for every storage.
 */
final class TorchZip {

    private static final String PICKLE = "data.pkl";
    private static final int LONGEST_BYTE_ORDER = 10;

    private final Source source;
    private final Map<String, Storage> entries;
    private final String folder;

    private TorchZip(Source source, Map<String, Storage> entries) {
        this.source = source;
        this.entries = entries;
        this.folder = folder();
    }

    /** Reads what a file holds. */
    static Contents read(Source source) throws IOException {
        return new TorchZip(source, ZipDirectory.read(source)).contents();
    }

    private String folder() {
        List<String> folders =
                entries.keySet().stream()
                        .map(name -> name.substring(0, name.indexOf('/') + 1))
                        .distinct()
                        .toList();
        if (folders.size() != 1
                || folders.get(0).isEmpty()
                || !entries.containsKey(folders.get(0) + PICKLE)) {
            throw source.bad(
                    "it is an archive of something else: there is no folder with " + PICKLE);
        }
        return folders.get(0);
    }

    private Contents contents() throws IOException {
        checkByteOrder();
        Storage pickle = entries.get(folder + PICKLE);
        PickleInput in =
                new PickleInput(source, pickle.position(), pickle.position() + pickle.bytes());
        Object value = new Unpickler(source, in, new TorchObjects(source)).read();
        if (in.position() != pickle.position() + pickle.bytes()) {
            throw source.bad("there is something after the end of its pickled part");
        }
        return new StateDict(source, this::storage).of(value);
    }

    private void checkByteOrder() throws IOException {
        Storage order = entries.get(folder + "byteorder");
        if (order != null && order.bytes() <= LONGEST_BYTE_ORDER) {
            byte[] text = source.read(order.position(), (int) order.bytes());
            if (new String(text, StandardCharsets.US_ASCII).equals("little")) {
                return;
            }
        }
        if (order != null) { // files of PyTorch before 2.1 do not say it
            throw source.refused("its numbers are not little-endian");
        }
    }

    private Storage storage(StorageId id) {
        Storage entry = entries.get(folder + "data/" + id.key());
        if (entry == null) {
            throw source.bad("it lacks its storage " + Source.shown(id.key()));
        }
        if (entry.bytes() != id.elements() * id.type().bytes()) {
            throw source.bad(
                    "its storage %s has %d bytes and should have %d of %d each"
                            .formatted(
                                    Source.shown(id.key()),
                                    entry.bytes(),
                                    id.elements(),
                                    id.type().bytes()));
        }
        return new Storage(id.key(), entry.position(), entry.bytes());
    }
}
