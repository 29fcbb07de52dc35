package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mpssl.UserError;
import org.mpssl.files.ClonePath;
import org.mpssl.files.Sha256;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.Generators;
import org.mpssl.nn.PublishedNetworks;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.imports.ImportedFile;

/**
 * A weight file that {@code ./workbench weights import} made, which a spec names by its path.
 *
 * @param file its path, as in the spec
 */
record ImportedModel(String file) {

    /** Loads a generator, for latents from N(0, I). */
    FrozenGenerator generator(Workspace workspace) {
        return read((tensors, metadata) -> Generators.of(metadata, tensors, file, workspace));
    }

    /** Loads a foundation classifier. */
    FoundationClassifier classifier(Workspace workspace) {
        return read(
                (tensors, metadata) ->
                        FoundationClassifier.of(
                                PublishedNetworks.resNet(metadata, file),
                                tensors,
                                file,
                                workspace));
    }

    /** Loads weights of the feature extractor and running statistics; any head is left out. */
    Parameters extractor(ResNet network, Workspace workspace) {
        return read(
                (tensors, metadata) -> {
                    Layout body = network.layout().where(name -> !name.startsWith("fc."));
                    Parameters bare = tensors.where(name -> !name.startsWith("fc."));
                    return workspace.adopt(body.check(bare, file));
                });
    }

    /** Returns the name of the order of its classes; nothing if the file does not say. */
    Optional<String> classOrder() {
        try {
            return ImportedFile.read(present()).flatMap(ImportedFile::classOrder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the SHA-256 of the file. */
    String checksum() {
        return Sha256.of(content());
    }

    private interface Reader<T> {
        T read(Parameters tensors, Map<String, String> metadata);
    }

    private <T> T read(Reader<T> reader) {
        byte[] content = content();
        Devices.engine();
        try (NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return reader.read(
                    Safetensors.read(content, file, passing), Safetensors.metadata(content, file));
        }
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(present());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path present() {
        Path path = ClonePath.of(file);
        if (!Files.isRegularFile(path)) {
            throw new UserError(
                    "the run needs the weights %s, which are not there: ./workbench weights list says where to get them and how to import them"
                            .formatted(file));
        }
        return path;
    }
}
