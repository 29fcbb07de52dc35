package org.mpssl.augment;

/** What an image is surrounded with. */
public enum Border {

    /** Zeros. */
    ZERO {
        @Override
        int source(int position, int size) {
            return position;
        }
    },

    /** The image mirrored at its outermost pixels, which are not repeated. */
    REFLECT {
        @Override
        int source(int position, int size) {
            return position < 0 ? -position : Math.min(position, 2 * (size - 1) - position);
        }
    };

    /** The row or column that a position shows; outside of [0, size) it shows nothing. */
    abstract int source(int position, int size);
}
