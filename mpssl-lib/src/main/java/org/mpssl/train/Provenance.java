package org.mpssl.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.data.PreparedDataset;
import org.mpssl.tensor.Devices;

/** What stands behind a number: versions, device, threads and data. */
public final class Provenance {

    private Provenance() {}

    /**
     * Collects it.
     *
     * @param device where the run computes
     * @param dataset what it was trained on
     * @return names and values
     */
    public static Map<String, String> of(Device device, PreparedDataset dataset) {
        Map<String, String> provenance = environment(device);
        provenance.put("dataset", dataset.name());
        provenance.put("datasetManifest", dataset.manifestHash());
        return provenance;
    }

    /**
     * Collects what does not depend on the run.
     *
     * @param device where runs compute
     * @return names and values
     */
    public static Map<String, String> environment(Device device) {
        Engine engine = Devices.engine();
        Map<String, String> provenance = new TreeMap<>();
        provenance.put("java", Runtime.version().toString());
        provenance.put("djl", Engine.getDjlVersion());
        provenance.put("libtorch", engine.getVersion());
        provenance.put("device", device.toString());
        provenance.put("threads", System.getProperty("ai.djl.pytorch.num_threads", "default"));
        provenance.put(
                "platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return provenance;
    }
}
