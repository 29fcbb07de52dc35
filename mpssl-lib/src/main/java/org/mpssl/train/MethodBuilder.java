package org.mpssl.train;

import org.mpssl.data.BatchStream;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.ImageSet;
import org.mpssl.method.Base;
import org.mpssl.method.ClassifierStep;
import org.mpssl.method.FoundationLabels;
import org.mpssl.method.LatentMetaOptimisation;
import org.mpssl.method.MetaGradient;
import org.mpssl.method.Method;
import org.mpssl.method.MpSsl;
import org.mpssl.method.RealImages;
import org.mpssl.method.SemiSupervised;
import org.mpssl.method.Synthesis;
import org.mpssl.method.Synthesiser;
import org.mpssl.method.SyntheticPool;
import org.mpssl.method.UnlabelledImages;
import org.mpssl.nn.ChunkedGenerator;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.Step;

/** Puts together the method that a spec names. */
record MethodBuilder(Experiment experiment, FrozenModels models) {

    private RunSpec spec() {
        return experiment.spec();
    }

    Method method() {
        return switch (spec().method()) {
            case Methods.BASE ->
                    new Base(
                            experiment.workspace(), experiment.classifier(), experiment.labelled());
            case Methods.BASE_ALL_LABELS ->
                    new Base(
                            experiment.workspace(),
                            experiment.classifier(),
                            experiment.allLabelled());
            case Methods.ORACLE -> semiSupervised(real(experiment.task().unlabelled()));
            case Methods.TRANSFER -> semiSupervised(real(experiment.foundationImages()));
            case Methods.NAIVE -> semiSupervised(randomImages());
            case Methods.P_SSL -> semiSupervised(pseudoImages());
            case Methods.MP_SSL -> spec().meta().lmo() ? mpSsl() : semiSupervised(randomImages());
            default -> throw new IllegalStateException(spec().method());
        };
    }

    /** Latent meta-optimisation at its start. */
    LatentMetaOptimisation lmo() {
        Generator generator = generator();
        int classes = experiment.task().classes().size();
        Synthesiser synthesiser =
                new Synthesiser(
                        generator,
                        spec().synthesis().mapper(classes, generator),
                        spec().synthesis().converter(classes, generator));
        MetaGradient gradient =
                new MetaGradient(
                        synthesiser,
                        experiment.classifier().network(),
                        experiment.augmentation(),
                        experiment.streams(),
                        experiment.unsupervised(),
                        spec().meta().objective(spec().unsupervised().lambda()));
        return new LatentMetaOptimisation(
                experiment.workspace(), gradient, spec().meta().phiRate(), spec().meta().xiRate());
    }

    private MpSsl mpSsl() {
        return new MpSsl(
                experiment.workspace(),
                experiment.lmo(),
                experiment.labelled(),
                experiment.validation(),
                classifierStep(),
                experiment.streams(),
                spec().meta().reuseSynthetic());
    }

    private SemiSupervised semiSupervised(UnlabelledImages unlabelled) {
        return new SemiSupervised(
                experiment.workspace(), experiment.labelled(), unlabelled, classifierStep());
    }

    private ClassifierStep classifierStep() {
        return new ClassifierStep(
                experiment.classifier(),
                experiment.unsupervised(),
                experiment.augmentation(),
                experiment.streams(),
                spec().unsupervised().lambda(),
                spec().training().batchNorm().equals("together"));
    }

    private UnlabelledImages real(ImageSet images) {
        BatchStream batches =
                new BatchStream(experiment.streams(), "unlabelled", images.size(), perStep());
        return new RealImages(images, batches, experiment.format());
    }

    private UnlabelledImages randomImages() {
        Generator generator = generator();
        return synthetic(generator, FoundationLabels.uniform(generator.classes()));
    }

    private UnlabelledImages pseudoImages() {
        Generator generator = generator();
        String source = spec().synthesis().foundationClassifier();
        FoundationClassifier foundation = models.classifier(source, experiment.workspace());
        FoundationClasses.of("foundation classifier", source, foundation.network().classes())
                .requireSame(
                        FoundationClasses.of(
                                "generator", spec().synthesis().generator(), generator.classes()));
        ImageFormat seen = FrozenModels.seen(spec(), foundation.network().channels());
        try (Step step = experiment.workspace().step()) {
            step.record("foundation-classifier", foundation.theta().and(foundation.statistics()));
        }
        return synthetic(
                generator, FoundationLabels.pseudo(foundation, experiment.task().labelled(), seen));
    }

    private UnlabelledImages synthetic(Generator generator, FoundationLabels labels) {
        Synthesis synthesis = new Synthesis(generator, labels, perStep(), experiment.streams());
        int pool = spec().synthesis().syntheticPool();
        return pool == 0 ? synthesis : SyntheticPool.of(experiment.workspace(), synthesis, pool);
    }

    private Generator generator() {
        Generator whole = models.fitted(spec(), experiment.workspace());
        int chunk = spec().synthesis().generatorChunk();
        return chunk == 0 ? whole : new ChunkedGenerator(whole, chunk);
    }

    private int perStep() {
        return spec().training().batchSize() * spec().unsupervised().mu();
    }
}
