package org.mpssl.train;

import java.util.List;

/** The names of the methods that a spec can ask for. */
public final class Methods {

    /** Training on D alone. */
    public static final String BASE = "base";

    /**
     * Training on D and D_val, which is what a method that differentiates through D_val has seen.
     */
    public static final String BASE_ALL_LABELS = "base-all-labels";

    /** Semi-supervised training on the real unlabelled images D_u, which gSSL does without. */
    public static final String ORACLE = "oracle";

    /** Semi-supervised training on real images of the foundation data. */
    public static final String TRANSFER = "transfer";

    /**
     * Semi-supervised training on synthetic images of random latents and random foundation classes.
     */
    public static final String NAIVE = "naive";

    /**
     * Semi-supervised training on synthetic images of the training images' soft foundation labels.
     */
    public static final String P_SSL = "p-ssl";

    /** Latent meta-optimisation and synthetic consistency. */
    public static final String MP_SSL = "mp-ssl";

    /** All of them, in the order of tables. */
    public static final List<String> NAMES =
            List.of(BASE, BASE_ALL_LABELS, ORACLE, TRANSFER, NAIVE, P_SSL, MP_SSL);

    /** Those that train on labels alone. */
    public static final List<String> SUPERVISED = List.of(BASE, BASE_ALL_LABELS);

    private Methods() {}
}
