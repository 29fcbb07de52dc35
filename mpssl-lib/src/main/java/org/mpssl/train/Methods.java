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

    /** FreeMatch on synthetic images of random latents and random foundation classes. */
    public static final String NAIVE = "naive";

    /** FreeMatch on synthetic images of the training images' soft foundation labels. */
    public static final String P_SSL = "p-ssl";

    /** Latent meta-optimisation and synthetic consistency. */
    public static final String MP_SSL = "mp-ssl";

    /** All of them, in the order of tables. */
    public static final List<String> NAMES = List.of(BASE, BASE_ALL_LABELS, NAIVE, P_SSL, MP_SSL);

    private Methods() {}
}
