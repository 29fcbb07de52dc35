package org.mpssl.notebook.widget;

/** A picture that can be exchanged. */
public final class PictureView extends Widget {

    private String alt = "";

    /**
     * Makes a place for a picture.
     *
     * @param width of the place, in CSS, for example {@code 48%}
     */
    public PictureView(String width) {
        super("Image");
        set("format", "png");
        width(width);
        manner("layout", "object_fit", "contain");
        hide();
    }

    /**
     * Shows a picture in place of the one before.
     *
     * @param png the picture as a PNG file
     * @param words what it shows
     */
    public void picture(byte[] png, String words) {
        alt = words;
        set(png, words);
        manner("layout", "display", "inline-block");
    }

    /** Shows nothing, until the next picture. */
    public void hide() {
        alt = "";
        // An empty place would be drawn as a broken picture.
        manner("layout", "display", "none");
    }

    /** Returns the picture as a PNG file, empty if there is none yet. */
    public byte[] png() {
        return picture();
    }

    @Override
    public String toString() {
        return alt;
    }
}
