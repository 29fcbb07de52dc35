package org.mpssl.augment;

/**
 * Affine maps of the plane. A map takes a pixel of the result to the place it comes from, in pixels
 * with the first pixel's centre at (0, 0), x to the right and y down.
 */
enum Motion {

    /** Counter-clockwise about the centre; v in degrees. */
    ROTATE {
        @Override
        double[] map(double v, double width, double height) {
            double cos = Math.cos(Math.toRadians(v));
            double sin = Math.sin(Math.toRadians(v));
            return about((width - 1) / 2, (height - 1) / 2, cos, -sin, sin, cos);
        }
    },

    /** x + v y from the upper left corner. */
    SHEAR_X {
        @Override
        double[] map(double v, double width, double height) {
            return about(-0.5, -0.5, 1, v, 0, 1);
        }
    },

    /** y + v x from the upper left corner. */
    SHEAR_Y {
        @Override
        double[] map(double v, double width, double height) {
            return about(-0.5, -0.5, 1, 0, v, 1);
        }
    },

    /** x + tan(v) y from the centre; v in degrees. */
    SLANT_X {
        @Override
        double[] map(double v, double width, double height) {
            double tan = Math.tan(Math.toRadians(v));
            return about((width - 1) / 2, (height - 1) / 2, 1, tan, 0, 1);
        }
    },

    /** y + tan(v) x from the centre; v in degrees. */
    SLANT_Y {
        @Override
        double[] map(double v, double width, double height) {
            double tan = Math.tan(Math.toRadians(v));
            return about((width - 1) / 2, (height - 1) / 2, 1, 0, tan, 1);
        }
    },

    /** v pixels to the right. */
    TRANSLATE_X {
        @Override
        double[] map(double v, double width, double height) {
            return new double[] {1, 0, -v, 0, 1, 0};
        }
    },

    /** v pixels down. */
    TRANSLATE_Y {
        @Override
        double[] map(double v, double width, double height) {
            return new double[] {1, 0, 0, 0, 1, -v};
        }
    };

    /**
     * Returns the map.
     *
     * @param v the value
     * @param width of the image
     * @param height of the image
     * @return a, b, c, d, e, f of (x, y) -> (a x + b y + c, d x + e y + f)
     */
    abstract double[] map(double v, double width, double height);

    /** A linear map with a fixed point. */
    private static double[] about(double x, double y, double a, double b, double d, double e) {
        return new double[] {a, b, x - a * x - b * y, d, e, y - d * x - e * y};
    }
}
