package org.mpssl.weights.imports;

import java.util.Arrays;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.weights.StoredTensor;

/** Whose checkpoints can be imported. */
public enum ImportFormat {
    /** torchvision's ResNet-18, 50 and 101. */
    TORCHVISION("torchvision"),
    /** Hugging Face's pytorch-pretrained-BigGAN: BigGAN-deep. */
    BIGGAN_HF("biggan-hf"),
    /** BigGAN-PyTorch's own trainings. */
    BIGGAN_AJBROCK("biggan-ajbrock"),
    /** TF-Hub's generators, by BigGAN-PyTorch's converter. */
    BIGGAN_TFHUB("biggan-tfhub"),
    /** TF-Hub's generators, by BigGAN-Generator-Pretrained-Pytorch. */
    BIGGAN_IVCLAB("biggan-ivclab");

    private final String title;

    ImportFormat(String title) {
        this.title = title;
    }

    /** Returns its name on the command line and in metadata. */
    public String title() {
        return title;
    }

    /** Returns all names. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(ImportFormat::title).toList();
    }

    /**
     * Returns a format by name.
     *
     * @param title the name
     * @return the format
     * @throws UserError if there is none
     */
    public static ImportFormat named(String title) {
        return Arrays.stream(values())
                .filter(format -> format.title.equals(title))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "unknown format '%s': known are %s"
                                                .formatted(title, String.join(", ", titles()))));
    }

    /** Says what an import of these tensors would make. */
    Plan plan(List<StoredTensor> tensors) {
        return switch (this) {
            case TORCHVISION -> Torchvision.plan(tensors);
            case BIGGAN_HF -> HuggingFace.plan(tensors);
            case BIGGAN_AJBROCK -> BigGanPyTorch.plan(tensors);
            case BIGGAN_TFHUB -> TfHubPort.converter(tensors);
            case BIGGAN_IVCLAB -> TfHubPort.release(tensors);
        };
    }
}
