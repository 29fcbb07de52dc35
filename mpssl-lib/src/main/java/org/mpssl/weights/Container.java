package org.mpssl.weights;

/** How a weight file is built. */
public enum Container {
    /** A JSON header and raw data. */
    SAFETENSORS("safetensors", "safetensors file"),
    /** What torch.save writes since PyTorch 1.6: a zip archive of a pickle and of raw storages. */
    TORCH_ZIP("PyTorch checkpoint, zip", "PyTorch checkpoint (zip)"),
    /** What torch.save wrote before: pickles one after the other, and then raw storages. */
    TORCH_LEGACY("PyTorch checkpoint, legacy", "PyTorch checkpoint (legacy)");

    private final String title;
    private final String noun;

    Container(String title, String noun) {
        this.title = title;
        this.noun = noun;
    }

    /** Returns what to call it in a list of facts. */
    public String title() {
        return title;
    }

    String noun() {
        return noun;
    }
}
