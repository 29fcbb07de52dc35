package org.mpssl.dataprep.fullsize;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mpssl.data.BatchReader;
import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.image.ImageDecoder;
import org.mpssl.dataprep.image.SquareFit;
import org.mpssl.dataprep.rehearsal.FullSizeCars;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** Measures how training batches are read from prepared Cars, and prints a number a line. */
final class ReadingProbe implements AutoCloseable {

    private static final int BATCH = 64;
    private static final int ROUNDS = 8;
    private static final int READS_PER_ROUND = 10;
    private static final int STEPS = 40;
    private static final long STEP_NANOS = 50_000_000;

    /** The thread that asks, and the one that reads ahead. */
    private static final int THREADS = 2;

    private final ImageSet images;
    private final BatchStream batches;
    private final FullSizeCars cars = new FullSizeCars();
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32).seal();
    private final ExecutorService decoders = Executors.newFixedThreadPool(THREADS);

    private ReadingProbe(Path data) {
        images = PreparedDataset.open(data).part("train");
        batches = new BatchStream(new RandomStreams(0), "labelled", images.size(), BATCH);
    }

    /** Measures the dataset that the argument names. */
    public static void main(String[] arguments) throws Exception {
        try (ReadingProbe probe = new ReadingProbe(Path.of(arguments[0]))) {
            probe.throughput();
            probe.hidden(256);
            probe.hidden(224);
        }
    }

    /** In turns, so that whatever else the machine does slows both down. */
    private void throughput() throws Exception {
        ImageFormat whole = new ImageFormat(PreparedCars.SIZE, 3);
        ImageFormat smaller = new ImageFormat(224, 3);
        BatchReader reader = new BatchReader(images, batches, whole);
        BatchReader fitting = new BatchReader(images, batches, smaller);
        read(reader, 0, 3);
        read(fitting, 0, 3);
        decode(0);
        double reading = 0;
        double fitted = 0;
        double decoding = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int from = round * READS_PER_ROUND;
            reading += read(reader, from, READS_PER_ROUND);
            fitted += read(fitting, from, READS_PER_ROUND);
            decoding += decode(round);
        }
        double images = (double) ROUNDS * BATCH;
        print("read.imagesPerSecond", images * READS_PER_ROUND / reading);
        print("read224.imagesPerSecond", images * READS_PER_ROUND / fitted);
        print("decoded.imagesPerSecond", images / decoding);
    }

    private double read(BatchReader reader, long from, int count) {
        long start = System.nanoTime();
        for (long t = from; t < from + count; t++) {
            try (Step step = workspace.step()) {
                reader.at(step, t);
            }
        }
        return seconds(start);
    }

    /** Decodes a batch from JPEGs in memory, up to the square and no further. */
    private double decode(long t) throws Exception {
        long start = System.nanoTime();
        List<Callable<byte[]>> tasks = new ArrayList<>();
        Arrays.stream(batches.at(t)).forEach(i -> tasks.add(() -> square(i)));
        for (Future<byte[]> task : decoders.invokeAll(tasks)) {
            task.get();
        }
        return seconds(start);
    }

    private byte[] square(int image) throws Exception {
        return new SquareFit(PreparedCars.SIZE)
                .colour(new ImageDecoder().decode(cars.content("train", image)).image(), 0);
    }

    /** How long a step waits for its batch: when it is read then, and when it was read ahead. */
    private void hidden(int side) {
        ImageFormat format = new ImageFormat(side, 3);
        BatchReader reader = new BatchReader(images, batches, format);
        double[] alone = new double[STEPS];
        double[] ahead = new double[STEPS];
        read(reader, 99, 1);
        for (int i = 0; i < STEPS; i++) {
            compute();
            try (Step step = workspace.step()) {
                long start = System.nanoTime();
                format.read(step, images, batches.at(1000 + i));
                alone[i] = seconds(start);
            }
            ahead[i] = read(reader, 100 + i, 1);
        }
        print("alone%d.milliseconds".formatted(side), 1e3 * median(alone));
        print("ahead%d.milliseconds".formatted(side), 1e3 * median(ahead));
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    /** Keeps this thread busy, as a step on the processor does. */
    private static void compute() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < STEP_NANOS) {
            Thread.onSpinWait();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }

    @Override
    public void close() {
        decoders.shutdown();
        workspace.close();
    }
}
