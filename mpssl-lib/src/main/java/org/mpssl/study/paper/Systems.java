package org.mpssl.study.paper;

import java.util.Map;
import org.mpssl.study.Setting;

/** The systems that the paper compares, as settings of a run; what is not said is the preset's. */
final class Systems {

    static final Setting BASE = Setting.of("base");

    /** Not in the paper: trained on D and D_val, whose labels MP-SSL uses too. */
    static final Setting ALL_LABELS = Setting.of("base-all-labels");

    /** On the real images of D_u, with FreeMatch. */
    static final Setting ORACLE = Setting.of("oracle");

    static final Setting NAIVE = Setting.of("naive");

    static final Setting P_SSL = Setting.of("p-ssl");

    /** On real images of the foundation data, with FreeMatch. */
    static final Setting TRANSFER = Setting.of("transfer");

    static final Setting MP_SSL = Setting.of("mp-ssl");

    /** SCR on images of random latents and random foundation classes, new ones in every step. */
    static final Setting WITHOUT_LMO = MP_SSL.with("lmo", false).with("syntheticPool", 0);

    static final String ALL_LABELS_ROW = "Base on D and D_val";

    private Systems() {}

    /** Another loss of the unlabelled images, with its own threshold of confidence. */
    static Setting ssl(Setting system, String loss) {
        Setting changed = system.with("unsupervisedLoss", loss);
        return loss.equals("uda") ? changed.with("threshold", 0.8) : changed;
    }

    /** Fields of the second set-up. */
    static Map<String, Object> disjoint() {
        return Map.of("setUp", "disjoint");
    }
}
